package dev.tokenwright.stage.model.bpe;

import dev.tokenwright.spec.ModelSpec;
import dev.tokenwright.spec.TokenTable;
import dev.tokenwright.stage.model.PieceCuts;
import dev.tokenwright.stage.model.PieceEncoder;
import dev.tokenwright.stage.model.SymbolBuffer;
import dev.tokenwright.stage.model.TokenRun;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Byte pair encoding: a piece becomes its smallest symbols, which are merged by rank. Immutable. */
public final class BpeEncoder implements PieceEncoder {
    private static final int NOT_FOUND = -1;

    private final Symbols symbols;
    private final LazyPairs pairs;
    /** Tokens that a piece may be as a whole; null when merges always decide. */
    private final @Nullable TokenTable wholePieces;

    private final IntPredicate isControl;
    private final Optional<PieceCuts> safeCuts;

    private BpeEncoder(
            Symbols symbols,
            LazyPairs pairs,
            @Nullable TokenTable wholePieces,
            IntPredicate isControl,
            Optional<PieceCuts> safeCuts) {
        this.safeCuts = safeCuts;
        this.symbols = symbols;
        this.pairs = pairs;
        this.wholePieces = wholePieces;
        this.isControl = isControl;
    }

    /**
     * Builds the encoder that a specification describes.
     *
     * @param bytePieces whether pieces come as raw bytes although the vocabulary writes them as byte-level characters;
     *     {@link #takesBytes} says whether that is possible
     * @param isControl tells by id which tokens are control tokens
     */
    public static BpeEncoder of(ModelSpec.Bpe spec, boolean bytePieces, IntPredicate isControl) {
        LazyPairs pairs = new LazyPairs(spec);
        if (!spec.ignoreMerges()) {
            pairs.get();
        }
        if (spec.alphabet() == ModelSpec.Alphabet.BYTES) {
            TokenTable whole = spec.ignoreMerges() ? spec.vocabulary() : null;
            return new BpeEncoder(ByteSymbols.ofRaw(spec), pairs, whole, isControl, cuts(spec));
        }
        if (bytePieces) {
            TokenTable whole = spec.ignoreMerges() ? ByteSymbols.rawTokens(spec.vocabulary()) : null;
            return new BpeEncoder(ByteSymbols.ofByteLevel(spec), pairs, whole, isControl, cuts(spec));
        }
        TokenTable whole = spec.ignoreMerges() ? spec.vocabulary() : null;
        return new BpeEncoder(
                new CharacterSymbols(spec),
                pairs,
                whole,
                isControl,
                SafeCuts.of(spec).map(PieceCuts.class::cast));
    }

    private static Optional<PieceCuts> cuts(ModelSpec.Bpe spec) {
        return ByteSafeCuts.of(spec).map(PieceCuts.class::cast);
    }

    /** Whether a byte-level vocabulary has a symbol for every byte, so that pieces can be given as raw bytes. */
    public static boolean takesBytes(ModelSpec.Bpe spec) {
        return spec.alphabet() == ModelSpec.Alphabet.TEXT && ByteSymbols.isComplete(spec);
    }

    @Override
    public void encode(byte[] text, int from, int to, boolean controlAllowed, TokenRun run) {
        if (wholePieces != null) {
            int id = wholePieces.id(text, from, to);
            if (id != NOT_FOUND && (controlAllowed || !isControl.test(id))) {
                run.add(id, to - from);
                return;
            }
        }
        encodePart(text, from, to, controlAllowed, run);
    }

    /** A part is not looked up as a whole: only a piece may be a token that merges do not make. */
    @Override
    public void encodePart(byte[] text, int from, int to, boolean controlAllowed, TokenRun run) {
        SymbolBuffer buffer = run.symbols();
        buffer.clear();
        symbols.read(text, from, to, buffer);
        int count = SymbolMerger.merge(buffer, pairs.get());
        run.addAll(buffer, count);
    }

    @Override
    public boolean encodesPartsAlike() {
        return wholePieces == null;
    }

    @Override
    public boolean tiles() {
        return symbols instanceof ByteSymbols;
    }

    @Override
    public Optional<PieceCuts> safeCuts() {
        return safeCuts;
    }

    /** How a piece becomes its smallest symbols. Immutable. */
    interface Symbols {
        /** Adds the symbols of {@code text[from..to)} to a buffer. */
        void read(byte[] text, int from, int to, SymbolBuffer buffer);
    }
}
