package dev.tokenwright.chat.render.family;

import dev.tokenwright.chat.MediaItem;
import dev.tokenwright.chat.Message;
import dev.tokenwright.error.ConversationException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A part of what a message says.
 *
 * @param text the text; empty for anything else
 * @param fields the part as it was given; empty for a bare text
 */
record ContentPart(Kind kind, String text, Map<String, @Nullable Object> fields) {
    /** What a part is. */
    enum Kind {
        TEXT,
        IMAGE,
        VIDEO,
        OTHER
    }

    /** The parts of a content; a text is one part, null is none. */
    static List<ContentPart> of(Message message, int index) {
        Object content = message.fields().get("content");
        List<ContentPart> parts = new ArrayList<>();
        if (content instanceof String text) {
            parts.add(new ContentPart(Kind.TEXT, text, Map.of()));
        } else if (content instanceof List<?> list) {
            list.forEach(part -> parts.add(of(part)));
        } else if (content != null) {
            throw new ConversationException(
                    ConversationException.Kind.WRONG_CONTENT, index, "the content must be a text or a list of parts");
        }
        return parts;
    }

    private static ContentPart of(@Nullable Object part) {
        if (part instanceof String text) {
            return new ContentPart(Kind.TEXT, text, Map.of());
        }
        if (!(part instanceof Map<?, ?> map)) {
            return new ContentPart(Kind.OTHER, "", Map.of());
        }
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        map.forEach((key, value) -> fields.put(String.valueOf(key), value));
        if (isMedium("image", fields)) {
            return new ContentPart(Kind.IMAGE, "", fields);
        }
        if (isMedium("video", fields)) {
            return new ContentPart(Kind.VIDEO, "", fields);
        }
        return fields.get("text") instanceof String text
                ? new ContentPart(Kind.TEXT, text, fields)
                : new ContentPart(Kind.OTHER, "", fields);
    }

    private static boolean isMedium(String medium, Map<String, @Nullable Object> fields) {
        Object type = fields.get("type");
        if (type != null) {
            return type.equals(medium) || type.equals(medium + "_url") || type.equals("input_" + medium);
        }
        return isGiven(fields.get(medium)) || isGiven(fields.get(medium + "_url"));
    }

    private static boolean isGiven(@Nullable Object value) {
        return value != null
                && !value.equals("")
                && !(value instanceof Map<?, ?> map && map.isEmpty())
                && !(value instanceof List<?> list && list.isEmpty());
    }

    boolean isMedium() {
        return kind == Kind.IMAGE || kind == Kind.VIDEO;
    }

    /** The image or video of a message. */
    MediaItem medium(int message) {
        return new MediaItem(kind == Kind.IMAGE ? MediaItem.Kind.IMAGE : MediaItem.Kind.VIDEO, message, fields);
    }

    /** The texts of some parts, one behind the other. */
    static String text(List<ContentPart> parts) {
        StringBuilder text = new StringBuilder();
        parts.forEach(part -> text.append(part.text()));
        return text.toString();
    }

    /** Whether there is an image or a video among some parts. */
    static boolean hasMedia(List<ContentPart> parts) {
        return parts.stream().anyMatch(ContentPart::isMedium);
    }
}
