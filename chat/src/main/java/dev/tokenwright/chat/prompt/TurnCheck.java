package dev.tokenwright.chat.prompt;

import dev.tokenwright.chat.prompt.ConversationOptions.Reading;
import dev.tokenwright.chat.prompt.PromptConfig.AssistantImages;
import dev.tokenwright.chat.prompt.PromptConfig.ToolRole;
import dev.tokenwright.error.ConversationException;
import dev.tokenwright.error.ConversationException.Kind;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a prompt format asks of a message before its ids are looked at. */
final class TurnCheck {
    private TurnCheck() {}

    static void check(List<Map<String, @Nullable Object>> messages, int message, PromptConfig config, Reading reading) {
        Map<String, @Nullable Object> turn = messages.get(message);
        boolean assistant = role(turn).equals("assistant");
        if (config.tools() == ToolRole.REFUSED) {
            refuseEmpty(turn, message);
        } else if (assistant) {
            refuseEmpty(turn, message);
            checkOrder(messages, message, reading);
        }
        if (assistant
                && config.images() == AssistantImages.REFUSED
                && turn.get("content") instanceof String content
                && content.contains(ImageTags.IMAGE)) {
            throw new ConversationException(
                    Kind.IMAGE_IN_ASSISTANT, message, ImageTags.IMAGE + " is not allowed in what an assistant says");
        }
    }

    private static void refuseEmpty(Map<String, @Nullable Object> turn, int message) {
        Object content = turn.get("content");
        boolean empty = content == null
                || content instanceof String text && text.isEmpty()
                || content instanceof Collection<?> parts && parts.isEmpty();
        if (empty) {
            throw new ConversationException(Kind.EMPTY_TURN, message, "it says nothing");
        }
    }

    /** In Megatron's reading, the message before the first one is the last one. */
    private static void checkOrder(List<Map<String, @Nullable Object>> messages, int message, Reading reading) {
        if (message == 0 && reading == Reading.CORRECTED) {
            return;
        }
        String before = role(messages.get(message == 0 ? messages.size() - 1 : message - 1));
        if (!before.equals("user") && !before.equals("tool")) {
            throw new ConversationException(
                    Kind.WRONG_ORDER, message, "an assistant may follow a user or a tool, not \"" + before + "\"");
        }
    }

    /** The role of a message in small letters. */
    static String role(Map<String, @Nullable Object> message) {
        return String.valueOf(message.get("role")).toLowerCase(Locale.ROOT);
    }
}
