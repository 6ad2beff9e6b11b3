package dev.tokenwright.stage.decode;

import java.util.List;
import java.util.Map;

/** Blanks that tokenizing put into English text, and what stands there without them, in the order of replacing. */
final class EnglishBlanks {
    /** As Hugging Face {@code tokenizers} has it. */
    static final List<Map.Entry<String, String>> HUGGING_FACE = List.of(
            Map.entry(" .", "."),
            Map.entry(" ?", "?"),
            Map.entry(" !", "!"),
            Map.entry(" ,", ","),
            Map.entry(" ' ", "'"),
            Map.entry(" n't", "n't"),
            Map.entry(" 'm", "'m"),
            Map.entry(" do not", " don't"),
            Map.entry(" 's", "'s"),
            Map.entry(" 've", "'ve"),
            Map.entry(" 're", "'re"));

    /** As llama.cpp has it. */
    static final List<Map.Entry<String, String>> LLAMA = List.of(
            Map.entry(" ?", "?"),
            Map.entry(" !", "!"),
            Map.entry(" .", "."),
            Map.entry(" ,", ","),
            Map.entry(" ' ", "'"),
            Map.entry(" 'm", "'m"),
            Map.entry(" 's", "'s"),
            Map.entry(" 've", "'ve"),
            Map.entry(" 're", "'re"));

    private EnglishBlanks() {}
}
