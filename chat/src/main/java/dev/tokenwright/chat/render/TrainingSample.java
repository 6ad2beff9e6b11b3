package dev.tokenwright.chat.render;

import dev.tokenwright.chat.ChatSpan;
import dev.tokenwright.chat.Conversation;
import dev.tokenwright.chat.Message;
import dev.tokenwright.chat.Rendered;
import dev.tokenwright.chat.Renderer;
import dev.tokenwright.chat.render.SampleOptions.FinalStop;
import java.util.Arrays;
import java.util.List;

/**
 * Ids to train a model on.
 *
 * @param ids the ids
 * @param lossMask by id: whether the model is trained on it
 * @param rendered the conversation; a final stop that was added is not part of it
 */
public record TrainingSample(int[] ids, boolean[] lossMask, Rendered rendered) {
    private static final String ASSISTANT = "assistant";

    /**
     * Makes a sample of a conversation.
     *
     * @throws IllegalArgumentException when the options name another number of messages
     */
    public static TrainingSample of(Renderer renderer, Conversation conversation, SampleOptions options) {
        List<Message> messages = conversation.messages();
        options.messages().ifPresent(chosen -> {
            if (chosen.size() != messages.size()) {
                throw new IllegalArgumentException("the options choose among " + chosen.size()
                        + " messages; the conversation has " + messages.size());
            }
        });
        Rendered rendered = renderer.render(conversation);
        boolean[] mask = new boolean[rendered.size()];
        for (ChatSpan span : rendered.spans()) {
            Arrays.fill(mask, span.start(), span.end(), isTrained(span, messages, options));
        }
        int[] ids = rendered.ids();
        if (needsStop(renderer, messages, options, ids, mask)) {
            ids = Arrays.copyOf(ids, ids.length + 1);
            ids[ids.length - 1] = renderer.stopIds()[0];
            mask = Arrays.copyOf(mask, ids.length);
            mask[ids.length - 1] = true;
        }
        TrainingSample sample = new TrainingSample(ids, mask, rendered);
        options.messages().ifPresent(sample::restrict);
        return sample;
    }

    private static boolean isTrained(ChatSpan span, List<Message> messages, SampleOptions options) {
        if (span.message() < 0) {
            return false;
        }
        String role = messages.get(span.message()).role();
        if (options.contentRoles().contains(role)) {
            return span.kind() != ChatSpan.Kind.SCAFFOLD;
        }
        return span.kind() == ChatSpan.Kind.SAMPLED
                && options.roles().map(roles -> roles.contains(role)).orElse(true);
    }

    private static boolean needsStop(
            Renderer renderer, List<Message> messages, SampleOptions options, int[] ids, boolean[] mask) {
        boolean isWanted = options.finalStop() == FinalStop.ENSURED
                && messages.get(messages.size() - 1).role().equals(ASSISTANT)
                && options.roles().map(roles -> roles.contains(ASSISTANT)).orElse(true);
        int last = mask.length - 1;
        while (last >= 0 && !mask[last]) {
            last--;
        }
        int id = last < 0 ? -1 : ids[last];
        return isWanted && (last < 0 || Arrays.stream(renderer.stopIds()).noneMatch(stop -> stop == id));
    }

    private void restrict(List<Boolean> chosen) {
        for (ChatSpan span : rendered.spans()) {
            if (span.message() < 0 || !chosen.get(span.message())) {
                Arrays.fill(lossMask, span.start(), span.end(), false);
            }
        }
        if (lossMask.length > rendered.size() && !chosen.get(chosen.size() - 1)) {
            lossMask[lossMask.length - 1] = false;
        }
    }
}
