package dev.tokenwright.testkit.golden;

import dev.tokenwright.error.ConversationException;
import dev.tokenwright.error.ConversationException.Kind;
import dev.tokenwright.error.TemplateException;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** What the reference's errors over conversations are called here. */
final class MegatronErrors {
    private MegatronErrors() {}

    /** Whether an exception is of the kind that the reference's error stands for. */
    static boolean isSame(Map<?, ?> theirs, RuntimeException ours) {
        String type = String.valueOf(theirs.get("type"));
        String message = String.valueOf(theirs.get("message"));
        boolean template = Set.of("UndefinedError", "TemplateError", "TemplateRuntimeError", "TypeError", "IndexError")
                .contains(type);
        if (ours instanceof TemplateException) {
            return template;
        }
        return ours instanceof ConversationException own && kinds(type, message).contains(own.kind());
    }

    private static Set<Kind> kinds(String type, String message) {
        if (type.equals("AssertionError") && message.isEmpty()) {
            return EnumSet.of(Kind.WRONG_ORDER);
        }
        if (message.startsWith("expected turn tokens") || message.startsWith("operands could not be broadcast")) {
            return EnumSet.of(Kind.TURN_MISMATCH);
        }
        if (message.startsWith("mismatch in target masking")) {
            return EnumSet.of(Kind.LENGTH_MISMATCH);
        }
        if (message.contains("hat template") || message.contains("'apply_chat_template'")) {
            return EnumSet.of(Kind.NO_TEMPLATE);
        }
        if (message.startsWith("empty ")) {
            return EnumSet.of(Kind.EMPTY_TURN);
        }
        if (message.startsWith("Wrong role value")) {
            return EnumSet.of(Kind.WRONG_ROLE);
        }
        if (message.contains("not allowed in assistant content")) {
            return EnumSet.of(Kind.IMAGE_IN_ASSISTANT);
        }
        return type.equals("IndexError") || message.contains("no element")
                ? EnumSet.of(Kind.EMPTY_CONVERSATION)
                : EnumSet.noneOf(Kind.class);
    }
}
