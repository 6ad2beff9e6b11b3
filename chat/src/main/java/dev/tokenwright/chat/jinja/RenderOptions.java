package dev.tokenwright.chat.jinja;

import java.time.LocalDateTime;
import java.util.Objects;

/**
 * How a template is rendered.
 *
 * @param now the local time that {@code strftime_now} shows
 * @param limits how much the template may do
 * @param origins whether the origin of each character is kept
 */
public record RenderOptions(LocalDateTime now, RenderLimits limits, Origins origins) {
    /** Whether the origin of each character is kept. */
    public enum Origins {
        /** The result has spans. */
        TRACKED,
        /** The result has spans and the places of the template that wrote the input. */
        PLACED,
        /** The result has text and generation ranges alone. */
        IGNORED
    }

    /** Checks that nothing is null. */
    public RenderOptions {
        Objects.requireNonNull(now, "now");
        Objects.requireNonNull(limits, "limits");
        Objects.requireNonNull(origins, "origins");
    }

    /** The given time, the usual limits, origins tracked. */
    public static RenderOptions at(LocalDateTime now) {
        return new RenderOptions(now, RenderLimits.DEFAULT, Origins.TRACKED);
    }

    /** The same options with other limits. */
    public RenderOptions withLimits(RenderLimits newLimits) {
        return new RenderOptions(now, newLimits, origins);
    }

    /** The same options with or without origins. */
    public RenderOptions withOrigins(Origins newOrigins) {
        return new RenderOptions(now, limits, newOrigins);
    }
}
