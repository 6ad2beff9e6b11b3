package dev.tokenwright.error;

import java.util.Objects;
import java.util.OptionalInt;

/** A conversation cannot be written in a prompt format, or its training targets cannot be told. */
public final class ConversationException extends TokenwrightException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final int message;

    /** What went wrong. */
    public enum Kind {
        /** No prompt format was chosen. */
        NO_PROMPT_FORMAT,
        /** There is no template, or the library writes none. */
        NO_TEMPLATE,
        /** There is no message. */
        EMPTY_CONVERSATION,
        /** A message says nothing. */
        EMPTY_TURN,
        /** Nobody has this role. */
        WRONG_ROLE,
        /** The assistant speaks after somebody whom it may not follow. */
        WRONG_ORDER,
        /** The assistant speaks of an image. */
        IMAGE_IN_ASSISTANT,
        /** A message alone has other ids than in the conversation. */
        TURN_MISMATCH,
        /** The messages alone have another number of ids than the conversation. */
        LENGTH_MISMATCH,
        /** The content of a message is of a kind that cannot be written. */
        WRONG_CONTENT,
        /** No message is a question of the user. */
        NO_QUERY,
        /** A message calls another number of tools than it may. */
        WRONG_CALLS,
        /** The family cannot write such a medium. */
        WRONG_MEDIUM,
        /** The family cannot declare such a tool. */
        WRONG_TOOL,
        /** The arguments of a call cannot be written. */
        WRONG_ARGUMENTS,
        /** The tokenizer lacks a token that the prompt format needs. */
        NO_TOKEN
    }

    /**
     * Creates an exception.
     *
     * @param message index of the message, or -1
     */
    public ConversationException(Kind kind, int message, String detail) {
        super(message < 0 ? detail : "message " + message + ": " + detail);
        this.kind = Objects.requireNonNull(kind, "kind");
        this.message = message;
    }

    /** What went wrong. */
    public Kind kind() {
        return kind;
    }

    /** Index of the message, when it is about one. */
    public OptionalInt messageIndex() {
        return message < 0 ? OptionalInt.empty() : OptionalInt.of(message);
    }
}
