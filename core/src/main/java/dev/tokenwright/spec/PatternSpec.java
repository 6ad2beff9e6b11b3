package dev.tokenwright.spec;

import dev.tokenwright.error.Place;
import java.util.Objects;

/** A pattern that is looked for in text. */
public sealed interface PatternSpec {
    /** An exact text. */
    record Literal(String text) implements PatternSpec {
        /** Checks the text. */
        public Literal {
            Objects.requireNonNull(text, "text");
        }
    }

    /**
     * A regular expression.
     *
     * @param pattern the expression as the file has it
     * @param dialect whose rules give it its meaning
     * @param place where the file has it, for error messages
     */
    record Regex(String pattern, Dialect dialect, Place place) implements PatternSpec {
        /** Checks the parts. */
        public Regex {
            Objects.requireNonNull(pattern, "pattern");
            Objects.requireNonNull(dialect, "dialect");
            Objects.requireNonNull(place, "place");
        }
    }

    /** The regular-expression engine whose rules a pattern was written for. */
    enum Dialect {
        /** Oniguruma with Ruby syntax, which Hugging Face {@code tokenizers} uses. */
        ONIGURUMA,
        /** Rust's {@code fancy-regex}, which tiktoken uses. */
        FANCY,
        /** C++'s {@code std::regex} over the reduced text that llama.cpp gives it. */
        LLAMA_CPP
    }
}
