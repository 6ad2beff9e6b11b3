package dev.tokenwright.app.json;

/** A request is not the JSON that it must be. The message says where and what is expected. */
public final class JsonProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String field;
    private final Kind kind;

    /** What is wrong. */
    public enum Kind {
        /** No JSON, or not what the request must be. */
        MALFORMED,
        /** Larger, deeper or more numerous than the limits allow. */
        LIMIT
    }

    /** Creates a problem with a field; {@code field} is empty when it is none field's. */
    public JsonProblem(Kind kind, String field, String message) {
        super(message);
        this.kind = kind;
        this.field = field;
    }

    /** What is wrong. */
    public Kind kind() {
        return kind;
    }

    /** The field, or nothing. */
    public String field() {
        return field;
    }
}
