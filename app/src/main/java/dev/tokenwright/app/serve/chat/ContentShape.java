package dev.tokenwright.app.serve.chat;

import dev.tokenwright.chat.ChatOptions;
import dev.tokenwright.chat.ChatTemplate;
import dev.tokenwright.chat.Conversation;
import dev.tokenwright.chat.Message;
import dev.tokenwright.error.TemplateException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a template takes a message's content for. */
enum ContentShape {
    /** A text. */
    TEXT,
    /** A list of parts. */
    PARTS,
    /** Whatever it is. */
    EITHER;

    private static final String MARK = "Lorem ipsum";

    /** What a template takes, seen in what it makes of a message. */
    static ContentShape of(ChatTemplate template) {
        ChatOptions options = ChatOptions.safePrompt();
        Message text = Message.user(MARK);
        Optional<String> ofText = rendered(template, text, options);
        Optional<String> ofParts = rendered(template, text.with("content", List.of(part(MARK))), options);
        if (ofText.isPresent() && ofText.equals(ofParts)) {
            return EITHER;
        }
        boolean takesParts =
                ofParts.filter(prompt -> prompt.contains(MARK)).isPresent() && !isPrintedList(ofParts.get());
        boolean takesText = ofText.filter(prompt -> prompt.contains(MARK)).isPresent();
        return takesParts && !takesText ? PARTS : TEXT;
    }

    /** Whether a template printed the list of parts instead of reading it. */
    private static boolean isPrintedList(String prompt) {
        return prompt.contains("'type'") || prompt.contains("\"type\"");
    }

    private static Optional<String> rendered(ChatTemplate template, Message message, ChatOptions options) {
        try {
            return Optional.of(template.apply(Conversation.of(message), options).text());
        } catch (TemplateException refused) {
            return Optional.empty();
        }
    }

    /** A part that is text. */
    static Map<String, Object> part(String text) {
        Map<String, Object> part = new LinkedHashMap<>();
        part.put("type", "text");
        part.put("text", text);
        return part;
    }
}
