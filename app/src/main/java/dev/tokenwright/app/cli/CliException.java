package dev.tokenwright.app.cli;

/** A command cannot do what was asked. The message says what, found and remedy. */
final class CliException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String type;

    CliException(String message) {
        this("BadRequest", message);
    }

    CliException(String type, String message) {
        super(message);
        this.type = type;
    }

    /** The kind of failure, as results of {@code --jsonl} name it. */
    String type() {
        return type;
    }
}
