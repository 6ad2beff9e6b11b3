package dev.tokenwright.stage.model.bpe;

import dev.tokenwright.spec.MergeSpec;
import dev.tokenwright.spec.ModelSpec;
import dev.tokenwright.spec.TokenTable;
import dev.tokenwright.stage.model.PieceCuts;
import dev.tokenwright.text.BitPlaces;
import dev.tokenwright.text.CodePointSet;
import dev.tokenwright.text.Utf8;
import java.util.BitSet;
import java.util.Optional;

/**
 * Places in a piece where nothing ever merges across, so that the parts can be encoded alone. Immutable. The argument is in
 * {@code docs/algorithms/safe-cuts.md}.
 */
final class SafeCuts implements PieceCuts {
    /*
     * Two neighbouring characters that stand side by side in no token of the vocabulary are never in one token: a merge
     * across them would make a token that has both. All pairs that do stand side by side are in a bitmap under a hash, so
     * a pair that shares its bit with another counts as one that may merge, which only costs a cut.
     *
     * What is not a character of its own in the vocabulary is unknown, and must leave something in its place. Byte tokens
     * and the unknown token must not merge, which is checked; neighbouring unknown characters may become one unknown
     * token, so there is no cut between them.
     *
     * There is no cut between two ASCII letters: words are not worth cutting. The other pairs of ASCII are asked for once.
     */
    private static final boolean[] LETTERS = letters();

    private final NeighbourPairs joined;
    private final CodePointSet known;

    /** What a blank counts as. */
    private final int blank;

    private final AsciiCuts ascii;

    private SafeCuts(NeighbourPairs joined, CodePointSet known, int blank) {
        this.joined = joined;
        this.known = known;
        this.blank = blank;
        this.ascii = new AsciiCuts((before, after) -> !areLetters(before, after) && mayCut(before, after));
    }

    @Override
    public Optional<PieceCuts> withBlanksFor(int mark) {
        return Optional.of(new SafeCuts(joined, known, mark));
    }

    private int read(int codePoint) {
        return codePoint == ' ' ? blank : codePoint;
    }

    private boolean isCut(int before, int after) {
        return (before | after) < AsciiCuts.LIMIT ? ascii.isCut(before, after) : mayCut(before, after);
    }

    private boolean mayCut(int before, int after) {
        int left = read(before);
        int right = read(after);
        return !joined.contains(left, right) && (known.contains(right) || known.contains(left));
    }

    private static boolean[] letters() {
        boolean[] letters = new boolean[128];
        for (int lower = 'a'; lower <= 'z'; lower++) {
            letters[lower] = true;
            letters[lower - 'a' + 'A'] = true;
        }
        return letters;
    }

    /** Whether two code points, the second of which is ASCII, are ASCII letters. */
    static boolean areLetters(int before, int after) {
        return before < LETTERS.length && LETTERS[before] && LETTERS[after];
    }

    /** The safe cuts of a model over text, if there can be any. */
    static Optional<PieceCuts> of(ModelSpec.Bpe spec) {
        boolean plain = !spec.ignoreMerges()
                && spec.alphabet() == ModelSpec.Alphabet.TEXT
                && spec.continuingSubwordPrefix().isEmpty()
                && spec.endOfWordSuffix().isEmpty();
        return plain && !losesUnknown(spec) && !mergesStandIns(spec)
                ? Optional.of(of(spec.vocabulary()))
                : Optional.empty();
    }

    private static SafeCuts of(TokenTable vocabulary) {
        NeighbourPairs joined = new NeighbourPairs();
        BitSet known = new BitSet();
        byte[] token = new byte[256];
        for (int id = 0; id < vocabulary.idLimit(); id++) {
            if (vocabulary.contains(id)) {
                int length = vocabulary.length(id);
                token = length > token.length ? new byte[2 * length] : token;
                vocabulary.copyTo(id, token, 0);
                addPairs(token, length, joined, known);
            }
        }
        int[] ranges = known.stream()
                .flatMap(point -> java.util.stream.IntStream.of(point, point))
                .toArray();
        return new SafeCuts(joined, CodePointSet.ofRanges(ranges), ' ');
    }

    private static void addPairs(byte[] token, int length, NeighbourPairs joined, BitSet known) {
        int before = -1;
        for (int at = 0; at < length; ) {
            int codePoint = Utf8.codePointAt(token, at);
            at += Utf8.lengthByLead(token[at]);
            if (before >= 0) {
                joined.add(before, codePoint);
            } else if (at == length) {
                known.set(codePoint);
            }
            before = codePoint;
        }
    }

    /** Whether unknown characters may vanish, so that their neighbours come to stand side by side. */
    private static boolean losesUnknown(ModelSpec.Bpe spec) {
        if (spec.unknownToken().map(spec.vocabulary()::id).orElse(-1) >= 0) {
            return false;
        }
        for (int value = 0; value < 256; value++) {
            if (!spec.byteFallback() || spec.vocabulary().id(String.format("<0x%02X>", value)) < 0) {
                return true;
            }
        }
        return false;
    }

    /** Whether a byte token or the unknown token is part of a merge, or may be. */
    private static boolean mergesStandIns(ModelSpec.Bpe spec) {
        if (!(spec.merges() instanceof MergeSpec.Listed merges)) {
            return true;
        }
        BitSet standIns = new BitSet();
        spec.unknownToken().map(spec.vocabulary()::id).filter(id -> id >= 0).ifPresent(standIns::set);
        for (int value = 0; spec.byteFallback() && value < 256; value++) {
            int id = spec.vocabulary().id(String.format("<0x%02X>", value));
            if (id >= 0) {
                standIns.set(id);
            }
        }
        for (int rank = 0; rank < merges.size(); rank++) {
            if (standIns.get(merges.leftId(rank)) || standIns.get(merges.rightId(rank))) {
                return true;
            }
        }
        return false;
    }

    @Override
    public int next(byte[] text, int from, int to) {
        int before = Utf8.codePointAt(text, from);
        int at = from + Utf8.length(before);
        while (at < to) {
            int after = Utf8.codePointAt(text, at);
            if (isCut(before, after)) {
                return at;
            }
            before = after;
            at += Utf8.length(after);
        }
        return to;
    }

    @Override
    public int fill(byte[] text, int from, int to, int[] places, int most) {
        int count = 0;
        int at = from;
        places[0] = from;
        while (at < to && count < most) {
            long bits = 0;
            int read = 0;
            for (; read < Long.SIZE && AsciiCuts.isNear(text, at + read, to); read += Long.BYTES) {
                bits |= (long) ascii.eight(text, at + read) << read;
            }
            count = BitPlaces.write(bits, at + 1, places, count + 1) - 1;
            at += read;
            if (read < Long.SIZE) {
                int before = Utf8.codePointAt(text, at);
                boolean near = false;
                while (!near && at < to && count < most) {
                    int next = at + Utf8.length(before);
                    int after = next < to ? Utf8.codePointAt(text, next) : 0;
                    places[count + 1] = next;
                    count += next == to || isCut(before, after) ? 1 : 0;
                    near = after < AsciiCuts.LIMIT && AsciiCuts.isNear(text, next, to);
                    before = after;
                    at = next;
                }
            }
        }
        return count;
    }
}
