package dev.tokenwright.chat.reply;

import dev.tokenwright.DecodeStream;
import dev.tokenwright.Tokenizer;
import java.util.Arrays;

/** The ids of a reply, up to the first that ends it. Immutable. */
public final class ReplyIds {
    private final Tokenizer tokenizer;
    private final int[] ids;

    private ReplyIds(Tokenizer tokenizer, int[] ids) {
        this.tokenizer = tokenizer;
        this.ids = ids;
    }

    /** The ids before the first that ends the reply. */
    public static ReplyIds before(int[] stops, int[] ids, Tokenizer tokenizer) {
        int end = 0;
        while (end < ids.length && !contains(stops, ids[end])) {
            end++;
        }
        return new ReplyIds(tokenizer, Arrays.copyOf(ids, end));
    }

    /** All of some ids. */
    public static ReplyIds all(int[] ids, Tokenizer tokenizer) {
        return new ReplyIds(tokenizer, ids.clone());
    }

    /** The ids before a place. */
    public ReplyIds until(int end) {
        return new ReplyIds(tokenizer, Arrays.copyOf(ids, end));
    }

    /** The tokenizer. */
    public Tokenizer tokenizer() {
        return tokenizer;
    }

    /** How many there are. */
    public int size() {
        return ids.length;
    }

    /** The id at an index. */
    public int id(int index) {
        return ids[index];
    }

    /** Index of the first occurrence of an id at or behind a place, or -1. */
    public int indexOf(int id, int from) {
        for (int index = from; index < ids.length; index++) {
            if (ids[index] == id) {
                return index;
            }
        }
        return -1;
    }

    /** Index behind the token that completes the first occurrence of a text, or -1. */
    public int indexBehind(String mark) {
        DecodeStream stream = tokenizer.decodeStream();
        StringBuilder text = new StringBuilder();
        for (int index = 0; index < ids.length; index++) {
            int from = Math.max(0, text.length() - mark.length() + 1);
            text.append(stream.push(ids[index]));
            if (text.indexOf(mark, from) >= 0) {
                return index + 1;
            }
        }
        return -1;
    }

    /** Text of the ids from one place to another, control tokens included. */
    public String text(int from, int to) {
        return from >= to ? "" : tokenizer.decode(Arrays.copyOfRange(ids, from, to));
    }

    /** Text from a place to the end. */
    public String textFrom(int from) {
        return text(from, ids.length);
    }

    /** The ids from one place to another. */
    public int[] slice(int from, int to) {
        return Arrays.copyOfRange(ids, from, to);
    }

    static boolean contains(int[] ids, int id) {
        for (int each : ids) {
            if (each == id) {
                return true;
            }
        }
        return false;
    }
}
