package dev.tokenwright.error;

import java.util.Objects;

/** A chat template cannot be compiled, or cannot be rendered with the given data. */
public final class TemplateException extends TokenwrightException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final String template;
    private final int line;
    private final int column;
    private final String detail;
    private final String reference;

    /** What went wrong. */
    public enum Kind {
        /** The template is not well-formed, or names a filter or a test that does not exist. */
        SYNTAX,
        /** The template used a value that the data does not have. */
        UNDEFINED,
        /** An operation does not take a value of this type. */
        TYPE,
        /** An operation does not take this value: a division by zero, a text that is no number. */
        VALUE,
        /** The template asked for something that the sandbox does not give. */
        SECURITY,
        /** Nested or recursive beyond the limits. */
        RECURSION,
        /** The template itself refused the data, with {@code raise_exception}. */
        RAISED,
        /** The work, the text or a number grew beyond the limits. */
        LIMIT
    }

    /**
     * Creates an exception whose text is {@code template:line:column: detail}.
     *
     * @param template the template's name as the user knows it
     * @param line line of the template, from 1
     * @param column column in code points, from 1
     * @param detail what went wrong, in the reference's words where it has them
     * @param hint what the data did have or what to do, or an empty string
     * @param reference name of the exception that the reference raises, such as {@code UndefinedError}
     */
    public TemplateException(
            Kind kind, String template, int line, int column, String detail, String hint, String reference) {
        super(template + ":" + line + ":" + column + ": " + detail + (hint.isEmpty() ? "" : "; " + hint));
        this.kind = Objects.requireNonNull(kind, "kind");
        this.template = template;
        this.line = line;
        this.column = column;
        this.detail = detail;
        this.reference = Objects.requireNonNull(reference, "reference");
    }

    /** What went wrong. */
    public Kind kind() {
        return kind;
    }

    /** The template's name. */
    public String template() {
        return template;
    }

    /** Line of the template, from 1. */
    public int line() {
        return line;
    }

    /** Column in code points, from 1. */
    public int column() {
        return column;
    }

    /** What went wrong, without the place: for {@link Kind#RAISED} exactly what the template said. */
    public String detail() {
        return detail;
    }

    /** Name of the exception that the reference raises, such as {@code UndefinedError}. */
    public String reference() {
        return reference;
    }
}
