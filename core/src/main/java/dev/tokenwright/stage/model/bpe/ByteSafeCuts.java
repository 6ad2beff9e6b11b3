package dev.tokenwright.stage.model.bpe;

import dev.tokenwright.spec.ModelSpec;
import dev.tokenwright.spec.TokenTable;
import dev.tokenwright.stage.model.PieceCuts;
import dev.tokenwright.text.ByteLevelAlphabet;
import dev.tokenwright.text.Utf8;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@link SafeCuts} for vocabularies whose symbols are bytes. Cuts lie between characters, so that parts are text. Made at
 * the first long piece; then immutable. The argument is in {@code docs/algorithms/safe-cuts.md}.
 */
final class ByteSafeCuts implements PieceCuts {
    /*
     * A token may hold a character in part, at its start or at its end. Such a border is noted with the byte that is next
     * to it in place of the character: it counts for all characters that end (or begin) with that byte.
     */
    private static final int LAST_BYTE = Character.MAX_CODE_POINT + 1;
    private static final int FIRST_BYTE = LAST_BYTE + 256;

    private final ModelSpec.Bpe spec;
    private volatile @Nullable NeighbourPairs pairs;

    private ByteSafeCuts(ModelSpec.Bpe spec) {
        this.spec = spec;
    }

    /** The safe cuts of a model whose pieces are bytes, if there can be any. */
    static Optional<ByteSafeCuts> of(ModelSpec.Bpe spec) {
        boolean plain = spec.continuingSubwordPrefix().isEmpty()
                && spec.endOfWordSuffix().isEmpty();
        return plain ? Optional.of(new ByteSafeCuts(spec)) : Optional.empty();
    }

    private NeighbourPairs pairs() {
        NeighbourPairs known = pairs;
        if (known == null) {
            known = makePairs();
            pairs = known;
        }
        return known;
    }

    private NeighbourPairs makePairs() {
        NeighbourPairs made = new NeighbourPairs();
        TokenTable vocabulary = spec.vocabulary();
        boolean raw = spec.alphabet() == ModelSpec.Alphabet.BYTES;
        byte[] token = new byte[256];
        byte[] bytes = new byte[256];
        for (int id = 0; id < vocabulary.idLimit(); id++) {
            if (vocabulary.contains(id)) {
                int length = vocabulary.length(id);
                if (length > token.length) {
                    token = new byte[2 * length];
                    bytes = new byte[2 * length];
                }
                vocabulary.copyTo(id, token, 0);
                int count = raw ? length : ByteLevelAlphabet.read(token, 0, length, bytes);
                addBorders(raw ? token : bytes, count, made);
            }
        }
        return made;
    }

    /** Adds the characters, or what there is of them, on both sides of each border inside a token. */
    private static void addBorders(byte[] token, int length, NeighbourPairs pairs) {
        for (int border = 1; border < length; border++) {
            if (!Utf8.isContinuation(token[border])) {
                pairs.add(left(token, border), right(token, border, length));
            }
        }
    }

    private static int left(byte[] token, int border) {
        int start = border - 1;
        while (start > 0 && Utf8.isContinuation(token[start])) {
            start--;
        }
        boolean whole = !Utf8.isContinuation(token[start]) && Utf8.lengthByLead(token[start]) == border - start;
        return whole ? Utf8.codePointAt(token, start) : LAST_BYTE + (token[border - 1] & 0xFF);
    }

    private static int right(byte[] token, int border, int length) {
        int end = border + 1;
        while (end < length && Utf8.isContinuation(token[end])) {
            end++;
        }
        boolean whole = Utf8.lengthByLead(token[border]) == end - border;
        return whole ? Utf8.codePointAt(token, border) : FIRST_BYTE + (token[border] & 0xFF);
    }

    @Override
    public int next(byte[] text, int from, int to) {
        NeighbourPairs known = pairs();
        int before = Utf8.codePointAt(text, from);
        int at = from + Utf8.length(before);
        while (at < to) {
            int after = text[at];
            int size = 1;
            if (after < 0) {
                after = Utf8.codePointAt(text, at);
                size = Utf8.length(after);
            } else if (SafeCuts.areLetters(before, after)) {
                before = after;
                at++;
                continue;
            }
            if (!known.contains(before, after) && !touchInPart(text, at, before, after, known)) {
                return at;
            }
            before = after;
            at += size;
        }
        return to;
    }

    private static boolean touchInPart(byte[] text, int at, int before, int after, NeighbourPairs known) {
        int last = LAST_BYTE + (text[at - 1] & 0xFF);
        int first = FIRST_BYTE + (text[at] & 0xFF);
        return before >= 0x80 && known.contains(last, after)
                || after >= 0x80 && known.contains(before, first)
                || before >= 0x80 && after >= 0x80 && known.contains(last, first);
    }
}
