package dev.tokenwright.chat.prompt;

import dev.tokenwright.error.ConversationException;
import dev.tokenwright.error.ConversationException.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Packs conversations into training sequences of one length, as Megatron's data set for fine-tuning does: every
 * conversation is followed by the next; what does not fit any more is left out, and what is short is filled up.
 * Immutable.
 */
public final class SequencePacker {
    private static final int LONGEST = 1 << 26;

    private final TrainingTokenizer tokenizer;
    private final ConversationOptions options;
    private final int length;
    private final int multiple;
    private final int pad;

    /**
     * A packer.
     *
     * @param length number of ids of a sequence
     * @param contextParallelSize into how many parts a sequence is cut for training; with more than one, every
     *     conversation is filled up to a multiple of twice that number
     * @throws ConversationException when the tokenizer has no id that fills up
     * @throws IllegalArgumentException when a number is not positive or too large
     */
    public SequencePacker(
            TrainingTokenizer tokenizer, ConversationOptions options, int length, int contextParallelSize) {
        if (length < 1 || length > LONGEST || contextParallelSize < 1 || contextParallelSize > LONGEST) {
            throw new IllegalArgumentException("a sequence of " + length + " ids in " + contextParallelSize
                    + " parts; both must be from 1 to " + LONGEST);
        }
        this.tokenizer = tokenizer;
        this.options = options.withTargets(ConversationOptions.Targets.RETURNED);
        this.length = length;
        this.multiple = contextParallelSize == 1 ? 1 : 2 * contextParallelSize;
        this.pad = tokenizer
                .id(SpecialRole.PAD)
                .orElseThrow(() -> new ConversationException(
                        Kind.NO_TOKEN, -1, "the tokenizer has no id that fills sequences up; choose a prompt format"));
    }

    /**
     * Packs messages, among which every system message starts another conversation. Conversations after the one that
     * fills the sequence are not looked at.
     *
     * @throws ConversationException when there are no messages, or a conversation does not fit the prompt format
     */
    public PackedSequence pack(List<Map<String, @Nullable Object>> messages) {
        if (messages.isEmpty()) {
            throw new ConversationException(Kind.EMPTY_CONVERSATION, -1, "the conversation has no messages");
        }
        Pack pack = new Pack();
        for (int from = 0; from < messages.size() && pack.size <= length; ) {
            int to = end(messages, from);
            pack.add(tokenizer.tokenizeConversation(messages.subList(from, to), options));
            from = to;
        }
        return pack.finished();
    }

    private static int end(List<Map<String, @Nullable Object>> messages, int from) {
        int end = from + 1;
        while (end < messages.size() && !"system".equals(messages.get(end).get("role"))) {
            end++;
        }
        return end;
    }

    /** A sequence that is being filled. It has room for one id more, whose target is the last label. */
    private final class Pack {
        private final int[] ids = new int[length + 1];
        private final int[] targets = new int[length + 1];
        private final int[] positions = new int[length + 1];
        private final List<Integer> ends = new ArrayList<>(List.of(0));
        private int size;

        void add(TokenizedConversation conversation) {
            int[] own = conversation.ids();
            int[] trained = conversation.targets().orElseThrow();
            int start = size;
            for (int at = 0; at < own.length; at++) {
                put(own[at], trained[at], at);
            }
            while (size % multiple != 0) {
                put(pad, pad, size - start);
            }
            ends.add(size);
        }

        private void put(int id, int target, int position) {
            if (size <= length) {
                ids[size] = id;
                targets[size] = target;
                positions[size] = position;
            }
            size++;
        }

        PackedSequence finished() {
            int last = ends.remove(ends.size() - 1);
            int start = ends.get(ends.size() - 1);
            ends.add(length);
            int kept = last > length ? length : last;
            for (int at = kept; at <= length; at++) {
                ids[at] = pad;
                targets[at] = pad;
                positions[at] = at - start;
            }
            int[] labels = Arrays.copyOfRange(targets, 1, length + 1);
            BitSet trained = new BitSet(length);
            for (int at = 0; at < length; at++) {
                trained.set(at, labels[at] != pad && labels[at] != TokenizedConversation.IGNORED);
            }
            return new PackedSequence(
                    Arrays.copyOf(ids, length),
                    labels,
                    trained,
                    Arrays.copyOf(positions, length),
                    ends.stream().mapToInt(Integer::intValue).toArray());
        }
    }
}
