package dev.tokenwright;

import java.util.Objects;
import java.util.Optional;

/**
 * What a step of a generation gave.
 *
 * @param text what may be shown now
 * @param end how the generation ended, if it did
 * @param idsTaken how many of the given ids were looked at; those behind are not part of the generation
 */
public record StopResult(String text, Optional<End> end, int idsTaken) {
    /** Checks that nothing is null. */
    public StopResult {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(end, "end");
    }

    /** Whether the generation has ended. */
    public boolean ended() {
        return end.isPresent();
    }

    /**
     * How a generation ended.
     *
     * @param reason why
     * @param stop what was found; of stops that are equal a hidden one. Empty unless the reason is {@link Reason#STOP}
     * @param tokenCount how many tokens the generation has, that in which the stop ends included
     * @param trimmed text that was decoded and is not shown: a hidden stop, and what follows a stop in the same token
     */
    public record End(Reason reason, Optional<Stop> stop, int tokenCount, String trimmed) {
        /** Checks that nothing is null. */
        public End {
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(stop, "stop");
            Objects.requireNonNull(trimmed, "trimmed");
        }
    }

    /** Why a generation ended. */
    public enum Reason {
        /** One of the stops was found. */
        STOP,
        /** It has as many tokens as it may have. */
        LENGTH,
        /** Who asked for it does not want more. */
        CANCELLED,
        /** The model failed. */
        ERROR
    }
}
