package dev.tokenwright.wire;

import dev.tokenwright.error.Place;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Finds the JSON pointer that belongs to a byte offset, for messages about texts that are not well-formed there. */
final class JsonPointers {
    private static final int NONE = -1;

    private final byte[] json;
    /** Per open array the index of the element, per open object the offset of the current key or {@link #NONE}. */
    private int[] frames = new int[16];

    private boolean[] isArray = new boolean[16];
    private int depth;

    private JsonPointers(byte[] json) {
        this.json = json;
    }

    /** The place of {@code offset}, before which the text is well-formed. */
    static Place at(byte[] json, String source, int offset) {
        JsonPointers pointers = new JsonPointers(json);
        pointers.walk(Math.min(offset, json.length));
        return pointers.place(Place.of(source)).atByte(offset);
    }

    private void walk(int end) {
        for (int at = 0; at < end; at++) {
            switch (json[at]) {
                case '{' -> open(false);
                case '[' -> open(true);
                case '}', ']' -> depth = Math.max(0, depth - 1);
                case ',' -> next();
                case '"' -> at = string(at, end);
                default -> {
                    // nothing that changes the pointer
                }
            }
        }
    }

    private void open(boolean array) {
        if (depth == frames.length) {
            frames = Arrays.copyOf(frames, depth * 2);
            isArray = Arrays.copyOf(isArray, depth * 2);
        }
        frames[depth] = array ? 0 : NONE;
        isArray[depth++] = array;
    }

    private void next() {
        if (depth > 0) {
            frames[depth - 1] = isArray[depth - 1] ? frames[depth - 1] + 1 : NONE;
        }
    }

    /** Moves to the last quote of a string, which may be a key. */
    private int string(int quote, int end) {
        int at = quote + 1;
        while (at < end && json[at] != '"') {
            at += json[at] == '\\' ? 2 : 1;
        }
        boolean isKey = at < end && depth > 0 && !isArray[depth - 1] && frames[depth - 1] == NONE;
        if (isKey) {
            frames[depth - 1] = quote;
        }
        return at;
    }

    private Place place(Place root) {
        Place place = root;
        for (int frame = 0; frame < depth; frame++) {
            if (isArray[frame]) {
                place = place.child(frames[frame]);
            } else if (frames[frame] != NONE) {
                place = place.child(key(frames[frame]));
            }
        }
        return place;
    }

    private String key(int quote) {
        JsonScanner scanner = new JsonScanner(json, "", quote);
        scanner.readString();
        return new String(
                scanner.slice(), scanner.sliceFrom(), scanner.sliceTo() - scanner.sliceFrom(), StandardCharsets.UTF_8);
    }
}
