package dev.tokenwright.chat.jinja;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Makes operands of tokens: literals, names, lists, dictionaries, tuples and what stands in parentheses. */
final class PrimaryParser {
    /** Whether a name may have a member, as targets of assignments may. */
    private enum Member {
        ALLOWED,
        REFUSED
    }

    /** Whether parentheses stand around a list, which may then be empty. */
    enum Parentheses {
        AROUND,
        NONE
    }

    private final TokenStream tokens;
    private final ExpressionParser expressions;

    PrimaryParser(TokenStream tokens, ExpressionParser expressions) {
        this.tokens = tokens;
        this.expressions = expressions;
    }

    /** An operand without what stands behind it. */
    Expr primary() {
        return primary(Member.REFUSED);
    }

    /** As {@link #primary()}; a name may have one member. */
    Expr primaryOrMember() {
        return primary(Member.ALLOWED);
    }

    private Expr primary(Member member) {
        Token token = tokens.next();
        switch (token.kind()) {
            case NAME -> {
                return name(token, member);
            }
            case STRING -> {
                StringBuilder text = new StringBuilder(token.text());
                while (tokens.current().kind() == Token.Kind.STRING) {
                    text.append(tokens.next().text());
                }
                return new Expr.Text(text.toString(), token.at());
            }
            case INTEGER -> {
                return new Expr.Constant(integer(token), token.at());
            }
            case FLOAT -> {
                return new Expr.Constant(FloatValue.of(Double.parseDouble(token.text()), Origin.TEMPLATE), token.at());
            }
            default -> {
                if (token.isOperator("(")) {
                    Expr inner = listed(expressions::expression, Parentheses.AROUND, "");
                    tokens.expectOperator(")");
                    return inner;
                }
                if (token.isOperator("[")) {
                    return list(token.at());
                }
                if (token.isOperator("{")) {
                    return dict(token.at());
                }
                throw Failure.syntax("unexpected '" + token.shown() + "'", token.at());
            }
        }
    }

    static IntValue integer(Token token) {
        BigInteger value = Conversions.parseInteger(token.text(), token.text().matches("0[xXoObB].*") ? 0 : 10);
        return IntValue.of(Parser.present(value), Origin.TEMPLATE);
    }

    private Expr name(Token token, Member member) {
        return switch (token.text()) {
            case "true", "True" -> new Expr.Constant(BoolValue.TRUE, token.at());
            case "false", "False" -> new Expr.Constant(BoolValue.FALSE, token.at());
            case "none", "None" -> new Expr.Constant(NoneValue.NONE, token.at());
            default -> {
                Expr name = new Expr.Name(token.text(), token.at());
                if (member == Member.ALLOWED && tokens.skipOperator(".")) {
                    yield new Expr.Attribute(
                            name, tokens.expect(Token.Kind.NAME).text(), token.at());
                }
                yield name;
            }
        };
    }

    private Expr list(int at) {
        List<Expr> items = new ArrayList<>();
        while (!tokens.current().isOperator("]")) {
            if (!items.isEmpty()) {
                tokens.expectOperator(",");
            }
            if (tokens.current().isOperator("]")) {
                break;
            }
            items.add(expressions.expression());
        }
        tokens.expectOperator("]");
        return new Expr.ListDisplay(items, at);
    }

    private Expr dict(int at) {
        List<Expr> keys = new ArrayList<>();
        List<Expr> values = new ArrayList<>();
        while (!tokens.current().isOperator("}")) {
            if (!keys.isEmpty()) {
                tokens.expectOperator(",");
            }
            if (tokens.current().isOperator("}")) {
                break;
            }
            keys.add(expressions.expression());
            tokens.expectOperator(":");
            values.add(expressions.expression());
        }
        tokens.expectOperator("}");
        return new Expr.DictDisplay(keys, values, at);
    }

    /** Expressions with commas between them, or one. */
    Expr tuple(Supplier<Expr> item) {
        return listed(item, Parentheses.NONE, "");
    }

    /** Items with commas between them, or one. */
    Expr listed(Supplier<Expr> item, Parentheses parentheses, String end) {
        int at = tokens.at();
        List<Expr> items = new ArrayList<>();
        boolean tuple = false;
        while (true) {
            if (!items.isEmpty()) {
                tokens.expectOperator(",");
            }
            if (endsTuple(end)) {
                break;
            }
            items.add(item.get());
            if (!tokens.current().isOperator(",")) {
                break;
            }
            tuple = true;
        }
        if (!tuple && !items.isEmpty()) {
            return items.get(0);
        }
        if (!tuple && parentheses == Parentheses.NONE) {
            throw Failure.syntax(
                    "Expected an expression, got '" + tokens.current().shown() + "'", tokens.at());
        }
        return new Expr.TupleDisplay(items, at);
    }

    private boolean endsTuple(String end) {
        Token token = tokens.current();
        return token.kind() == Token.Kind.VARIABLE_END
                || token.kind() == Token.Kind.BLOCK_END
                || token.isOperator(")")
                || (!end.isEmpty() && token.isName(end));
    }
}
