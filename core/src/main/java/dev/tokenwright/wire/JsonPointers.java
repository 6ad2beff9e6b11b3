package dev.tokenwright.wire;

import dev.tokenwright.error.LoadException;
import dev.tokenwright.error.Place;

/** Finds the JSON pointer that belongs to a byte offset, for messages about texts that are not well-formed there. */
final class JsonPointers {
    private static final int NONE = -1;

    private final byte[] json;
    /** Per open array the index of the element, per open object the offset of the current key or {@link #NONE}. */
    private final int[] frames = new int[JsonScanner.MAX_DEPTH];

    private final boolean[] isArray = new boolean[JsonScanner.MAX_DEPTH];
    private int depth;
    /** Open arrays and objects beyond {@link JsonScanner#MAX_DEPTH}, which the pointer leaves out. */
    private int deeper;

    private JsonPointers(byte[] json) {
        this.json = json;
    }

    /** The place of {@code offset}; the pointer is a guess when the text is not well-formed before it. */
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
                case '}', ']' -> close();
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
            deeper++;
            return;
        }
        frames[depth] = array ? 0 : NONE;
        isArray[depth++] = array;
    }

    private void close() {
        if (deeper > 0) {
            deeper--;
        } else {
            depth = Math.max(0, depth - 1);
        }
    }

    private void next() {
        if (depth > 0 && deeper == 0) {
            frames[depth - 1] = isArray[depth - 1] ? frames[depth - 1] + 1 : NONE;
        }
    }

    /** Moves to the last quote of a string, which may be a key. */
    private int string(int quote, int end) {
        int at = quote + 1;
        while (at < end && json[at] != '"') {
            at += json[at] == '\\' ? 2 : 1;
        }
        boolean isKey = at < end && deeper == 0 && depth > 0 && !isArray[depth - 1] && frames[depth - 1] == NONE;
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
        try {
            scanner.readString();
            return scanner.sliceText();
        } catch (LoadException malformedKey) {
            return "?";
        }
    }
}
