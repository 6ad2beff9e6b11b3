package dev.tokenwright.chat;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An image, a video or a sound in a message.
 *
 * @param kind what it is
 * @param message index of the message
 * @param part the part of the message's content, as it was given
 */
public record MediaItem(Kind kind, int message, Map<String, @Nullable Object> part) {
    /** What a medium is. */
    public enum Kind {
        /** An image. */
        IMAGE,
        /** A video. */
        VIDEO,
        /** A sound. */
        AUDIO
    }

    /** Copies the part. */
    public MediaItem {
        Objects.requireNonNull(kind, "kind");
        part = Collections.unmodifiableMap(new LinkedHashMap<>(part));
    }
}
