package dev.tokenwright;

import java.util.BitSet;
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

    /**
     * A text of which some characters were typed by somebody: no control token comes out of those, whole or in part.
     *
     * @param typed the UTF-16 units that were typed
     */
    static EncodeInput guarded(String text, BitSet typed) {
        return new Guarded(text, typed);
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

    /** A text of which some characters were typed by somebody; see {@link EncodeInput#guarded}. */
    record Guarded(String text, BitSet typed) implements Single {
        /** Copies the set. */
        public Guarded {
            Objects.requireNonNull(text, "text");
            typed = (BitSet) typed.clone();
        }

        @Override
        public BitSet typed() {
            return (BitSet) typed.clone();
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
