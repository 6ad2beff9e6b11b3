package dev.tokenwright.chat;

import java.util.Arrays;

/** Reads a reply while it is sampled. Belongs to one caller. */
public final class ReplyStream {
    private static final int INITIAL = 256;

    private final Renderer renderer;
    private final ReplyContext context;
    private int[] ids = new int[INITIAL];
    private int size;

    ReplyStream(Renderer renderer, ReplyContext context) {
        this.renderer = renderer;
        this.context = context;
    }

    /** Takes the next id. */
    public void push(int id) {
        if (size == ids.length) {
            ids = Arrays.copyOf(ids, size * 2);
        }
        ids[size++] = id;
    }

    /** The whole reply: what {@link Renderer#parse} gives. */
    public Reply finish() {
        return renderer.parse(Arrays.copyOf(ids, size), context);
    }
}
