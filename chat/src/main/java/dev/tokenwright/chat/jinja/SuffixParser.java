package dev.tokenwright.chat.jinja;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What stands behind an operand: members, subscripts, calls, filters and tests. */
final class SuffixParser {
    private final TokenStream tokens;
    private final ExpressionParser expressions;
    private final PrimaryParser primaries;

    SuffixParser(TokenStream tokens, ExpressionParser expressions, PrimaryParser primaries) {
        this.tokens = tokens;
        this.expressions = expressions;
        this.primaries = primaries;
    }

    Expr postfix(Expr operand) {
        Expr node = operand;
        for (int length = 0; ; length = expressions.chained(length)) {
            Token token = tokens.current();
            if (token.isOperator(".")) {
                tokens.next();
                node = member(node, token.at());
            } else if (token.isOperator("[")) {
                tokens.next();
                node = subscript(node, token.at());
            } else if (token.isOperator("(")) {
                node = new Expr.Call(node, passed(), token.at());
            } else {
                return node;
            }
        }
    }

    private Expr member(Expr target, int at) {
        Token name = tokens.next();
        if (name.kind() == Token.Kind.NAME) {
            return new Expr.Attribute(target, name.text(), at);
        }
        if (name.kind() != Token.Kind.INTEGER) {
            throw Failure.syntax("expected name or number", name.at());
        }
        return new Expr.Item(target, new Expr.Constant(PrimaryParser.integer(name), name.at()), at);
    }

    private Expr subscript(Expr target, int at) {
        List<Expr> keys = new ArrayList<>();
        Expr sliced = null;
        while (!tokens.current().isOperator("]")) {
            if (!keys.isEmpty() || sliced != null) {
                tokens.expectOperator(",");
            }
            Expr start = tokens.current().isOperator(":") ? null : expressions.expression();
            if (tokens.current().isOperator(":")) {
                if (sliced != null || !keys.isEmpty()) {
                    throw Failure.syntax("invalid syntax", at);
                }
                sliced = slice(target, start, at);
            } else {
                keys.add(Parser.present(start));
            }
        }
        tokens.expectOperator("]");
        if (sliced != null) {
            if (!keys.isEmpty()) {
                throw Failure.syntax("invalid syntax", at);
            }
            return sliced;
        }
        return new Expr.Item(target, keys.size() == 1 ? keys.get(0) : new Expr.TupleDisplay(keys, at), at);
    }

    private Expr slice(Expr target, @Nullable Expr start, int at) {
        tokens.expectOperator(":");
        Expr stop = endsBound() ? null : expressions.expression();
        Expr step = tokens.skipOperator(":") && !endsBound() ? expressions.expression() : null;
        return new Expr.Slice(target, start, stop, step, at);
    }

    private boolean endsBound() {
        Token token = tokens.current();
        return token.isOperator("]") || token.isOperator(",") || token.isOperator(":");
    }

    Expr filtersAndTests(Expr operand) {
        Expr node = operand;
        for (int length = 0; ; length = expressions.chained(length)) {
            Token token = tokens.current();
            if (token.isOperator("|")) {
                node = filter(node);
            } else if (token.isName("is")) {
                node = test(node);
            } else if (token.isOperator("(")) {
                node = new Expr.Call(node, passed(), token.at());
            } else {
                return node;
            }
        }
    }

    /** One or more filters. */
    Expr filters(@Nullable Expr input) {
        Expr node = filter(input);
        for (int length = 0; tokens.current().isOperator("|"); length = expressions.chained(length)) {
            node = filter(node);
        }
        return node;
    }

    /** The filters of a filter block, the first without its sign. */
    Expr filterOfBlock() {
        Expr node = named(null);
        return tokens.current().isOperator("|") ? filters(node) : node;
    }

    private Expr filter(@Nullable Expr input) {
        tokens.expectOperator("|");
        return named(input);
    }

    private Expr named(@Nullable Expr input) {
        int at = tokens.at();
        String name = dottedName();
        Expr.Passed passed = tokens.current().isOperator("(") ? passed() : Expr.Passed.NOTHING;
        return new Expr.Filter(input, name, passed, at);
    }

    private String dottedName() {
        StringBuilder name = new StringBuilder(tokens.expect(Token.Kind.NAME).text());
        while (tokens.skipOperator(".")) {
            name.append('.').append(tokens.expect(Token.Kind.NAME).text());
        }
        return name.toString();
    }

    private Expr test(Expr input) {
        int at = tokens.next().at();
        boolean negated = tokens.skipName("not");
        String name = dottedName();
        Expr.Passed passed = Expr.Passed.NOTHING;
        if (tokens.current().isOperator("(")) {
            passed = passed();
        } else if (startsOperand()) {
            if (tokens.current().isName("is")) {
                throw Failure.syntax("You cannot chain multiple tests with is", tokens.at());
            }
            expressions.enter();
            Expr operand = postfix(primaries.primary());
            expressions.leave();
            passed = new Expr.Passed(List.of(operand), List.of(), List.of(), null, null);
        }
        Expr test = new Expr.Test(input, name, passed, at);
        return negated ? new Expr.Unary("not", test, at) : test;
    }

    private boolean startsOperand() {
        Token token = tokens.current();
        return switch (token.kind()) {
            case NAME -> !token.isName("else") && !token.isName("or") && !token.isName("and");
            case STRING, INTEGER, FLOAT -> true;
            case OPERATOR -> token.isOperator("[") || token.isOperator("{");
            default -> false;
        };
    }

    private Expr.Passed passed() {
        int at = tokens.at();
        tokens.expectOperator("(");
        expressions.enter();
        List<Expr> positional = new ArrayList<>();
        List<String> names = new ArrayList<>();
        List<Expr> named = new ArrayList<>();
        Expr rest = null;
        Expr namedRest = null;
        boolean first = true;
        while (!tokens.current().isOperator(")")) {
            if (!first) {
                tokens.expectOperator(",");
                if (tokens.current().isOperator(")")) {
                    break;
                }
            }
            first = false;
            if (tokens.current().isOperator("*")) {
                ensure(rest == null && namedRest == null, at);
                tokens.next();
                rest = expressions.expression();
            } else if (tokens.current().isOperator("**")) {
                ensure(namedRest == null, at);
                tokens.next();
                namedRest = expressions.expression();
            } else if (tokens.current().kind() == Token.Kind.NAME
                    && tokens.ahead().isOperator("=")) {
                ensure(namedRest == null, at);
                names.add(tokens.next().text());
                tokens.next();
                named.add(expressions.expression());
            } else {
                ensure(rest == null && namedRest == null && named.isEmpty(), at);
                positional.add(expressions.expression());
            }
        }
        tokens.expectOperator(")");
        expressions.leave();
        return new Expr.Passed(positional, names, named, rest, namedRest);
    }

    private static void ensure(boolean allowed, int at) {
        if (!allowed) {
            throw Failure.syntax("invalid syntax for function call expression", at);
        }
    }
}
