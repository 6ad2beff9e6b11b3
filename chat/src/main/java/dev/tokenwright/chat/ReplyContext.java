package dev.tokenwright.chat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a reply before it is read.
 *
 * @param promptIds the ids that the model was given; they tell whether it began inside its reasoning
 * @param tools the tools that it could call; they tell the types of arguments
 */
public record ReplyContext(Optional<int[]> promptIds, Optional<List<Map<String, @Nullable Object>>> tools) {
    /** Nothing is known. */
    public static final ReplyContext NONE = new ReplyContext(Optional.empty(), Optional.empty());

    /** Copies both. */
    public ReplyContext {
        promptIds = promptIds.map(int[]::clone);
        tools = tools.map(List::copyOf);
    }

    @Override
    public Optional<int[]> promptIds() {
        return promptIds.map(int[]::clone);
    }

    /** The same context with the ids of the prompt. */
    public ReplyContext withPrompt(int[] newPromptIds) {
        return new ReplyContext(Optional.of(newPromptIds), tools);
    }

    /** The same context with tools. */
    public ReplyContext withTools(List<Map<String, @Nullable Object>> newTools) {
        return new ReplyContext(promptIds, Optional.of(newTools));
    }
}
