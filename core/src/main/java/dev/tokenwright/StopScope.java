package dev.tokenwright;

import java.util.Objects;
import java.util.Optional;

/**
 * Where texts that end a generation are looked for.
 *
 * @param reasoning the stretches that are left out, if any; a stop that lies across a border is none
 */
public record StopScope(Optional<Reasoning> reasoning) {
    /** Texts count everywhere. */
    public static final StopScope EVERYWHERE = new StopScope(Optional.empty());

    /** Checks that nothing is null. */
    public StopScope {
        Objects.requireNonNull(reasoning, "reasoning");
    }

    /** Texts count outside of what stands between two markers. */
    public static StopScope outside(StopPattern open, StopPattern close, Beginning beginning) {
        return new StopScope(Optional.of(new Reasoning(open, close, beginning)));
    }

    /** What stands between two markers. */
    public record Reasoning(StopPattern open, StopPattern close, Beginning beginning) {
        /** Checks that nothing is null. */
        public Reasoning {
            Objects.requireNonNull(open, "open");
            Objects.requireNonNull(close, "close");
            Objects.requireNonNull(beginning, "beginning");
        }
    }

    /** Where a generation begins. */
    public enum Beginning {
        /** Outside the markers. */
        OUTSIDE,
        /** Behind an opening marker that the prompt has. */
        INSIDE
    }
}
