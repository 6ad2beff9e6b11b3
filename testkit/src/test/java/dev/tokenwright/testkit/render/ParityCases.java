package dev.tokenwright.testkit.render;

import dev.tokenwright.chat.Message;
import dev.tokenwright.chat.plain.PythonStrings;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Conversations that families write in another way than templates. */
final class ParityCases {
    private ParityCases() {}

    /** With thinking off, an assistant message without reasoning that others follow. */
    static boolean isThinkingOff(TemplateParity.Case each) {
        List<Message> messages = each.conversation().messages();
        return Boolean.FALSE.equals(each.options().get("enable_thinking"))
                && messages.subList(0, messages.size() - 1).stream()
                        .anyMatch(message -> message.role().equals("assistant") && !hasReasoning(message));
    }

    private static boolean hasReasoning(Message message) {
        return message.fields().get("reasoning_content") instanceof String thought
                && !PythonStrings.strip(thought).isEmpty();
    }

    /** An answer without the field of its reasoning that spells several ends of it. */
    static boolean isEndedTwice(TemplateParity.Case each) {
        return each.conversation().messages().stream()
                .anyMatch(message -> message.role().equals("assistant")
                        && message.fields().get("reasoning_content") == null
                        && message.fields().get("content") instanceof String content
                        && content.indexOf("</think>") != content.lastIndexOf("</think>"));
    }

    /** Data whose keys stand in the order of the alphabet, at every depth. */
    static @Nullable Object sorted(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> sorted = new TreeMap<>();
            map.forEach((key, each) -> sorted.put((String) key, sorted(each)));
            return sorted;
        }
        return value instanceof List<?> list
                ? list.stream().map(ParityCases::sorted).toList()
                : value;
    }
}
