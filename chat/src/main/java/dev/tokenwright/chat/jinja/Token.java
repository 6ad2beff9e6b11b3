package dev.tokenwright.chat.jinja;

/**
 * A token of a template.
 *
 * @param text the text: of a name, an operator, a string with its escapes resolved, a number, or plain data
 * @param at offset into the source
 */
record Token(Kind kind, String text, int at) {
    /** The kinds. */
    enum Kind {
        DATA,
        VARIABLE_BEGIN,
        VARIABLE_END,
        BLOCK_BEGIN,
        BLOCK_END,
        NAME,
        STRING,
        INTEGER,
        FLOAT,
        OPERATOR,
        END
    }

    boolean isOperator(String sign) {
        return kind == Kind.OPERATOR && text.equals(sign);
    }

    boolean isName(String name) {
        return kind == Kind.NAME && text.equals(name);
    }

    /** The token as messages show it. */
    String shown() {
        return switch (kind) {
            case VARIABLE_BEGIN -> "begin of print statement";
            case VARIABLE_END -> "end of print statement";
            case BLOCK_BEGIN -> "begin of statement block";
            case BLOCK_END -> "end of statement block";
            case DATA -> "template data / text";
            case END -> "end of template";
            case STRING -> "string";
            case INTEGER -> "integer";
            case FLOAT -> "float";
            case NAME, OPERATOR -> text;
        };
    }
}
