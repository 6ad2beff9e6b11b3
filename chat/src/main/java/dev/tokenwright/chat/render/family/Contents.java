package dev.tokenwright.chat.render.family;

import dev.tokenwright.chat.Message;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The text of messages. */
final class Contents {
    private Contents() {}

    /** The content, or its text parts one behind the other; empty when there is neither. */
    static String text(Message message) {
        Object content = message.fields().get("content");
        if (content instanceof String text) {
            return text;
        }
        StringBuilder text = new StringBuilder();
        if (content instanceof List<?> parts) {
            for (Object part : parts) {
                if (part instanceof String words) {
                    text.append(words);
                } else if (part instanceof Map<?, ?> map && map.get("text") instanceof String words) {
                    text.append(words);
                }
            }
        }
        return text.toString();
    }

    /** The content, or those of its parts that are texts. */
    static String textParts(Message message) {
        return parts(message, part -> "text".equals(part.get("type")) ? field(part, "text") : "");
    }

    /** The same, or another word when there is no content. */
    static String textParts(Message message, String absent) {
        return message.fields().get("content") == null ? absent : textParts(message);
    }

    /** The content, or those of its parts that say of themselves that they are texts. */
    static String markedTexts(Message message) {
        return message.fields().get("content") instanceof String text ? text : ofType("text", message);
    }

    /** The parts of the content that are thoughts. */
    static String thoughtParts(Message message) {
        return ofType("thinking", message);
    }

    private static String ofType(String type, Message message) {
        StringBuilder text = new StringBuilder();
        if (message.fields().get("content") instanceof List<?> parts) {
            for (Object part : parts) {
                if (part instanceof Map<?, ?> map && type.equals(map.get("type"))) {
                    text.append(field(map, type));
                }
            }
        }
        return text.toString();
    }

    /** The content, or its text parts and, between marks, its thoughts. */
    static String textWithThoughts(Message message, String open, String close) {
        return parts(
                message,
                part -> "thinking".equals(part.get("type"))
                        ? open + field(part, "thinking") + close
                        : "text".equals(part.get("type")) ? field(part, "text") : "");
    }

    /** Its thoughts, where the content has such parts. */
    static String thoughts(Message message) {
        return parts(message, part -> "thinking".equals(part.get("type")) ? field(part, "thinking") : "");
    }

    private static String parts(Message message, Function<Map<?, ?>, String> shown) {
        Object content = message.fields().get("content");
        if (content instanceof String text) {
            return text;
        }
        StringBuilder text = new StringBuilder();
        if (content instanceof List<?> parts) {
            for (Object part : parts) {
                text.append(
                        part instanceof String words ? words : part instanceof Map<?, ?> map ? shown.apply(map) : "");
            }
        }
        return text.toString();
    }

    /** A text of a map, or nothing. */
    static String field(Map<?, ?> map, String name) {
        return map.get(name) instanceof String text ? text : "";
    }

    /** The role of a neighbour, or nothing beyond the ends. */
    static String roleAt(List<Message> messages, int index) {
        return index >= 0 && index < messages.size() ? messages.get(index).role() : "";
    }
}
