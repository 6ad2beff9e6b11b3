package dev.tokenwright.stage.model.sentencepiece;

import dev.tokenwright.error.LoadException;
import dev.tokenwright.error.Place;
import dev.tokenwright.spec.ModelSpec;
import dev.tokenwright.spec.Pieces;
import dev.tokenwright.stage.model.PieceCuts;
import dev.tokenwright.stage.model.PieceEncoder;
import dev.tokenwright.stage.model.TokenRun;
import dev.tokenwright.text.ByteTrie;
import dev.tokenwright.text.ByteTrieBuilder;
import java.util.Optional;
import java.util.function.Predicate;

/** Cuts normalised text into pieces as SentencePiece does. Immutable. */
public final class SentencePieceEncoder implements PieceEncoder {
    private final Segmenter segmenter;

    private SentencePieceEncoder(Segmenter segmenter) {
        this.segmenter = segmenter;
    }

    /** Cuts a text into pieces. Immutable. */
    interface Segmenter {
        /** Adds the pieces of {@code text[from..to)} to a run. */
        void segment(byte[] text, int from, int to, TokenRun run);

        /** Where a text may be cut into parts that have the same pieces by themselves. */
        default Optional<PieceCuts> safeCuts() {
            return Optional.empty();
        }
    }

    /** Builds the encoder that a specification describes. This is the one place where algorithms are told apart. */
    public static SentencePieceEncoder of(ModelSpec.SentencePiece spec) {
        PieceOutput output = new PieceOutput(spec);
        Pieces pieces = spec.pieces();
        return new SentencePieceEncoder(
                switch (spec.algorithm()) {
                    case UNIGRAM ->
                        new UnigramSegmenter(pieces, trie(pieces, SentencePieceEncoder::isGivenOut), output);
                    case BPE -> bpe(pieces, output);
                    case CHAR ->
                        new CharacterSegmenter(
                                trie(pieces, SentencePieceEncoder::isGivenOut), Symbols.of(pieces), output);
                    case WORD -> new WordSegmenter(pieces, trie(pieces, SentencePieceEncoder::isGivenOut), output);
                });
    }

    private static Segmenter bpe(Pieces pieces, PieceOutput output) {
        Symbols symbols = Symbols.of(pieces);
        PieceRanks ranks = new PieceRanks(pieces, trie(pieces, Pieces.Kind::isText));
        for (int id = 0; id < pieces.size(); id++) {
            if (pieces.kind(id) == Pieces.Kind.UNUSED && !isNull(pieces, id)) {
                return new ResegmentingBpe(pieces, ranks, symbols, output);
            }
        }
        return new BpeSegmenter(pieces, ranks, symbols, output);
    }

    private static boolean isGivenOut(Pieces.Kind kind) {
        return kind == Pieces.Kind.NORMAL || kind == Pieces.Kind.USER_DEFINED;
    }

    private static boolean isNull(Pieces pieces, int id) {
        return pieces.tokens().length(id) == 1 && pieces.tokens().byteAt(id, 0) == 0;
    }

    /** The pieces of some kinds by their bytes. */
    static ByteTrie trie(Pieces pieces, Predicate<Pieces.Kind> kinds) {
        ByteTrieBuilder builder = new ByteTrieBuilder();
        for (int id = 0; id < pieces.size(); id++) {
            if (kinds.test(pieces.kind(id)) && !isNull(pieces, id)) {
                byte[] bytes = pieces.tokens().bytes(id);
                builder.add(bytes, 0, bytes.length, id);
            }
        }
        return builder.build()
                .orElseThrow(() -> new LoadException(
                        LoadException.Kind.LIMIT,
                        Place.of("the pieces of the SentencePiece model"),
                        "they are too many or too long"));
    }

    @Override
    public void encode(byte[] text, int from, int to, boolean controlAllowed, TokenRun run) {
        segmenter.segment(text, from, to, run);
    }

    @Override
    public Optional<PieceCuts> safeCuts() {
        return segmenter.safeCuts();
    }
}
