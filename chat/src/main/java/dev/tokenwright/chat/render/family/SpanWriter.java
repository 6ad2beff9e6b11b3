package dev.tokenwright.chat.render.family;

import dev.tokenwright.chat.ChatSpan;
import dev.tokenwright.chat.ChatSpan.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Ids, and spans that tile them. */
final class SpanWriter {
    private static final int INITIAL = 256;

    private int[] ids = new int[INITIAL];
    private int size;
    private final List<ChatSpan> spans = new ArrayList<>();
    private int spanStart;
    private int spanMessage;
    private Kind spanKind = Kind.SCAFFOLD;

    void add(int id, int message, Kind kind) {
        if (size > spanStart && (message != spanMessage || kind != spanKind)) {
            close();
        }
        spanMessage = message;
        spanKind = kind;
        if (size == ids.length) {
            ids = Arrays.copyOf(ids, size * 2);
        }
        ids[size++] = id;
    }

    void addAll(int[] more, int message, Kind kind) {
        if (more.length == 0) {
            return;
        }
        add(more[0], message, kind);
        if (size + more.length > ids.length) {
            ids = Arrays.copyOf(ids, Math.max(ids.length * 2, size + more.length));
        }
        System.arraycopy(more, 1, ids, size, more.length - 1);
        size += more.length - 1;
    }

    int size() {
        return size;
    }

    int last() {
        return size == 0 ? -1 : ids[size - 1];
    }

    void replaceLast(int id) {
        ids[size - 1] = id;
    }

    int[] ids() {
        return Arrays.copyOf(ids, size);
    }

    List<ChatSpan> spans() {
        if (size > spanStart) {
            close();
        }
        return spans;
    }

    private void close() {
        spans.add(new ChatSpan(spanStart, size, spanMessage, spanKind));
        spanStart = size;
    }
}
