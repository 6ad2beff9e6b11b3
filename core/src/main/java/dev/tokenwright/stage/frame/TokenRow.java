package dev.tokenwright.stage.frame;

import dev.tokenwright.spec.Direction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * Tokens with everything that is known about each, in parallel arrays while they are being put together. Belongs to one
 * caller until it becomes part of an encoding; from then on nothing changes it.
 *
 * <p>The rules of {@link #append}, {@link #truncate} and {@link #pad}, down to what happens to overflow and to the ranges
 * of the two texts, are those of Hugging Face {@code tokenizers} ({@code Encoding}).
 */
public final class TokenRow {
    /** The word index of a token that is part of no word, and the source of one that is part of no text. */
    public static final int NONE = -1;

    private int size;
    private int[] ids;
    private int[] starts;
    private int[] ends;
    private int[] typeIds;
    private int[] words;
    private int[] specialMask;
    /** Behind the last token all ones; type ids and special mask are zero there. */
    private int[] attentionMask;
    /** Index of the text that the offsets count in, {@link #NONE} for framing and padding. */
    private int[] sources;

    private String[] tokens;
    private List<TokenRow> overflow = new ArrayList<>();
    /** Token ranges {start, end} of the texts, by sequence index. */
    private final Map<Integer, int[]> sequenceRanges = new TreeMap<>();

    /** An empty row with room for {@code capacity} tokens. */
    public TokenRow(int capacity) {
        ids = new int[capacity];
        starts = new int[capacity];
        ends = new int[capacity];
        typeIds = new int[capacity];
        words = new int[capacity];
        specialMask = new int[capacity];
        attentionMask = new int[capacity];
        sources = new int[capacity];
        tokens = new String[capacity];
        Arrays.fill(attentionMask, 1);
    }

    private TokenRow(TokenRow other, int from, int to) {
        size = to - from;
        ids = Arrays.copyOfRange(other.ids, from, to);
        starts = Arrays.copyOfRange(other.starts, from, to);
        ends = Arrays.copyOfRange(other.ends, from, to);
        typeIds = Arrays.copyOfRange(other.typeIds, from, to);
        words = Arrays.copyOfRange(other.words, from, to);
        specialMask = Arrays.copyOfRange(other.specialMask, from, to);
        attentionMask = Arrays.copyOfRange(other.attentionMask, from, to);
        sources = Arrays.copyOfRange(other.sources, from, to);
        tokens = Arrays.copyOfRange(other.tokens, from, to);
    }

    /** A row of one framing token. */
    static TokenRow special(int id, String token, int typeId) {
        TokenRow row = new TokenRow(1);
        row.add(id, token, 0, 0, NONE, NONE);
        row.typeIds[0] = typeId;
        row.specialMask[0] = 1;
        return row;
    }

    /** Adds a token of a text. */
    public void add(int id, String token, int start, int end, int word, int source) {
        reserve(1);
        ids[size] = id;
        tokens[size] = token;
        starts[size] = start;
        ends[size] = end;
        words[size] = word;
        sources[size] = source;
        size++;
    }

    /** Number of tokens. */
    public int size() {
        return size;
    }

    /** A copy of the ids. */
    public int[] ids() {
        return Arrays.copyOf(ids, size);
    }

    /** The tokens. */
    public List<String> tokens() {
        return List.of(Arrays.copyOf(tokens, size));
    }

    String token(int index) {
        return tokens[index];
    }

    /** Start of a token in its text. */
    public int start(int index) {
        return starts[checked(index)];
    }

    /** End of a token in its text. */
    public int end(int index) {
        return ends[checked(index)];
    }

    /** Moves a token in its text. */
    public void setOffsets(int index, int start, int end) {
        starts[index] = start;
        ends[index] = end;
    }

    /** Index of the text that a token's offsets count in, or {@link #NONE}. */
    public int source(int index) {
        return sources[index];
    }

    /** A copy of the type ids. */
    public int[] typeIds() {
        return Arrays.copyOf(typeIds, size);
    }

    /** A copy of the special-token mask. */
    public int[] specialMask() {
        return Arrays.copyOf(specialMask, size);
    }

    /** A copy of the attention mask. */
    public int[] attentionMask() {
        return Arrays.copyOf(attentionMask, size);
    }

    /** The word a token is part of. */
    public OptionalInt wordIndex(int index) {
        int word = words[checked(index)];
        return word == NONE ? OptionalInt.empty() : OptionalInt.of(word);
    }

    /** The text that a token is part of: 0 or 1. */
    public OptionalInt sequenceIndex(int index) {
        checked(index);
        int count = sequenceRanges.isEmpty() ? 1 : sequenceRanges.size();
        OptionalInt found = OptionalInt.empty();
        for (int sequence = 0; sequence < count; sequence++) {
            int[] range = sequenceRanges.getOrDefault(sequence, new int[] {0, size});
            if (index >= range[0] && index < range[1]) {
                found = OptionalInt.of(sequence);
            }
        }
        return found;
    }

    /** What truncation cut off. */
    public List<TokenRow> overflow() {
        return overflow;
    }

    /** Gives all tokens one type id. */
    public void setTypeIds(int typeId) {
        Arrays.fill(typeIds, 0, size, typeId);
    }

    /** Turns the order of the tokens around. */
    void reverse() {
        for (int[] column : List.of(ids, starts, ends, typeIds, words, specialMask, attentionMask, sources)) {
            for (int left = 0, right = size - 1; left < right; left++, right--) {
                int value = column[left];
                column[left] = column[right];
                column[right] = value;
            }
        }
        Collections.reverse(Arrays.asList(tokens).subList(0, size));
    }

    void setSequence(int sequence) {
        sequenceRanges.put(sequence, new int[] {0, size});
    }

    TokenRow copy() {
        TokenRow row = new TokenRow(this, 0, size);
        row.overflow = new ArrayList<>(overflow);
        sequenceRanges.forEach((sequence, range) -> row.sequenceRanges.put(sequence, range.clone()));
        return row;
    }

    /** Adds all tokens of {@code next}; overflow of the two is combined, each part with each. */
    public void append(TokenRow next) {
        List<TokenRow> combined = new ArrayList<>();
        for (TokenRow part : overflow) {
            combined.add(joined(part, next));
            for (TokenRow nextPart : next.overflow) {
                combined.add(joined(part, nextPart));
            }
        }
        for (TokenRow nextPart : next.overflow) {
            combined.add(joined(this, nextPart));
        }
        int shift = size;
        next.sequenceRanges.forEach(
                (sequence, range) -> sequenceRanges.put(sequence, new int[] {shift + range[0], shift + range[1]}));
        insert(size, next);
        overflow = combined;
    }

    private static TokenRow joined(TokenRow left, TokenRow right) {
        TokenRow row = left.copy();
        row.append(right);
        return row;
    }

    private void insert(int at, TokenRow other) {
        reserve(other.size);
        copyIn(ids, at, other.ids, other.size);
        copyIn(starts, at, other.starts, other.size);
        copyIn(ends, at, other.ends, other.size);
        copyIn(typeIds, at, other.typeIds, other.size);
        copyIn(words, at, other.words, other.size);
        copyIn(specialMask, at, other.specialMask, other.size);
        copyIn(attentionMask, at, other.attentionMask, other.size);
        copyIn(sources, at, other.sources, other.size);
        System.arraycopy(tokens, at, tokens, at + other.size, size - at);
        System.arraycopy(other.tokens, 0, tokens, at, other.size);
        size += other.size;
    }

    private void copyIn(int[] target, int at, int[] source, int count) {
        System.arraycopy(target, at, target, at + count, size - at);
        System.arraycopy(source, 0, target, at, count);
    }

    /**
     * Cuts to {@code maxLength} tokens; the rest becomes overflow in parts that share {@code stride} tokens.
     *
     * @throws IllegalArgumentException when the stride is not smaller than the length
     */
    void truncate(int maxLength, int stride, Direction direction) {
        if (maxLength >= size) {
            return;
        }
        if (maxLength == 0) {
            TokenRow all = copy();
            become(new TokenRow(0));
            overflow = new ArrayList<>(List.of(all));
            return;
        }
        if (stride >= maxLength) {
            throw new IllegalArgumentException("stride " + stride + " is not smaller than length " + maxLength);
        }
        List<TokenRow> parts = direction == Direction.RIGHT
                ? partsFromLeft(maxLength, maxLength - stride)
                : partsFromRight(maxLength, maxLength - stride);
        become(parts.get(0));
        overflow = new ArrayList<>(parts.subList(1, parts.size()));
    }

    private List<TokenRow> partsFromLeft(int maxLength, int step) {
        List<TokenRow> parts = new ArrayList<>();
        for (int start = 0; start < size; start += step) {
            int stop = Math.min(start + maxLength, size);
            parts.add(new TokenRow(this, start, stop));
            if (stop == size) {
                break;
            }
        }
        return parts;
    }

    private List<TokenRow> partsFromRight(int maxLength, int step) {
        List<TokenRow> parts = new ArrayList<>();
        for (int stop = size; stop > 0; stop -= step) {
            int start = Math.max(stop - maxLength, 0);
            parts.add(new TokenRow(this, start, stop));
            if (start == 0) {
                break;
            }
        }
        return parts;
    }

    private void become(TokenRow other) {
        size = other.size;
        ids = other.ids;
        starts = other.starts;
        ends = other.ends;
        typeIds = other.typeIds;
        words = other.words;
        specialMask = other.specialMask;
        attentionMask = other.attentionMask;
        sources = other.sources;
        tokens = other.tokens;
        sequenceRanges.clear();
    }

    /** Fills up to {@code length} tokens, the overflow parts too. */
    void pad(int length, int padId, int padTypeId, String padToken, Direction direction) {
        for (TokenRow part : overflow) {
            part.pad(length, padId, padTypeId, padToken, direction);
        }
        int missing = length - size;
        if (missing <= 0) {
            return;
        }
        TokenRow padding = new TokenRow(missing);
        for (int index = 0; index < missing; index++) {
            padding.add(padId, padToken, 0, 0, NONE, NONE);
        }
        padding.setTypeIds(padTypeId);
        Arrays.fill(padding.specialMask, 1);
        Arrays.fill(padding.attentionMask, 0);
        if (direction == Direction.LEFT) {
            insert(0, padding);
            sequenceRanges.replaceAll((sequence, range) -> new int[] {range[0] + missing, range[1] + missing});
        } else {
            insert(size, padding);
        }
    }

    private int checked(int index) {
        if (index < 0 || index >= size) {
            throw new IndexOutOfBoundsException("token index " + index + " of " + size);
        }
        return index;
    }

    private void reserve(int more) {
        int needed = Math.addExact(size, more);
        if (needed > ids.length) {
            int capacity = (int) Math.max(needed, Math.min(Integer.MAX_VALUE - 8, ids.length * 3L / 2));
            ids = Arrays.copyOf(ids, capacity);
            starts = Arrays.copyOf(starts, capacity);
            ends = Arrays.copyOf(ends, capacity);
            typeIds = Arrays.copyOf(typeIds, capacity);
            words = Arrays.copyOf(words, capacity);
            specialMask = Arrays.copyOf(specialMask, capacity);
            attentionMask = Arrays.copyOf(attentionMask, capacity);
            Arrays.fill(attentionMask, size, capacity, 1);
            sources = Arrays.copyOf(sources, capacity);
            tokens = Arrays.copyOf(tokens, capacity);
        }
    }
}
