package dev.tokenwright.chat;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a template is given.
 *
 * @param messages the messages, in order
 * @param tools the tools that the model may call, as JSON Schema in plain data
 * @param documents documents to answer from, as plain data
 * @param variables further variables of the template, such as {@code enable_thinking}
 */
public record Conversation(
        List<Message> messages,
        Optional<List<Map<String, @Nullable Object>>> tools,
        Optional<List<Map<String, @Nullable Object>>> documents,
        Map<String, @Nullable Object> variables) {
    /** Copies the collections. */
    public Conversation {
        messages = List.copyOf(messages);
        tools = tools.map(List::copyOf);
        documents = documents.map(List::copyOf);
        variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
    }

    /** Messages alone. */
    public static Conversation of(List<Message> messages) {
        return new Conversation(messages, Optional.empty(), Optional.empty(), Map.of());
    }

    /** Messages alone. */
    public static Conversation of(Message... messages) {
        return of(List.of(messages));
    }

    /** The same conversation with other messages. */
    public Conversation withMessages(List<Message> newMessages) {
        return new Conversation(newMessages, tools, documents, variables);
    }

    /** The same conversation with tools. */
    public Conversation withTools(List<Map<String, @Nullable Object>> newTools) {
        return new Conversation(messages, Optional.of(newTools), documents, variables);
    }

    /** The same conversation with documents. */
    public Conversation withDocuments(List<Map<String, @Nullable Object>> newDocuments) {
        return new Conversation(messages, tools, Optional.of(newDocuments), variables);
    }

    /** The same conversation with another variable. */
    public Conversation with(String variable, @Nullable Object value) {
        Map<String, @Nullable Object> changed = new LinkedHashMap<>(variables);
        changed.put(variable, value);
        return new Conversation(messages, tools, documents, changed);
    }
}
