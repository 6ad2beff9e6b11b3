package dev.tokenwright.chat.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes statements of tokens. */
final class Parser {
    private static final int MAX_NESTING = 100;
    private static final Set<String> RESERVED = Set.of("true", "false", "none", "True", "False", "None");

    private final TokenStream tokens;
    private final ExpressionParser expressions;
    private final List<String> open = new ArrayList<>();

    private Parser(String source) {
        this.tokens = new TokenStream(Lexer.tokens(source));
        this.expressions = new ExpressionParser(tokens);
    }

    static List<Stmt> parse(String source) {
        Parser parser = new Parser(source);
        List<Stmt> body = parser.statements(Set.of());
        if (parser.tokens.current().kind() != Token.Kind.END) {
            throw Failure.syntax("unexpected " + parser.tokens.current().shown(), parser.tokens.at());
        }
        return body;
    }

    /** Statements up to one of the given tags, whose name is then the current token, or up to the end. */
    private List<Stmt> statements(Set<String> ends) {
        if (open.size() > MAX_NESTING) {
            throw Failure.recursion("statements are nested more than " + MAX_NESTING + " deep")
                    .at(tokens.at());
        }
        List<Stmt> body = new ArrayList<>();
        while (true) {
            Token token = tokens.current();
            switch (token.kind()) {
                case DATA -> {
                    tokens.next();
                    body.add(new Stmt.Data(token.text(), token.at()));
                }
                case VARIABLE_BEGIN -> {
                    tokens.next();
                    body.add(new Stmt.Print(expressions.tuple(), token.at()));
                    tokens.expect(Token.Kind.VARIABLE_END);
                }
                case BLOCK_BEGIN -> {
                    tokens.next();
                    if (tokens.current().kind() == Token.Kind.NAME
                            && ends.contains(tokens.current().text())) {
                        return body;
                    }
                    statement(body);
                    tokens.expect(Token.Kind.BLOCK_END);
                }
                default -> {
                    if (!ends.isEmpty()) {
                        String tags = ends.stream()
                                .sorted(Parser::inOrder)
                                .map(PythonText::quoted)
                                .collect(Collectors.joining(" or "));
                        throw Failure.syntax(
                                "Unexpected end of template. Jinja was looking for the following tags: "
                                        + tags
                                        + ". The innermost block that needs to be closed is '"
                                        + open.get(open.size() - 1) + "'.",
                                token.at());
                    }
                    return body;
                }
            }
        }
    }

    /** Closing tags are named as the reference names them. */
    private static int inOrder(String left, String right) {
        return left.equals("endfor") ? -1 : right.equals("endfor") ? 1 : left.compareTo(right);
    }

    /** The body of a statement up to one of the given tags. */
    private List<Stmt> body(String... ends) {
        tokens.skipOperator(":");
        tokens.expect(Token.Kind.BLOCK_END);
        return statements(Set.of(ends));
    }

    /** The body of a statement, its closing tag included. */
    private List<Stmt> closedBody(String end) {
        List<Stmt> body = body(end);
        tokens.next();
        return body;
    }

    private void statement(List<Stmt> into) {
        Token token = tokens.current();
        if (token.kind() != Token.Kind.NAME) {
            throw Failure.syntax("tag name expected", token.at());
        }
        open.add(token.text());
        switch (token.text()) {
            case "for" -> into.add(forLoop());
            case "if" -> into.add(ifs());
            case "set" -> into.add(set());
            case "macro" -> into.add(macro());
            case "call" -> into.add(callBlock());
            case "filter" -> into.add(filterBlock());
            case "with" -> into.add(with());
            case "block" -> into.add(block());
            case "print" -> print(into);
            case "generation" -> {
                tokens.next();
                into.add(new Stmt.Generation(closedBody("endgeneration"), token.at()));
            }
            case "break", "continue" -> {
                tokens.next();
                into.add(new Stmt.Jump(token.text().equals("break"), token.at()));
            }
            case "autoescape" -> {
                tokens.next();
                into.add(new Stmt.Autoescape(expressions.expression(), closedBody("endautoescape"), token.at()));
            }
            case "extends", "include", "import", "from" -> into.add(loading());
            default ->
                throw Failure.syntax("Encountered unknown tag " + PythonText.quoted(token.text()) + ".", token.at());
        }
        open.remove(open.size() - 1);
    }

    /** A tag that would load another template fails when it is reached. */
    private Stmt loading() {
        Token tag = tokens.next();
        expressions.expression();
        while (tokens.current().kind() == Token.Kind.NAME || tokens.current().isOperator(",")) {
            tokens.next();
        }
        return new Stmt.Loading(tag.text(), tag.at());
    }

    private Stmt forLoop() {
        int at = tokens.next().at();
        Stmt.Target target = target(expressions.targets("in"));
        tokens.expectName("in");
        Expr iterable = expressions.tupleWithoutConditional("recursive");
        Expr test = tokens.skipName("if") ? expressions.expression() : null;
        boolean recursive = tokens.skipName("recursive");
        List<Stmt> body = body("endfor", "else");
        List<Stmt> otherwise = tokens.next().isName("endfor") ? List.of() : closedBody("endfor");
        return new Stmt.For(target, iterable, test, recursive, body, otherwise, at);
    }

    private Stmt ifs() {
        int at = tokens.next().at();
        Expr test = expressions.tupleWithoutConditional("");
        List<Stmt> body = body("elif", "else", "endif");
        List<Stmt.If> elifs = new ArrayList<>();
        List<Stmt> otherwise = List.of();
        for (Token tag = tokens.next(); !tag.isName("endif"); tag = tokens.next()) {
            if (tag.isName("else")) {
                otherwise = closedBody("endif");
                break;
            }
            Expr elifTest = expressions.tupleWithoutConditional("");
            elifs.add(new Stmt.If(elifTest, body("elif", "else", "endif"), List.of(), List.of(), tag.at()));
        }
        return new Stmt.If(test, body, elifs, otherwise, at);
    }

    private Stmt set() {
        int at = tokens.next().at();
        Stmt.Target target = target(expressions.targetsWithMembers());
        if (tokens.skipOperator("=")) {
            return new Stmt.Assign(target, expressions.tuple(), at);
        }
        Expr filter = tokens.current().isOperator("|") ? expressions.filters(null) : null;
        return new Stmt.AssignBlock(target, (Expr.Filter) filter, closedBody("endset"), at);
    }

    private Stmt.Target target(Expr written) {
        if (written instanceof Expr.Name name && !RESERVED.contains(name.name())) {
            return new Stmt.Target.Variable(name.name(), name.at());
        }
        if (written instanceof Expr.Attribute member && member.target() instanceof Expr.Name name) {
            return new Stmt.Target.Member(name.name(), member.name(), member.at());
        }
        if (written instanceof Expr.TupleDisplay tuple) {
            List<Stmt.Target> targets = new ArrayList<>();
            tuple.items().forEach(item -> targets.add(target(item)));
            return new Stmt.Target.Several(targets, tuple.at());
        }
        throw Failure.syntax("can't assign to this", written.at());
    }

    private Stmt macro() {
        int at = tokens.next().at();
        String name = variable();
        List<Stmt.Parameter> parameters = parameters();
        return new Stmt.Macro(name, parameters, closedBody("endmacro"), at);
    }

    private String variable() {
        Token name = tokens.expect(Token.Kind.NAME);
        if (RESERVED.contains(name.text())) {
            throw Failure.syntax("can't assign to 'name'", name.at());
        }
        return name.text();
    }

    private List<Stmt.Parameter> parameters() {
        List<Stmt.Parameter> parameters = new ArrayList<>();
        tokens.expectOperator("(");
        boolean optional = false;
        while (!tokens.current().isOperator(")")) {
            if (!parameters.isEmpty()) {
                tokens.expectOperator(",");
            }
            int at = tokens.at();
            String name = variable();
            Expr otherwise = tokens.skipOperator("=") ? expressions.expression() : null;
            if (otherwise == null && optional) {
                throw Failure.syntax("non-default argument follows default argument", at);
            }
            optional |= otherwise != null;
            parameters.add(new Stmt.Parameter(name, otherwise));
        }
        tokens.expectOperator(")");
        return parameters;
    }

    private Stmt callBlock() {
        int at = tokens.next().at();
        List<Stmt.Parameter> parameters = tokens.current().isOperator("(") ? parameters() : List.of();
        if (!(expressions.expression() instanceof Expr.Call call)) {
            throw Failure.syntax("expected call", at);
        }
        return new Stmt.CallBlock(parameters, call, closedBody("endcall"), at);
    }

    private Stmt filterBlock() {
        int at = tokens.next().at();
        Expr filter = expressions.filterOfBlock();
        return new Stmt.FilterBlock((Expr.Filter) filter, closedBody("endfilter"), at);
    }

    private Stmt with() {
        int at = tokens.next().at();
        List<Stmt.Target> targets = new ArrayList<>();
        List<Expr> values = new ArrayList<>();
        while (tokens.current().kind() != Token.Kind.BLOCK_END) {
            if (!targets.isEmpty()) {
                tokens.expectOperator(",");
            }
            targets.add(target(expressions.targets("")));
            tokens.expectOperator("=");
            values.add(expressions.expression());
        }
        return new Stmt.With(targets, values, closedBody("endwith"), at);
    }

    private Stmt block() {
        int at = tokens.next().at();
        String name = tokens.expect(Token.Kind.NAME).text();
        tokens.skipName("scoped");
        tokens.skipName("required");
        List<Stmt> body = closedBody("endblock");
        tokens.skipName(name);
        return new Stmt.Block(name, body, at);
    }

    private void print(List<Stmt> into) {
        int at = tokens.next().at();
        boolean first = true;
        while (tokens.current().kind() != Token.Kind.BLOCK_END) {
            if (!first) {
                tokens.expectOperator(",");
            }
            first = false;
            into.add(new Stmt.Print(expressions.expression(), at));
        }
    }

    /** A value that some field may lack. */
    static <T> T present(@Nullable T value) {
        return java.util.Objects.requireNonNull(value);
    }
}
