package dev.tokenwright.spec;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/** How one piece of text becomes token ids. */
public sealed interface ModelSpec {
    /** The tokens of the model, added tokens not counted unless they are also here. */
    TokenTable vocabulary();

    /** One more than the largest id that the model may have, whether or not a token has it. */
    default int idLimit() {
        return vocabulary().idLimit();
    }

    /** What the bytes of a vocabulary entry mean. */
    enum Alphabet {
        /** UTF-8 text; the smallest symbol is a code point. */
        TEXT,
        /** Raw bytes; the smallest symbol is a byte. */
        BYTES
    }

    /**
     * Byte pair encoding.
     *
     * @param unknownToken what stands for a symbol that the vocabulary lacks; without it such symbols vanish
     * @param fuseUnknown whether neighbouring unknown symbols become one token
     * @param byteFallback whether an unknown symbol becomes tokens such as {@code <0xE3>}, if all of them exist
     * @param ignoreMerges whether a piece that is a token is taken whole, whatever the merges say
     * @param continuingSubwordPrefix put before every symbol of a piece but the first when it is looked up
     * @param endOfWordSuffix put after the last symbol of a piece when it is looked up
     */
    record Bpe(
            TokenTable vocabulary,
            Alphabet alphabet,
            MergeSpec merges,
            Optional<String> unknownToken,
            boolean fuseUnknown,
            boolean byteFallback,
            boolean ignoreMerges,
            Optional<String> continuingSubwordPrefix,
            Optional<String> endOfWordSuffix)
            implements ModelSpec {
        /** Checks the parts. */
        public Bpe {
            Objects.requireNonNull(vocabulary, "vocabulary");
            Objects.requireNonNull(alphabet, "alphabet");
            Objects.requireNonNull(merges, "merges");
            Objects.requireNonNull(unknownToken, "unknownToken");
            Objects.requireNonNull(continuingSubwordPrefix, "continuingSubwordPrefix");
            Objects.requireNonNull(endOfWordSuffix, "endOfWordSuffix");
        }
    }

    /** Greedy longest match from the left. */
    record WordPiece(
            TokenTable vocabulary, String unknownToken, String continuingSubwordPrefix, int maxInputCharsPerWord)
            implements ModelSpec {
        /** Checks the parts. */
        public WordPiece {
            Objects.requireNonNull(vocabulary, "vocabulary");
            Objects.requireNonNull(unknownToken, "unknownToken");
            Objects.requireNonNull(continuingSubwordPrefix, "continuingSubwordPrefix");
        }
    }

    /** A piece is a token or unknown. */
    record WordLevel(TokenTable vocabulary, String unknownToken) implements ModelSpec {
        /** Checks the parts. */
        public WordLevel {
            Objects.requireNonNull(vocabulary, "vocabulary");
            Objects.requireNonNull(unknownToken, "unknownToken");
        }
    }

    /** The segmentation with the best sum of scores. */
    record Unigram(TokenTable vocabulary, Scores scores, OptionalInt unknownId, boolean byteFallback)
            implements ModelSpec {
        /** Checks the parts. */
        public Unigram {
            Objects.requireNonNull(vocabulary, "vocabulary");
            Objects.requireNonNull(scores, "scores");
            Objects.requireNonNull(unknownId, "unknownId");
        }
    }

    /**
     * A model of SentencePiece, as the library of that name runs it.
     *
     * @param byteFallback whether an unknown stretch becomes the pieces of its bytes
     * @param controls the control pieces that the library itself knows by name
     */
    record SentencePiece(Pieces pieces, Algorithm algorithm, boolean byteFallback, Controls controls)
            implements ModelSpec {
        /** Checks the parts. */
        public SentencePiece {
            Objects.requireNonNull(pieces, "pieces");
            Objects.requireNonNull(algorithm, "algorithm");
            Objects.requireNonNull(controls, "controls");
        }

        @Override
        public TokenTable vocabulary() {
            return pieces.tokens();
        }

        /** How text is cut into pieces. */
        public enum Algorithm {
            /** The segmentation with the best sum of scores, in single precision. */
            UNIGRAM,
            /** Neighbours are joined, those first that together have the best score. */
            BPE,
            /** Each code point is a piece. */
            CHAR,
            /** Each stretch that starts with a blank's stand-in is a piece. */
            WORD
        }

        /** Ids of the pieces that open and close a text and fill it up; absent where the model has none. */
        public record Controls(OptionalInt begin, OptionalInt end, OptionalInt padding) {
            /** Checks the parts. */
            public Controls {
                Objects.requireNonNull(begin, "begin");
                Objects.requireNonNull(end, "end");
                Objects.requireNonNull(padding, "padding");
            }
        }
    }

    /**
     * Each byte is a token, whose id is the byte.
     *
     * @param firstSpecialId from this id on decoding shows nothing, whether or not a token has the id
     */
    record Bytes(TokenTable vocabulary, int firstSpecialId, int idLimit, NamedIds namedIds) implements ModelSpec {
        /** Checks the parts. */
        public Bytes {
            Objects.requireNonNull(vocabulary, "vocabulary");
            Objects.requireNonNull(namedIds, "namedIds");
        }
    }

    /**
     * The text is numbers, with one blank between two; each is a token, whose id is the number.
     *
     * @param eosId the id after the numbers, which closes a document
     */
    record Numbers(int eosId) implements ModelSpec {
        private static final TokenTable EMPTY = new TokenTable.Builder(0, 0).build();

        @Override
        public TokenTable vocabulary() {
            return EMPTY;
        }

        @Override
        public int idLimit() {
            return eosId + 1;
        }
    }

    /**
     * llama.cpp's byte pair encoding. Each code point of a piece is a symbol; one that is no token keeps its neighbours
     * apart, unless a merge has it, and becomes byte tokens when all merging is done.
     *
     * @param ignoreMerges whether a piece that is a token is taken whole, whatever the merges say
     * @param wholeNewlines whether that holds for a piece of line feeds only
     */
    record LlamaBpe(
            TokenTable vocabulary, MergeSpec merges, boolean ignoreMerges, boolean wholeNewlines, ByteTokens byteTokens)
            implements ModelSpec {
        /** Checks the parts. */
        public LlamaBpe {
            Objects.requireNonNull(vocabulary, "vocabulary");
            Objects.requireNonNull(merges, "merges");
            Objects.requireNonNull(byteTokens, "byteTokens");
        }

        /** Which token stands for a byte of a symbol that is no token. */
        public enum ByteTokens {
            /** The token of that byte alone, or nothing. */
            RAW,
            /** The token {@code <0xE3>}, or nothing. */
            NAMED,
            /** The token {@code <0xE3>}, else the token of that byte alone; without either the text has no ids. */
            NAMED_OR_RAW
        }
    }

    /**
     * llama.cpp's WordPiece: the greedy longest match over a piece with {@code U+2581} before it. A piece that does not
     * match to its end is unknown.
     */
    record LlamaWordPiece(TokenTable vocabulary, int unknownId) implements ModelSpec {
        /** Checks the vocabulary. */
        public LlamaWordPiece {
            Objects.requireNonNull(vocabulary, "vocabulary");
        }
    }

    /**
     * llama.cpp's unigram model: the segmentation with the best sum of scores, where neighbouring unknown tokens are one.
     *
     * @param scores by id; not a number for a token that text never matches
     * @param unknownScore the score of a code point that no token matches
     */
    record LlamaUnigram(TokenTable vocabulary, Scores scores, int unknownId, double unknownScore) implements ModelSpec {
        /** Checks the parts. */
        public LlamaUnigram {
            Objects.requireNonNull(vocabulary, "vocabulary");
            Objects.requireNonNull(scores, "scores");
        }
    }

    /** A score per id: a natural logarithm of a probability. Immutable. */
    final class Scores {
        private final double[] values;

        private Scores(double[] values) {
            this.values = values;
        }

        /** A copy of {@code values}, indexed by id. */
        public static Scores copyOf(double[] values) {
            return new Scores(values.clone());
        }

        /** The score of an id. */
        public double of(int id) {
            return values[id];
        }

        /** Number of ids. */
        public int size() {
            return values.length;
        }
    }
}
