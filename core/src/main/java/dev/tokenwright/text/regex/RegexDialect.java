package dev.tokenwright.text.regex;

/** Whose rules give a regular expression its meaning. */
public enum RegexDialect {
    /**
     * Oniguruma, as Hugging Face {@code tokenizers} uses it. {@code {n,m}+} repeats a repeat; {@code ^} and {@code $} hold
     * at every line; {@code (?m)} lets the dot match line feeds.
     */
    ONIGURUMA,
    /**
     * Rust's {@code fancy-regex}, as tiktoken uses it. {@code {n,m}+} is possessive; {@code ^} and {@code $} hold at the
     * ends of the text.
     */
    FANCY,
    /**
     * llama.cpp, which gives C++'s {@code std::regex} a text of one char for each code point: {@code \d} and {@code \w} are
     * ASCII, categories are those of {@link dev.tokenwright.text.LlamaSets}, and white space beyond ASCII is only in
     * {@code \s} and in negated classes. {@code &&} in a class means both, which its own patterns say with a look-ahead.
     */
    LLAMA_CPP
}
