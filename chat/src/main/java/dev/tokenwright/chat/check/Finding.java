package dev.tokenwright.chat.check;

import dev.tokenwright.chat.jinja.SourcePlace;
import java.util.Objects;
import java.util.Optional;

/**
 * Something that was seen in a template.
 *
 * @param place where in the template, if that is known
 * @param text what was seen
 */
public record Finding(Optional<SourcePlace> place, String text) {
    /** Checks that nothing is null. */
    public Finding {
        Objects.requireNonNull(place, "place");
        Objects.requireNonNull(text, "text");
    }

    static Finding at(SourcePlace place, String text) {
        return new Finding(Optional.of(place), text);
    }

    static Finding of(String text) {
        return new Finding(Optional.empty(), text);
    }
}
