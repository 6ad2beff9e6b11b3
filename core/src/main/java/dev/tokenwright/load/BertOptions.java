package dev.tokenwright.load;

import java.util.Objects;
import java.util.Optional;

/**
 * What a BERT {@code vocab.txt} does not say, named as the reference's {@code BertWordPieceTokenizer} names it.
 *
 * @param cleanText whether control characters vanish and white space becomes blanks
 * @param handleChineseChars whether blanks are put around Chinese characters
 * @param stripAccents absent means: as {@code lowercase} says
 * @param specialTokens texts of the special tokens
 */
public record BertOptions(
        boolean cleanText,
        boolean handleChineseChars,
        Optional<Boolean> stripAccents,
        boolean lowercase,
        SpecialTokens specialTokens) {
    /** Text becomes lower case and loses its accents: the reference's default. */
    public static final BertOptions UNCASED =
            new BertOptions(true, true, Optional.empty(), true, SpecialTokens.DEFAULT);

    /** Text keeps its case and its accents. */
    public static final BertOptions CASED = new BertOptions(true, true, Optional.empty(), false, SpecialTokens.DEFAULT);

    /** Checks the parts. */
    public BertOptions {
        Objects.requireNonNull(stripAccents, "stripAccents");
        Objects.requireNonNull(specialTokens, "specialTokens");
    }

    /** The same options with other special tokens. */
    public BertOptions withSpecialTokens(SpecialTokens newTokens) {
        return new BertOptions(cleanText, handleChineseChars, stripAccents, lowercase, newTokens);
    }

    /** Texts of the special tokens. Those that the vocabulary lacks are none, but it must have the two of the frame. */
    public record SpecialTokens(String unknown, String separator, String classifier, String padding, String mask) {
        /** The names that BERT uses. */
        public static final SpecialTokens DEFAULT = new SpecialTokens("[UNK]", "[SEP]", "[CLS]", "[PAD]", "[MASK]");

        /** Checks the texts. */
        public SpecialTokens {
            Objects.requireNonNull(unknown, "unknown");
            Objects.requireNonNull(separator, "separator");
            Objects.requireNonNull(classifier, "classifier");
            Objects.requireNonNull(padding, "padding");
            Objects.requireNonNull(mask, "mask");
        }
    }
}
