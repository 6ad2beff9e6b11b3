package dev.tokenwright.chat.jinja;

import org.jspecify.annotations.Nullable;

/** The variables of one run of the template, of a macro or of a recursive loop. A null slot has no value yet. */
final class Frame {
    final Render render;
    final @Nullable Frame parent;
    final @Nullable Value[] slots;

    Frame(Render render, @Nullable Frame parent, int slots) {
        this.render = render;
        this.parent = parent;
        this.slots = new @Nullable Value[slots];
    }

    /** The frame that lies so many functions further out. */
    Frame outer(int hops) {
        Frame frame = this;
        for (int hop = 0; hop < hops; hop++) {
            frame = java.util.Objects.requireNonNull(frame.parent);
        }
        return frame;
    }
}
