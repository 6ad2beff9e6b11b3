package dev.tokenwright.chat.jinja;

import java.util.List;
import java.util.Objects;

/**
 * What a template made of its data.
 *
 * @param text the text
 * @param spans where each stretch of the text came from, in order and without gaps; empty when origins were ignored
 * @param generations what blocks of generated text wrote to the text, in order
 */
public record RenderedText(String text, List<TextSpan> spans, List<TextRange> generations) {
    /** Copies the lists. */
    public RenderedText {
        Objects.requireNonNull(text, "text");
        spans = List.copyOf(spans);
        generations = List.copyOf(generations);
    }
}
