package dev.tokenwright.stage.normalize;

import dev.tokenwright.error.LoadException;
import dev.tokenwright.error.Place;
import dev.tokenwright.error.UnencodableTextException;
import dev.tokenwright.spec.ByteString;
import dev.tokenwright.text.AlignedText;
import dev.tokenwright.text.CodePointSet;
import dev.tokenwright.text.GraphemeClusters;
import dev.tokenwright.text.TextRewriter;
import dev.tokenwright.text.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;

/** A character map compiled by SentencePiece, applied as Hugging Face {@code tokenizers} does: by grapheme cluster. */
final class PrecompiledStep implements NormalizeStep {
    /*
     * The map is a double-array trie (Aoe 1989, as in the Darts library) whose values point into a blob of replacement
     * texts that end with a zero byte. A grapheme cluster of fewer than 6 bytes is looked up as a whole, and the shortest
     * key that is a prefix of it decides; otherwise each of its code points is looked up alone.
     */
    private static final int LONGEST_CLUSTER = 5;
    private static final int NOT_FOUND = -1;

    private final int[] units;
    private final byte[] replacements;
    /** Whether an ASCII character stays beside others, by character. */
    private final boolean[] stays = new boolean[128];

    private PrecompiledStep(int[] units, byte[] replacements) {
        this.units = units;
        this.replacements = replacements;
        for (int value = 0; value < stays.length; value++) {
            // a carriage return may be one cluster with what follows
            stays[value] = value != '\r' && find(new byte[] {(byte) value}, 0, 1) == NOT_FOUND;
        }
    }

    static PrecompiledStep of(ByteString charsMap) {
        byte[] map = charsMap.toByteArray();
        if (map.length < Integer.BYTES) {
            throw invalid("it has only " + map.length + " bytes");
        }
        int trieBytes = littleEndian(map, 0);
        if (trieBytes < 0 || trieBytes > map.length - Integer.BYTES || trieBytes % Integer.BYTES != 0) {
            throw invalid(
                    "it says its trie has " + trieBytes + " bytes, but " + (map.length - Integer.BYTES) + " follow");
        }
        int[] units = new int[trieBytes / Integer.BYTES];
        for (int index = 0; index < units.length; index++) {
            units[index] = littleEndian(map, Integer.BYTES * (index + 1));
        }
        byte[] replacements = Arrays.copyOfRange(map, Integer.BYTES + trieBytes, map.length);
        if (Utf8.firstMalformed(replacements, 0, replacements.length) >= 0) {
            throw invalid("its replacement texts are not UTF-8");
        }
        return new PrecompiledStep(units, replacements);
    }

    private static LoadException invalid(String problem) {
        return new LoadException(
                LoadException.Kind.INVALID,
                Place.of("the character map of the Precompiled normalizer"),
                problem + ". Take the file from its publisher again");
    }

    private static int littleEndian(byte[] bytes, int at) {
        return bytes[at] & 0xFF | (bytes[at + 1] & 0xFF) << 8 | (bytes[at + 2] & 0xFF) << 16 | bytes[at + 3] << 24;
    }

    @Override
    public boolean keeps(byte[] utf8, int from, int to) {
        int at = from;
        while (at < to && utf8[at] >= 0 && stays[utf8[at]]) {
            at++;
        }
        return at == to;
    }

    /**
     * Control characters are clusters of their own, but for a newline behind a carriage return, which is left out. A blank
     * starts a cluster, unless a prepended mark stands before; and it stays, whatever cluster it is in, when no key starts
     * with it or with such a mark.
     */
    @Override
    public CodePointSet starts() {
        CodePointSet breaks = CodePointSet.of('\t', '\n');
        boolean blankStays = !startsKey(new byte[] {' '});
        int[] prepended = GraphemeClusters.prepended().ranges();
        for (int range = 0; range < prepended.length; range += 2) {
            for (int codePoint = prepended[range]; codePoint <= prepended[range + 1]; codePoint++) {
                blankStays &= !startsKey(Character.toString(codePoint).getBytes(StandardCharsets.UTF_8));
            }
        }
        return blankStays ? breaks.union(CodePointSet.of(' ')) : breaks;
    }

    @Override
    public CodePointSet endsAsItIs() {
        int[] staying = IntStream.rangeClosed(' ' + 1, 0x7E)
                .filter(value -> stays[value])
                .toArray();
        return CodePointSet.of(staying);
    }

    @Override
    public void apply(AlignedText source, AlignedText target, int anchor) {
        byte[] bytes = source.bytes();
        Output output = new Output(source, target, anchor);
        for (int at = 0; at < source.length(); ) {
            int end = GraphemeClusters.end(bytes, at, source.length());
            int whole = end - at <= LONGEST_CLUSTER ? find(bytes, at, end) : NOT_FOUND;
            if (whole != NOT_FOUND) {
                replace(output, whole, countCodePoints(bytes, at, end));
            } else {
                applySingly(bytes, at, end, output);
            }
            at = end;
        }
        output.flush();
    }

    private void applySingly(byte[] bytes, int from, int to, Output output) {
        for (int at = from; at < to; ) {
            int size = Utf8.lengthByLead(bytes[at]);
            int found = find(bytes, at, at + size);
            if (found == NOT_FOUND) {
                output.add(Utf8.codePointAt(bytes, at), 0);
            } else {
                replace(output, found, 1);
            }
            at += size;
        }
    }

    /** Writes a replacement for {@code oldCount} code points. */
    private void replace(Output output, int from, int oldCount) {
        if (from < replacements.length && Utf8.isContinuation(replacements[from])) {
            throw new UnencodableTextException(
                    "The character map of the Precompiled normalizer leads into the middle of"
                            + " a character, at byte " + from
                            + " of its replacement texts. Take the tokenizer file from its"
                            + " publisher again");
        }
        int to = from;
        while (to < replacements.length && replacements[to] != 0) {
            to++;
        }
        int newCount = countCodePoints(replacements, from, to);
        int index = 0;
        for (int at = from; at < to; index++) {
            int codePoint = Utf8.codePointAt(replacements, at);
            at += Utf8.length(codePoint);
            output.add(codePoint, index >= oldCount ? 1 : 0);
        }
        if (newCount < oldCount) {
            output.dropAfterLast(oldCount - newCount);
        }
    }

    /** Writes code points one behind, since what vanishes is counted with the code point before it. */
    private static final class Output {
        private static final int NOTHING = -1;

        private final TextRewriter rewriter = new TextRewriter();
        private int codePoint = NOTHING;
        private int change;

        Output(AlignedText source, AlignedText target, int anchor) {
            rewriter.begin(source, 0, source.length(), target, anchor);
        }

        void add(int newCodePoint, int newChange) {
            flush();
            codePoint = newCodePoint;
            change = newChange;
        }

        void dropAfterLast(int count) {
            change -= count;
        }

        void flush() {
            if (codePoint != NOTHING) {
                rewriter.accept(codePoint, change);
            }
        }
    }

    private static int countCodePoints(byte[] bytes, int from, int to) {
        int count = 0;
        for (int at = from; at < to; at++) {
            count += Utf8.isContinuation(bytes[at]) ? 0 : 1;
        }
        return count;
    }

    /** Where the replacement for the shortest key that begins {@code bytes[from..to)} starts. */
    private int find(byte[] bytes, int from, int to) {
        if (units.length == 0) {
            return NOT_FOUND;
        }
        int node = offset(units[0]);
        for (int at = from; at < to && bytes[at] != 0; at++) {
            node ^= bytes[at] & 0xFF;
            if (node < 0 || node >= units.length) {
                return NOT_FOUND;
            }
            int unit = units[node];
            if ((unit & 0x8000_00FF) != (bytes[at] & 0xFF)) {
                return NOT_FOUND;
            }
            node ^= offset(unit);
            if ((unit >>> 8 & 1) == 1) {
                int value = node >= 0 && node < units.length ? units[node] & 0x7FFF_FFFF : NOT_FOUND;
                return value <= replacements.length ? value : NOT_FOUND;
            }
        }
        return NOT_FOUND;
    }

    /** Whether some key is a prefix of {@code bytes} or starts with them. */
    private boolean startsKey(byte[] bytes) {
        int node = units.length == 0 ? 0 : offset(units[0]);
        for (byte value : bytes) {
            node ^= value & 0xFF;
            if (node < 0 || node >= units.length || (units[node] & 0x8000_00FF) != (value & 0xFF)) {
                return false;
            }
            if ((units[node] >>> 8 & 1) == 1) {
                return true;
            }
            node ^= offset(units[node]);
        }
        return true;
    }

    private static int offset(int unit) {
        return unit >>> 10 << ((unit & 1 << 9) >>> 6);
    }
}
