package dev.tokenwright.chat;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A conversation as ids, and what each of them is. Immutable. */
public final class Rendered {
    private final int[] ids;
    private final List<ChatSpan> spans;
    private final List<Placeholder> placeholders;
    private final List<Message> messages;

    /**
     * Creates it.
     *
     * @param ids the ids; they are kept, not copied
     * @param spans what they are; they tile the ids
     */
    public Rendered(int[] ids, List<ChatSpan> spans, List<Placeholder> placeholders, List<Message> messages) {
        this.ids = Objects.requireNonNull(ids, "ids");
        this.spans = List.copyOf(spans);
        this.placeholders = List.copyOf(placeholders);
        this.messages = List.copyOf(messages);
    }

    /** The ids; a copy. */
    public int[] ids() {
        return ids.clone();
    }

    /** How many ids there are. */
    public int size() {
        return ids.length;
    }

    /** The id at an index. */
    public int id(int index) {
        return ids[index];
    }

    /** What the ids are, in order and without gaps. */
    public List<ChatSpan> spans() {
        return spans;
    }

    /** Where media stand, in order. */
    public List<Placeholder> placeholders() {
        return placeholders;
    }

    /** The messages that the spans count. */
    public List<Message> messages() {
        return messages;
    }

    /** By id: index of the message that it belongs to, or -1. */
    public int[] messageIndices() {
        int[] indices = new int[ids.length];
        for (ChatSpan span : spans) {
            Arrays.fill(indices, span.start(), span.end(), span.message());
        }
        return indices;
    }

    /** By id: whether a model would have sampled it. */
    public boolean[] sampledMask() {
        boolean[] mask = new boolean[ids.length];
        for (ChatSpan span : spans) {
            Arrays.fill(mask, span.start(), span.end(), span.kind() == ChatSpan.Kind.SAMPLED);
        }
        return mask;
    }

    /** By id: whether it is text of a message and not what stands around it. */
    public boolean[] contentMask() {
        boolean[] mask = new boolean[ids.length];
        for (ChatSpan span : spans) {
            Arrays.fill(mask, span.start(), span.end(), span.kind() != ChatSpan.Kind.SCAFFOLD);
        }
        return mask;
    }

    /** By message: the name of the tool whose result it is, told by its name or by the call that it answers. */
    public List<Optional<String>> toolNames() {
        return ToolNames.of(messages);
    }

    @Override
    public String toString() {
        return "Rendered[" + ids.length + " ids, " + messages.size() + " messages]";
    }
}
