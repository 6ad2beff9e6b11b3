package dev.tokenwright.spec;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** How text is rewritten before it is split. */
public sealed interface NormalizerSpec {
    /** Steps that run one after the other. */
    record Sequence(List<NormalizerSpec> steps) implements NormalizerSpec {
        /** Copies the list. */
        public Sequence {
            steps = List.copyOf(steps);
        }
    }

    /** A Unicode normalisation form. */
    record Unicode(Form form) implements NormalizerSpec {
        /** The four forms of UAX #15. */
        public enum Form {
            /** Canonical composition. */
            NFC,
            /** Canonical decomposition. */
            NFD,
            /** Compatibility composition. */
            NFKC,
            /** Compatibility decomposition. */
            NFKD
        }
    }

    /** Each code point to lower case, without context. */
    record Lowercase() implements NormalizerSpec {}

    /** White space at the ends is removed. */
    record Strip(boolean left, boolean right) implements NormalizerSpec {}

    /** Combining marks are removed. */
    record StripAccents() implements NormalizerSpec {}

    /** A text is put in front, unless there is nothing. */
    record Prepend(String text) implements NormalizerSpec {
        /** Checks the text. */
        public Prepend {
            Objects.requireNonNull(text, "text");
        }
    }

    /** Each match of a pattern is replaced by a text, taken literally. */
    record Replace(PatternSpec pattern, String content) implements NormalizerSpec {
        /** Checks the parts. */
        public Replace {
            Objects.requireNonNull(pattern, "pattern");
            Objects.requireNonNull(content, "content");
        }
    }

    /** Control characters are removed and odd white space becomes blanks, as machine translation models want it. */
    record Nmt() implements NormalizerSpec {}

    /** A character map compiled by SentencePiece (a double-array trie and its replacement texts). */
    record Precompiled(ByteString charsMap) implements NormalizerSpec {
        /** Checks the map. */
        public Precompiled {
            Objects.requireNonNull(charsMap, "charsMap");
        }
    }

    /**
     * The cleaning that BERT does.
     *
     * @param stripAccents absent means: as {@code lowercase} says
     */
    record Bert(boolean cleanText, boolean handleChineseChars, Optional<Boolean> stripAccents, boolean lowercase)
            implements NormalizerSpec {
        /** Checks the parts. */
        public Bert {
            Objects.requireNonNull(stripAccents, "stripAccents");
        }
    }

    /**
     * llama.cpp's cleaning of text, code point by code point, with white space left alone.
     *
     * @param stripAccents whether a code point becomes the first of its canonical decomposition, and marks are removed
     * @param cleanText whether control characters, U+0000 and U+FFFD are removed
     * @param lowercase whether a code point becomes its lower case
     */
    record LlamaText(boolean stripAccents, boolean cleanText, boolean lowercase) implements NormalizerSpec {}

    /**
     * llama.cpp's rewriting for unigram models: a character map compiled by SentencePiece, applied to the longest key, and
     * blanks that become {@code U+2581}.
     *
     * @param charsMap the map, empty for none
     * @param userDefined tokens of which the start, of any length, is left as it is
     * @param addSpacePrefix whether the first word gets a blank before it
     * @param removeExtraWhitespaces whether each word gets one blank before it and other blanks are removed
     */
    record LlamaUnigram(
            ByteString charsMap, List<String> userDefined, boolean addSpacePrefix, boolean removeExtraWhitespaces)
            implements NormalizerSpec {
        /** Copies the list and checks the parts. */
        public LlamaUnigram {
            Objects.requireNonNull(charsMap, "charsMap");
            userDefined = List.copyOf(userDefined);
        }
    }

    /** Each UTF-8 byte becomes the visible character that GPT-2 writes for it. */
    record ByteLevel() implements NormalizerSpec {}

    /**
     * The normalisation of SentencePiece, all of it.
     *
     * @param charsMap a compiled character map, of which the longest key that matches decides
     * @param userDefined pieces that are kept as they are, in UTF-8
     * @param dummySpace where a blank is added to a text
     * @param removeExtraWhitespaces whether blanks at the ends and repeated blanks are removed
     * @param escapeWhitespaces whether blanks become U+2581
     */
    record SentencePiece(
            Optional<ByteString> charsMap,
            List<ByteString> userDefined,
            DummySpace dummySpace,
            boolean removeExtraWhitespaces,
            boolean escapeWhitespaces)
            implements NormalizerSpec {
        /** Copies the list and checks the parts. */
        public SentencePiece {
            Objects.requireNonNull(charsMap, "charsMap");
            userDefined = List.copyOf(userDefined);
            Objects.requireNonNull(dummySpace, "dummySpace");
        }

        /** Where a blank is added to a text that is not empty. */
        public enum DummySpace {
            /** Nowhere. */
            NONE,
            /** Before everything. */
            START,
            /** After everything. */
            END
        }
    }
}
