package dev.tokenwright.chat.prompt;

import dev.tokenwright.chat.prompt.ConversationOptions.Ending;
import dev.tokenwright.chat.prompt.ConversationOptions.Targets;
import dev.tokenwright.chat.prompt.PromptConfig.Bos;
import dev.tokenwright.chat.prompt.PromptConfig.Masking;
import dev.tokenwright.chat.prompt.PromptConfig.Roles;
import dev.tokenwright.chat.prompt.PromptConfig.Use;
import dev.tokenwright.error.ConversationException;
import dev.tokenwright.error.ConversationException.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Conversations to ids and training targets, with any library. Immutable. */
final class ConversationTokenizer {
    /*
     * The whole conversation is written and encoded. For targets, each message is then written and encoded alone; its ids
     * must be the next ids of the whole, and so it is known which ids belong to whom. That holds where no token spans two
     * messages, and is checked message by message.
     *
     * The messages that are given stay as they are: what Megatron changes in them is changed in copies.
     */
    private final LibraryTokenizer library;
    private final PromptConfig config;
    private final TemplateWriter writer;
    private final ImageTags images;

    ConversationTokenizer(LibraryTokenizer library, PromptConfig config, ImageTags images) {
        this.library = library;
        this.config = config;
        this.writer = TemplateWriter.of(library, config.template());
        this.images = images;
    }

    TokenizedConversation tokenize(List<Map<String, @Nullable Object>> given, ConversationOptions options) {
        List<Map<String, @Nullable Object>> messages = prepared(given);
        String text = writer.write(messages, TemplateOptions.of(options, options.ending()));
        int[] ids = library.encodeRendered(text);
        if (options.targets() == Targets.NONE) {
            return new TokenizedConversation(text, ids, null);
        }
        int[] targets = ids.clone();
        if (config.masking() == Masking.BY_TURN) {
            mask(messages, ids, targets, options);
        }
        return new TokenizedConversation(text, ids, targets);
    }

    /** The messages as the format writes them. */
    private List<Map<String, @Nullable Object>> prepared(List<Map<String, @Nullable Object>> given) {
        List<Map<String, @Nullable Object>> messages = new ArrayList<>(given);
        if (config.system().use() == Use.DROPPED) {
            if (messages.isEmpty()) {
                throw new ConversationException(Kind.EMPTY_CONVERSATION, -1, "the conversation has no messages");
            }
            if (isSystem(messages.get(0))) {
                messages.remove(0);
            }
        } else if (config.system().use() == Use.FORCED) {
            force(messages, config.system().standard().orElseThrow());
        }
        if (config.roles() == Roles.CAPITALIZED) {
            messages.replaceAll(ConversationTokenizer::capitalized);
        }
        messages.replaceAll(images::around);
        return messages;
    }

    private static boolean isSystem(Map<String, @Nullable Object> message) {
        return "system".equals(message.get("role"));
    }

    private static void force(List<Map<String, @Nullable Object>> messages, String standard) {
        Map<String, @Nullable Object> system = new LinkedHashMap<>();
        system.put("role", "system");
        system.put("content", standard);
        if (messages.isEmpty()) {
            throw new ConversationException(Kind.EMPTY_CONVERSATION, -1, "the conversation has no messages");
        }
        if (isSystem(messages.get(0))) {
            messages.set(0, system);
        } else {
            messages.add(0, system);
        }
    }

    private static Map<String, @Nullable Object> capitalized(Map<String, @Nullable Object> message) {
        if (!(message.get("role") instanceof String role) || role.isEmpty()) {
            return message;
        }
        Map<String, @Nullable Object> changed = new LinkedHashMap<>(message);
        int first = role.offsetByCodePoints(0, 1);
        changed.put("role", role.substring(0, first).toUpperCase(java.util.Locale.ROOT) + role.substring(first));
        return changed;
    }

    private void mask(
            List<Map<String, @Nullable Object>> messages, int[] ids, int[] targets, ConversationOptions options) {
        int from = 0;
        for (int message = 0; message < messages.size(); message++) {
            TurnCheck.check(messages, message, config, options.reading());
            int[] own = alone(messages.get(message), message, options);
            String role = TurnCheck.role(messages.get(message));
            int masked = maskedTokens(role, own.length, message);
            int end = from + masked;
            Arrays.fill(targets, Math.min(from, ids.length), Math.min(end, ids.length), TokenizedConversation.IGNORED);
            compare(ids, from, own, message, options);
            from += own.length;
        }
        if (from != ids.length) {
            throw new ConversationException(
                    Kind.LENGTH_MISMATCH,
                    -1,
                    "the messages alone have " + from + " ids and the conversation has " + ids.length);
        }
    }

    /** The ids of a message that is written alone. */
    private int[] alone(Map<String, @Nullable Object> turn, int message, ConversationOptions options) {
        int[] own = library.encodeRendered(writer.write(List.of(turn), TemplateOptions.of(options, Ending.NOTHING)));
        boolean dropsFirst = config.bos() == Bos.EACH_TURN && message > 0 && own.length > 0;
        return dropsFirst ? Arrays.copyOfRange(own, 1, own.length) : own;
    }

    /** How many of a message's first ids are not trained on. They may reach into the next message. */
    private int maskedTokens(String role, int length, int message) {
        return switch (role) {
            case "assistant" -> config.assistantPrefixLength();
            case "system", "user" -> length;
            case "tool" -> {
                if (config.tools() == PromptConfig.ToolRole.REFUSED) {
                    throw wrongRole(role, message);
                }
                yield length;
            }
            default -> throw wrongRole(role, message);
        };
    }

    private static ConversationException wrongRole(String role, int message) {
        return new ConversationException(
                Kind.WRONG_ROLE, message, "nobody in this prompt format has the role \"" + role + "\"");
    }

    private static void compare(int[] ids, int from, int[] own, int message, ConversationOptions options) {
        boolean fits = from + own.length <= ids.length;
        for (int at = 0; fits && at < own.length; at++) {
            fits = same(ids[from + at], own[at], options);
        }
        if (!fits) {
            throw new ConversationException(
                    Kind.TURN_MISMATCH,
                    message,
                    "written alone it has other ids than in the conversation, where it would start at id " + from
                            + "; its targets cannot be told with this tokenizer");
        }
    }

    private static boolean same(int inConversation, int alone, ConversationOptions options) {
        double difference = Math.abs((double) inConversation - alone);
        return options.reading() == ConversationOptions.Reading.CORRECTED
                ? inConversation == alone
                : difference <= 1e-8 + 1e-5 * Math.abs((double) alone);
    }
}
