package dev.tokenwright.spec;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** How a sequence of tokens becomes text again. */
public sealed interface DecoderSpec {
    /** Steps that run one after the other. */
    record Sequence(List<DecoderSpec> steps) implements DecoderSpec {
        /** Copies the list. */
        public Sequence {
            steps = List.copyOf(steps);
        }
    }

    /** Byte-level characters become bytes; a token with any other character stands for its own UTF-8 bytes. */
    record ByteLevel() implements DecoderSpec {}

    /**
     * Each token writes its piece, and the pieces are joined. Special tokens that are left out write nothing.
     *
     * @param dropFirstBlank whether one blank at the start of the first token's piece is dropped
     * @param cleanUp whether blanks before English punctuation are dropped, as llama.cpp does it
     */
    record WrittenPieces(TokenPieces pieces, boolean dropFirstBlank, boolean cleanUp) implements DecoderSpec {
        /** Checks the pieces. */
        public WrittenPieces {
            Objects.requireNonNull(pieces, "pieces");
        }
    }

    /** Tokens are raw bytes, which are joined before they become text. */
    record Bytes(Joining joining) implements DecoderSpec {
        /** Checks the joining. */
        public Bytes {
            Objects.requireNonNull(joining, "joining");
        }

        /** The bytes of all tokens are joined. */
        public Bytes() {
            this(Joining.ALL);
        }
    }

    /** Tokens are raw bytes, which are joined. What is not UTF-8 is left out, and so is white space at the end. */
    record TrimmedBytes() implements DecoderSpec {}

    /** Whose bytes are joined before they become text. What is not UTF-8 by itself becomes U+FFFD. */
    enum Joining {
        /** Those of all tokens. */
        ALL,
        /** Those of ordinary tokens without a special one between them, whether or not that one shows. */
        BETWEEN_SPECIAL,
        /** None: each token becomes text by itself. */
        NONE
    }

    /** A visible character becomes a blank, and vanishes in the first token unless the scheme is NEVER. */
    record Metaspace(int replacement, PrependScheme scheme) implements DecoderSpec {}

    /** Tokens without the prefix get a blank before them; those with it lose it. */
    record WordPiece(String prefix, boolean cleanup) implements DecoderSpec {
        /** Checks the prefix. */
        public WordPiece {
            Objects.requireNonNull(prefix, "prefix");
        }
    }

    /** The end-of-word suffix becomes a blank, and nothing in the last token. */
    record Bpe(String suffix) implements DecoderSpec {
        /** Checks the suffix. */
        public Bpe {
            Objects.requireNonNull(suffix, "suffix");
        }
    }

    /** Runs of tokens such as {@code <0xE3>} become the bytes they name. */
    record ByteFallback() implements DecoderSpec {}

    /** All tokens become one. */
    record Fuse() implements DecoderSpec {}

    /** Takes up to {@code start} and {@code stop} copies of a code point off the two ends of each token. */
    record Strip(int content, int start, int stop) implements DecoderSpec {}

    /** Replaces each match of a pattern in each token. */
    record Replace(PatternSpec pattern, String content) implements DecoderSpec {
        /** Checks the parts. */
        public Replace {
            Objects.requireNonNull(pattern, "pattern");
            Objects.requireNonNull(content, "content");
        }
    }

    /** Connectionist temporal classification: repeated tokens count once, padding vanishes. */
    record Ctc(String padToken, String wordDelimiterToken, boolean cleanup) implements DecoderSpec {
        /** Checks the parts. */
        public Ctc {
            Objects.requireNonNull(padToken, "padToken");
            Objects.requireNonNull(wordDelimiterToken, "wordDelimiterToken");
        }
    }

    /**
     * The decoding of SentencePiece: control pieces vanish, U+2581 becomes a blank, byte pieces become the code points
     * that they spell.
     *
     * @param unknownSurface what the unknown piece becomes, in UTF-8
     * @param addDummyPrefix whether encoding adds a blank at the start, which decoding takes off again
     * @param removeExtraWhitespaces whether encoding removes blanks at the start, so that decoding takes all of them off
     * @param denormalizer what rewrites the decoded text
     */
    record SentencePiece(
            Pieces pieces,
            ByteString unknownSurface,
            boolean addDummyPrefix,
            boolean removeExtraWhitespaces,
            Optional<NormalizerSpec.SentencePiece> denormalizer)
            implements DecoderSpec {
        /** Checks the parts. */
        public SentencePiece {
            Objects.requireNonNull(pieces, "pieces");
            Objects.requireNonNull(unknownSurface, "unknownSurface");
            Objects.requireNonNull(denormalizer, "denormalizer");
        }
    }
}
