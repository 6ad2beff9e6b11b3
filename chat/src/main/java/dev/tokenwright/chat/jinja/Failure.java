package dev.tokenwright.chat.jinja;

import dev.tokenwright.error.TemplateException.Kind;

/** Something went wrong at a place that is filled in on the way out. Never leaves the package. */
final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int UNKNOWN = -1;

    private final Kind kind;
    private final String reference;
    private final String detail;
    private final String hint;
    private int at = UNKNOWN;

    Failure(Kind kind, String reference, String detail, String hint) {
        super(detail, null, false, false);
        this.kind = kind;
        this.reference = reference;
        this.detail = detail;
        this.hint = hint;
    }

    static Failure type(String detail) {
        return new Failure(Kind.TYPE, "TypeError", detail, "");
    }

    /** For a filter that uses a method of its input. */
    static Failure attribute(Value owner, String name) {
        if (owner instanceof Undefined undefined) {
            return undefined.failure();
        }
        return new Failure(
                Kind.TYPE,
                "AttributeError",
                owner instanceof FunctionValue function && function.isType()
                        ? "type object '" + function.name() + "' has no attribute '" + name + "'"
                        : "'" + owner.type() + "' object has no attribute '" + name + "'",
                "");
    }

    static Failure value(String detail) {
        return value("ValueError", detail);
    }

    static Failure value(String reference, String detail) {
        return new Failure(Kind.VALUE, reference, detail, "");
    }

    static Failure syntax(String detail, int at) {
        return new Failure(Kind.SYNTAX, "TemplateSyntaxError", detail, "").at(at);
    }

    static Failure assertion(String detail, int at) {
        return new Failure(Kind.SYNTAX, "TemplateAssertionError", detail, "").at(at);
    }

    /** As {@code jinja2.TemplateRuntimeError}. */
    static Failure runtime(String detail) {
        return new Failure(Kind.VALUE, "TemplateRuntimeError", detail, "");
    }

    static Failure argument(String detail) {
        return new Failure(Kind.VALUE, "FilterArgumentError", detail, "");
    }

    static Failure security(String detail) {
        return new Failure(Kind.SECURITY, "SecurityError", detail, "");
    }

    static Failure limit(String detail, String hint) {
        return new Failure(Kind.LIMIT, "", detail, hint);
    }

    static Failure recursion(String detail) {
        return new Failure(Kind.RECURSION, "RecursionError", detail, "");
    }

    static Failure raised(String detail) {
        return new Failure(Kind.RAISED, "TemplateError", detail, "");
    }

    /** The same failure with a place in the template's source, unless it has one. */
    Failure at(int offset) {
        if (at == UNKNOWN) {
            at = offset;
        }
        return this;
    }

    Kind kind() {
        return kind;
    }

    String reference() {
        return reference;
    }

    String detail() {
        return detail;
    }

    String hint() {
        return hint;
    }

    /** Offset into the template's source. */
    int offset() {
        return Math.max(at, 0);
    }
}
