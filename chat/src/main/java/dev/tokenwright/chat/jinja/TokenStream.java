package dev.tokenwright.chat.jinja;

import java.util.List;

/** A walk over tokens. */
final class TokenStream {
    private final List<Token> tokens;
    private int index;

    TokenStream(List<Token> tokens) {
        this.tokens = tokens;
    }

    Token current() {
        return tokens.get(index);
    }

    /** The token behind the current one. */
    Token ahead() {
        return tokens.get(Math.min(index + 1, tokens.size() - 1));
    }

    int at() {
        return current().at();
    }

    /** The current token; the walk goes on. */
    Token next() {
        Token token = tokens.get(index);
        index = Math.min(index + 1, tokens.size() - 1);
        return token;
    }

    Token expect(Token.Kind kind) {
        if (current().kind() != kind) {
            throw unexpected(new Token(kind, kind == Token.Kind.NAME ? "name" : "", 0).shown());
        }
        return next();
    }

    void expectOperator(String sign) {
        if (!current().isOperator(sign)) {
            throw unexpected(sign);
        }
        next();
    }

    void expectName(String name) {
        if (!current().isName(name)) {
            throw unexpected(name);
        }
        next();
    }

    private Failure unexpected(String expected) {
        if (current().kind() == Token.Kind.END) {
            return Failure.syntax("unexpected end of template, expected '" + expected + "'.", at());
        }
        return Failure.syntax(
                "expected token '" + expected + "', got '" + current().shown() + "'", at());
    }

    boolean skipOperator(String sign) {
        boolean there = current().isOperator(sign);
        if (there) {
            next();
        }
        return there;
    }

    boolean skipName(String name) {
        boolean there = current().isName(name);
        if (there) {
            next();
        }
        return there;
    }
}
