package dev.tokenwright.chat.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes expressions of tokens, with the reference's precedences. */
final class ExpressionParser {
    private static final int MAX_NESTING = 100;
    /** Operators and the like in a row, which lie inside each other in the tree. */
    private static final int MAX_CHAIN = 200;

    private static final Set<String> COMPARISONS = Set.of("==", "!=", "<", "<=", ">", ">=");
    private static final Map<String, Arithmetic.Operator> OPERATORS = Map.of(
            "+", Arithmetic.Operator.ADD,
            "-", Arithmetic.Operator.SUBTRACT,
            "*", Arithmetic.Operator.MULTIPLY,
            "/", Arithmetic.Operator.DIVIDE,
            "//", Arithmetic.Operator.FLOOR_DIVIDE,
            "%", Arithmetic.Operator.MODULO,
            "**", Arithmetic.Operator.POWER);
    private static final Set<String> SUMS = Set.of("+", "-");
    private static final Set<String> PRODUCTS = Set.of("*", "/", "//", "%");

    private final TokenStream tokens;
    private final SuffixParser suffixes;
    private final PrimaryParser primaries;
    private int nesting;

    @SuppressWarnings("this-escape")
    ExpressionParser(TokenStream tokens) {
        this.tokens = tokens;
        this.primaries = new PrimaryParser(tokens, this);
        this.suffixes = new SuffixParser(tokens, this, primaries);
    }

    void enter() {
        if (++nesting > MAX_NESTING) {
            throw Failure.recursion("expressions are nested more than " + MAX_NESTING + " deep")
                    .at(tokens.at());
        }
    }

    void leave() {
        nesting--;
    }

    int chained(int length) {
        if (length >= MAX_CHAIN) {
            throw Failure.recursion("more than " + MAX_CHAIN + " operators stand in a row")
                    .at(tokens.at());
        }
        return length + 1;
    }

    Expr expression() {
        enter();
        int at = tokens.at();
        Expr value = or();
        for (int length = 0; tokens.skipName("if"); length = chained(length)) {
            Expr test = or();
            Expr otherwise = tokens.skipName("else") ? expression() : null;
            value = new Expr.Conditional(test, value, otherwise, at);
        }
        nesting--;
        return value;
    }

    private Expr or() {
        Expr left = and();
        for (int length = 0; tokens.current().isName("or"); length = chained(length)) {
            int at = tokens.next().at();
            left = new Expr.Logic(false, left, and(), at);
        }
        return left;
    }

    private Expr and() {
        Expr left = not();
        for (int length = 0; tokens.current().isName("and"); length = chained(length)) {
            int at = tokens.next().at();
            left = new Expr.Logic(true, left, not(), at);
        }
        return left;
    }

    private Expr not() {
        if (!tokens.current().isName("not")) {
            return comparison();
        }
        enter();
        int at = tokens.next().at();
        Expr negated = new Expr.Unary("not", not(), at);
        nesting--;
        return negated;
    }

    private Expr comparison() {
        int at = tokens.at();
        Expr first = sum();
        List<String> signs = new ArrayList<>();
        List<Expr> operands = new ArrayList<>();
        while (true) {
            Token token = tokens.current();
            if (token.kind() == Token.Kind.OPERATOR && COMPARISONS.contains(token.text())) {
                tokens.next();
                signs.add(token.text());
            } else if (token.isName("in")) {
                tokens.next();
                signs.add("in");
            } else if (token.isName("not") && tokens.ahead().isName("in")) {
                tokens.next();
                tokens.next();
                signs.add("not in");
            } else {
                return signs.isEmpty() ? first : new Expr.Comparison(first, signs, operands, at);
            }
            operands.add(sum());
        }
    }

    private Expr sum() {
        Expr left = concatenation();
        for (int length = 0; isOperator(SUMS); length = chained(length)) {
            Token sign = tokens.next();
            left = new Expr.Binary(operator(sign), left, concatenation(), sign.at());
        }
        return left;
    }

    private boolean isOperator(Set<String> signs) {
        return tokens.current().kind() == Token.Kind.OPERATOR
                && signs.contains(tokens.current().text());
    }

    private static Arithmetic.Operator operator(Token sign) {
        return Parser.present(OPERATORS.get(sign.text()));
    }

    private Expr concatenation() {
        int at = tokens.at();
        Expr first = product();
        if (!tokens.current().isOperator("~")) {
            return first;
        }
        List<Expr> parts = new ArrayList<>(List.of(first));
        while (tokens.skipOperator("~")) {
            parts.add(product());
        }
        return new Expr.Concatenation(parts, at);
    }

    private Expr product() {
        Expr left = power();
        for (int length = 0; isOperator(PRODUCTS); length = chained(length)) {
            Token sign = tokens.next();
            left = new Expr.Binary(operator(sign), left, power(), sign.at());
        }
        return left;
    }

    private Expr power() {
        Expr left = unary();
        for (int length = 0; tokens.current().isOperator("**"); length = chained(length)) {
            int at = tokens.next().at();
            left = new Expr.Binary(Arithmetic.Operator.POWER, left, unary(), at);
        }
        return left;
    }

    private Expr unary() {
        return suffixes.filtersAndTests(signed());
    }

    private Expr signed() {
        Token token = tokens.current();
        if (!token.isOperator("-") && !token.isOperator("+")) {
            return suffixes.postfix(primaries.primary());
        }
        enter();
        tokens.next();
        Expr operand = signed();
        nesting--;
        return suffixes.postfix(new Expr.Unary(token.text(), operand, token.at()));
    }

    /** Expressions with commas between them, or one. */
    Expr tuple() {
        return primaries.tuple(this::expression);
    }

    /** As {@link #tuple()}, where a following {@code if} belongs to the statement. */
    Expr tupleWithoutConditional(String end) {
        return primaries.listed(() -> nested(this::or), PrimaryParser.Parentheses.NONE, end);
    }

    private Expr nested(Supplier<Expr> inner) {
        enter();
        Expr expression = inner.get();
        nesting--;
        return expression;
    }

    /** One or more filters. */
    Expr filters(@Nullable Expr input) {
        return suffixes.filters(input);
    }

    /** The filters of a filter block, the first without its sign. */
    Expr filterOfBlock() {
        return suffixes.filterOfBlock();
    }

    /** What is assigned to, up to a name. */
    Expr targets(String end) {
        return primaries.listed(primaries::primary, PrimaryParser.Parentheses.NONE, end);
    }

    /** What is assigned to; members of namespaces are allowed. */
    Expr targetsWithMembers() {
        return primaries.listed(primaries::primaryOrMember, PrimaryParser.Parentheses.NONE, "");
    }
}
