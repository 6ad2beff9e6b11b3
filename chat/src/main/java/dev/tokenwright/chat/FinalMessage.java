package dev.tokenwright.chat;

import dev.tokenwright.error.TemplateException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The last message of a conversation that the model goes on with. A mark is put behind its text, and what the template
 * writes from the mark on is cut off, as the reference does.
 */
final class FinalMessage {
    private static final String MARK = "CONTINUE_FINAL_MESSAGE_TAG ";

    private final String template;
    private final String text;
    private final List<Object> messages;

    private FinalMessage(String template, String text, List<Object> messages) {
        this.template = template;
        this.text = text;
        this.messages = messages;
    }

    /** Marks the last message. */
    static FinalMessage mark(String template, String source, List<Object> messages) {
        if (messages.isEmpty()) {
            throw refusal(template, "continue_final_message is set but the conversation is empty!");
        }
        List<Object> marked = new ArrayList<>(messages);
        Map<String, @Nullable Object> last = copy(messages.get(messages.size() - 1));
        Object content = last.get("content");
        if (content == null) {
            throw refusal(
                    template, "continue_final_message is set but the final message has no \"content\" to continue!");
        }
        if (!source.contains("content")) {
            throw refusal(
                    template,
                    "continue_final_message is set to \"content\" but this is not an accepted field in the chat_template");
        }
        String text;
        if (content instanceof List<?> parts) {
            List<Object> changed = new ArrayList<>(parts);
            text = markPart(template, changed);
            last.put("content", changed);
        } else {
            text = content.toString();
            last.put("content", text + MARK);
        }
        marked.set(marked.size() - 1, last);
        return new FinalMessage(template, text, marked);
    }

    private static String markPart(String template, List<Object> parts) {
        for (int index = parts.size() - 1; index >= 0; index--) {
            Map<String, @Nullable Object> part = copy(parts.get(index));
            if (part.get("text") instanceof String text) {
                part.put("text", text + MARK);
                parts.set(index, part);
                return text;
            }
        }
        throw refusal(
                template,
                "continue_final_message is set but we could not find any text to continue in the final message!");
    }

    private static Map<String, @Nullable Object> copy(Object value) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, member) -> copy.put(String.valueOf(name), member));
        }
        return copy;
    }

    private static TemplateException refusal(String template, String problem) {
        return new TemplateException(TemplateException.Kind.VALUE, template, 1, 1, problem, "", "ValueError");
    }

    List<Object> messages() {
        return messages;
    }

    /** How much of a rendered text is left. */
    int end(String rendered) {
        String mark = MARK.strip();
        if (!rendered.contains(text.strip()) || !rendered.contains(mark)) {
            throw refusal(
                    template,
                    "continue_final_message is set but the final message does not appear in the chat after applying the"
                            + " chat template! This can happen if the chat template deletes portions of the final"
                            + " message");
        }
        int end = rendered.lastIndexOf(mark);
        if (rendered.startsWith(MARK, end)) {
            return end;
        }
        while (end > 0 && isSpace(rendered.charAt(end - 1))) {
            end--;
        }
        return end;
    }

    private static boolean isSpace(char unit) {
        return Character.isWhitespace(unit) || Character.isSpaceChar(unit) || unit == 0x85;
    }
}
