package dev.tokenwright.chat.render.family;

import dev.tokenwright.chat.Message;
import java.util.List;
import java.util.Map;

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

    /** The role of a neighbour, or nothing beyond the ends. */
    static String roleAt(List<Message> messages, int index) {
        return index >= 0 && index < messages.size() ? messages.get(index).role() : "";
    }
}
