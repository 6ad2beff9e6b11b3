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
    FANCY
}
