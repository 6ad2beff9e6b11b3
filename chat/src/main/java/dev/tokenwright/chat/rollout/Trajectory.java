package dev.tokenwright.chat.rollout;

import dev.tokenwright.chat.Extension;
import dev.tokenwright.chat.MediaItem;
import dev.tokenwright.chat.Message;
import dev.tokenwright.chat.Placeholder;
import dev.tokenwright.chat.Rendered;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * What came of a rollout, or of a part of one. Each step makes a new one, so that there is nothing to take back. The arrays
 * are not changed by anybody.
 *
 * @param promptIds the ids of the first prompt
 * @param completionIds all ids behind: sampled ones, and those of tools' results and of the beginnings of replies
 * @param sampled by id of the completion: whether the model sampled it
 * @param logprobs by id of the completion: its log-probability; 0 where it was not sampled
 * @param messages the messages behind the first prompt: replies and tools' results
 * @param placeholders where media stand, among all ids
 * @param toolCalls how many calls were run
 * @param toolFailures how many of them failed
 * @param end why it ended
 */
public record Trajectory(
        int[] promptIds,
        int[] completionIds,
        boolean[] sampled,
        float[] logprobs,
        List<Message> messages,
        List<Placeholder> placeholders,
        int toolCalls,
        int toolFailures,
        End end) {
    /** Why a rollout ended. */
    public enum End {
        /** It did not yet. */
        RUNNING,
        /** The model stopped and called nothing that can be run. */
        STOP,
        /** A reply was cut off. */
        LENGTH,
        /** Tools had been run as often as was allowed. */
        TOOL_LIMIT,
        /** What tools answered leaves no room for a reply. */
        BUDGET,
        /** The results could not be added to what was sampled. */
        NOT_EXTENDABLE
    }

    /** Copies the lists and checks the lengths. */
    public Trajectory {
        if (completionIds.length != sampled.length || sampled.length != logprobs.length) {
            throw new IllegalArgumentException("completion, mask and logprobs differ in length: " + completionIds.length
                    + ", " + sampled.length + ", " + logprobs.length);
        }
        messages = List.copyOf(messages);
        placeholders = List.copyOf(placeholders);
        Objects.requireNonNull(end, "end");
    }

    static Trajectory begin(Rendered prompt) {
        return new Trajectory(
                prompt.ids(),
                new int[0],
                new boolean[0],
                new float[0],
                List.of(),
                prompt.placeholders(),
                0,
                0,
                End.RUNNING);
    }

    /** All ids. */
    public int[] ids() {
        int[] all = Arrays.copyOf(promptIds, promptIds.length + completionIds.length);
        System.arraycopy(completionIds, 0, all, promptIds.length, completionIds.length);
        return all;
    }

    /** By id, of all: 0 for text, 1 for an image, 2 for a video, 3 for a sound. */
    public int[] mediaTypes() {
        int[] types = new int[promptIds.length + completionIds.length];
        for (Placeholder placeholder : placeholders) {
            Arrays.fill(
                    types,
                    placeholder.start(),
                    placeholder.start() + placeholder.length(),
                    typeOf(placeholder.item().kind()));
        }
        return types;
    }

    private static int typeOf(MediaItem.Kind kind) {
        return switch (kind) {
            case IMAGE -> 1;
            case VIDEO -> 2;
            case AUDIO -> 3;
        };
    }

    Trajectory withReply(Completion completion, Message reply) {
        List<Message> more = new ArrayList<>(messages);
        more.add(reply);
        boolean[] mask = Arrays.copyOf(sampled, sampled.length + completion.ids().length);
        Arrays.fill(mask, sampled.length, mask.length, true);
        return new Trajectory(
                promptIds,
                joined(completionIds, completion.ids(), 0),
                mask,
                joined(logprobs, completion.logprobs()),
                more,
                placeholders,
                toolCalls,
                toolFailures,
                end);
    }

    /** The same with the results of tools, as the next prompt has them. */
    Trajectory withResults(Extension.Extended next, List<Message> results) {
        int[] ids = next.rendered().ids();
        int known = promptIds.length + completionIds.length;
        List<Message> more = new ArrayList<>(messages);
        more.addAll(results);
        List<Placeholder> media = new ArrayList<>(placeholders);
        media.addAll(next.rendered().placeholders());
        int added = ids.length - known;
        return new Trajectory(
                promptIds,
                joined(completionIds, ids, known),
                Arrays.copyOf(sampled, sampled.length + added),
                Arrays.copyOf(logprobs, logprobs.length + added),
                more,
                media,
                toolCalls,
                toolFailures,
                end);
    }

    Trajectory withCalls(int run, int failed) {
        return new Trajectory(
                promptIds,
                completionIds,
                sampled,
                logprobs,
                messages,
                placeholders,
                toolCalls + run,
                toolFailures + failed,
                end);
    }

    Trajectory ended(End why) {
        return new Trajectory(
                promptIds, completionIds, sampled, logprobs, messages, placeholders, toolCalls, toolFailures, why);
    }

    private static int[] joined(int[] first, int[] second, int from) {
        int[] all = Arrays.copyOf(first, first.length + second.length - from);
        System.arraycopy(second, from, all, first.length, second.length - from);
        return all;
    }

    private static float[] joined(float[] first, float[] second) {
        float[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }
}
