package dev.tokenwright.chat.render.family;

import dev.tokenwright.chat.MediaItem.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which parts of a message's content are media. */
final class MediaParts {
    private MediaParts() {}

    /** What a part is, if it is a medium: by its type, or without one by what it holds. */
    static Optional<Kind> kind(Map<?, ?> part) {
        for (Kind kind : Kind.values()) {
            for (String name : names(kind)) {
                Object type = part.get("type");
                if (type == null ? isGiven(part.get(name)) : type.equals(name)) {
                    return Optional.of(kind);
                }
            }
        }
        return Optional.empty();
    }

    private static List<String> names(Kind kind) {
        return switch (kind) {
            case IMAGE -> List.of("image", "image_url");
            case VIDEO -> List.of("video", "video_url");
            case AUDIO -> List.of("audio", "audio_url", "input_audio");
        };
    }

    private static boolean isGiven(@org.jspecify.annotations.Nullable Object value) {
        return value != null
                && !value.equals("")
                && !value.equals(false)
                && !(value instanceof Map<?, ?> map && map.isEmpty())
                && !(value instanceof List<?> list && list.isEmpty());
    }
}
