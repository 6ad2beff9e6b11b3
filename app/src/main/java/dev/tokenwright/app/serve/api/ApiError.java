package dev.tokenwright.app.serve.api;

import java.util.Objects;

/** A request cannot be answered. Each dialect writes it in its own way. */
public final class ApiError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final String reason;
    private final String param;

    /** What kind of failure it is, with its usual status. */
    public enum Kind {
        /** The request is not what it must be. */
        BAD_REQUEST(400),
        /** There is no such key, or the wrong one. */
        UNAUTHORIZED(401),
        /** There is no such route or model. */
        NOT_FOUND(404),
        /** The route has other methods. */
        METHOD_NOT_ALLOWED(405),
        /** The client was too slow. */
        TIMEOUT(408),
        /** Too many bytes. */
        TOO_LARGE(413),
        /** The body is of another type or compressed. */
        UNSUPPORTED_MEDIA_TYPE(415),
        /** Well-formed, but cannot be tokenized or decoded. */
        UNPROCESSABLE(422),
        /** Too much is being worked on already. */
        OVERLOADED(429),
        /** A failure that should not be. */
        INTERNAL(500),
        /** Nothing here does that. */
        NOT_IMPLEMENTED(501),
        /** Not ready, or about to stop, or past the deadline. */
        UNAVAILABLE(503);

        private final int status;

        Kind(int status) {
            this.status = status;
        }

        /** The usual HTTP status. */
        public int status() {
            return status;
        }
    }

    /**
     * Creates an error.
     *
     * @param reason a word for machines, such as {@code model_not_found}
     * @param param the field that it is about; empty for none
     */
    public ApiError(Kind kind, String reason, String param, String message) {
        super(message);
        this.kind = Objects.requireNonNull(kind, "kind");
        this.reason = reason;
        this.param = param;
    }

    /** An error that is about no field. */
    public ApiError(Kind kind, String reason, String message) {
        this(kind, reason, "", message);
    }

    /** A field is not what it must be. */
    public static ApiError badField(String param, String problem) {
        return new ApiError(Kind.BAD_REQUEST, "invalid_field", param, "field \"" + param + "\": " + problem);
    }

    /** What kind. */
    public Kind kind() {
        return kind;
    }

    /** A word for machines. */
    public String reason() {
        return reason;
    }

    /** The field that it is about, or nothing. */
    public String param() {
        return param;
    }

    /** What it is, in words. */
    public String text() {
        return String.valueOf(getMessage());
    }
}
