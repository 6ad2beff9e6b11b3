package dev.tokenwright.stage.model.bpe;

import dev.tokenwright.error.UnencodableTextException;
import dev.tokenwright.spec.MergeSpec;
import dev.tokenwright.spec.ModelSpec;
import dev.tokenwright.spec.ModelSpec.LlamaBpe.ByteTokens;
import dev.tokenwright.spec.TokenTable;
import dev.tokenwright.stage.model.PieceEncoder;
import dev.tokenwright.stage.model.SymbolBuffer;
import dev.tokenwright.stage.model.TokenRun;
import dev.tokenwright.text.Utf8;
import java.util.Map;

/** llama.cpp's byte pair encoding of code points. Immutable. */
public final class LlamaBpeEncoder implements PieceEncoder {
    private static final int NONE = -1;
    /** The id of a code point that takes part in no merge. */
    private static final int ALONE = Integer.MAX_VALUE;

    private final TokenTable vocabulary;
    private final PairTable pairs;
    /** Ids of code points that are no tokens but take part in merges. */
    private final Map<Integer, Integer> characters;

    private final boolean ignoreMerges;
    private final boolean wholeNewlines;
    /** By byte: the token that stands for it, or {@link #NONE}. */
    private final int[] byteTokens = new int[256];

    private final boolean bytesRequired;

    /** The encoder that a specification describes. */
    public LlamaBpeEncoder(ModelSpec.LlamaBpe spec) {
        vocabulary = spec.vocabulary();
        if (spec.merges() instanceof MergeSpec.ByScore byScore) {
            ScoredPairs scored = ScoredPairs.of(vocabulary, byScore.scores());
            pairs = scored.pairs();
            characters = scored.characters();
        } else {
            pairs = LazyPairs.make(vocabulary, spec.merges());
            characters = Map.of();
        }
        ignoreMerges = spec.ignoreMerges();
        wholeNewlines = spec.wholeNewlines();
        bytesRequired = spec.byteTokens() == ByteTokens.NAMED_OR_RAW;
        for (int value = 0; value < byteTokens.length; value++) {
            byteTokens[value] = byteToken((byte) value, spec.byteTokens());
        }
    }

    private int byteToken(byte value, ByteTokens kind) {
        int raw = vocabulary.id(new byte[] {value}, 0, 1);
        int named = vocabulary.id(String.format("<0x%02X>", value));
        return switch (kind) {
            case RAW -> raw;
            case NAMED -> named;
            case NAMED_OR_RAW -> named == NONE ? raw : named;
        };
    }

    @Override
    public void encode(byte[] text, int from, int to, boolean controlAllowed, TokenRun run) {
        if (ignoreMerges || wholeNewlines && isNewlines(text, from, to)) {
            int id = vocabulary.id(text, from, to);
            if (id != NONE) {
                run.add(id, to - from);
                return;
            }
        }
        SymbolBuffer symbols = run.symbols();
        symbols.clear();
        for (int at = from; at < to; ) {
            int size = Math.min(Utf8.lengthByLead(text[at]), to - at);
            symbols.add(symbol(text, at, at + size), size);
            at += size;
        }
        int count = SymbolMerger.merge(symbols, pairs);
        int at = from;
        for (int index = 0; index < count; index++) {
            int end = at + symbols.lengths[index];
            if (symbols.ids[index] < vocabulary.idLimit()) {
                run.add(symbols.ids[index], end - at);
            } else {
                addBytes(text, at, end, run);
            }
            at = end;
        }
    }

    private static boolean isNewlines(byte[] text, int from, int to) {
        for (int at = from; at < to; at++) {
            if (text[at] != '\n') {
                return false;
            }
        }
        return true;
    }

    private int symbol(byte[] text, int from, int to) {
        int id = vocabulary.id(text, from, to);
        if (id != NONE) {
            return id;
        }
        return characters.isEmpty() ? ALONE : characters.getOrDefault(Utf8.codePointAt(text, from), ALONE);
    }

    /** Adds a token for each byte that has one. */
    private void addBytes(byte[] text, int from, int to, TokenRun run) {
        int waiting = 0;
        for (int at = from; at < to; at++) {
            int id = byteTokens[text[at] & 0xFF];
            waiting++;
            if (id != NONE) {
                run.add(id, waiting);
                waiting = 0;
            } else if (bytesRequired) {
                throw new UnencodableTextException(String.format(
                        "\"%s\" is no token, and byte 0x%02X of it has none either. Mend the tokenizer file: add <0x%02X>",
                        Utf8.decodeLossy(text, from, to), text[at], text[at]));
            }
        }
    }
}
