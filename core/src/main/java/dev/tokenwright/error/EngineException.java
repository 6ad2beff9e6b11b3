package dev.tokenwright.error;

import java.util.Objects;

/** An inference engine cannot be reached, refuses a request, or answers something that cannot be right. */
public final class EngineException extends TokenwrightException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;

    /** What went wrong. */
    public enum Kind {
        /** There is no answer. */
        UNREACHABLE,
        /** The engine refuses the request. */
        REFUSED,
        /** The answer lacks a part, or its parts contradict each other. */
        MALFORMED_ANSWER,
        /** The prompt is longer than the engine's context. */
        PROMPT_TOO_LONG
    }

    /** Creates an exception. */
    public EngineException(Kind kind, String detail) {
        super(detail);
        this.kind = Objects.requireNonNull(kind, "kind");
    }

    /** Creates an exception that another one caused. */
    public EngineException(Kind kind, String detail, Throwable cause) {
        super(detail, cause);
        this.kind = Objects.requireNonNull(kind, "kind");
    }

    /** What went wrong. */
    public Kind kind() {
        return kind;
    }
}
