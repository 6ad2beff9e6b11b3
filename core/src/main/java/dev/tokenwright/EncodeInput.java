package dev.tokenwright;

import java.util.List;
import java.util.Objects;

/** What is encoded at once: a text, a text already cut into words, or a pair of these. */
public sealed interface EncodeInput {
    /** A single text. */
    static EncodeInput text(String text) {
        return new Text(text);
    }

    /** A text that comes as words. Offsets count from the start of each word. */
    static EncodeInput words(List<String> words) {
        return new Words(words);
    }

    /** Two texts, such as a question and a passage. */
    static EncodeInput pair(String first, String second) {
        return new Pair(new Text(first), new Text(second));
    }

    /** One text or the words of one text. */
    sealed interface Single extends EncodeInput {}

    /** A text. */
    record Text(String text) implements Single {
        /** Checks the text. */
        public Text {
            Objects.requireNonNull(text, "text");
        }
    }

    /** Words. */
    record Words(List<String> words) implements Single {
        /** Copies the list. */
        public Words {
            words = List.copyOf(words);
        }
    }

    /** Two texts. */
    record Pair(Single first, Single second) implements EncodeInput {
        /** Checks the parts. */
        public Pair {
            Objects.requireNonNull(first, "first");
            Objects.requireNonNull(second, "second");
        }
    }
}
