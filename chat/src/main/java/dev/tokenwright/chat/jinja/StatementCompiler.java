package dev.tokenwright.chat.jinja;

import dev.tokenwright.chat.jinja.Execution.Flow;
import java.util.ArrayList;
import java.util.List;

/** Makes executions of statements. The one place that tells their kinds apart. */
final class StatementCompiler {
    /** Whether {@code break} and {@code continue} have a loop to act on. */
    private enum Loop {
        NONE,
        AROUND
    }

    /** Whether what is set here is seen by blocks. */
    private enum Level {
        TOP,
        INNER
    }

    private final Scope scope;
    private final ExpressionCompiler expressions;
    private final Loop loop;
    private final Level level;

    private StatementCompiler(Scope scope, Loop loop, Level level, ExpressionCompiler.Unknown unknown) {
        this.scope = scope;
        this.expressions = new ExpressionCompiler(scope, unknown);
        this.loop = loop;
        this.level = level;
    }

    /** A compiled template or block, with the number of slots of its frame and what it was seen to use. */
    record Program(Execution body, int slots, Survey survey) {}

    static Program compile(List<Stmt> body) {
        Scope root = Scope.root();
        root.analyze(body);
        StatementCompiler compiler =
                new StatementCompiler(root, Loop.NONE, Level.TOP, ExpressionCompiler.Unknown.REFUSED);
        return new Program(compiler.scoped(body), root.layout().size(), root.survey());
    }

    private StatementCompiler inner(Scope inner, Loop innerLoop) {
        return new StatementCompiler(inner, innerLoop, Level.INNER, ExpressionCompiler.Unknown.REFUSED);
    }

    /** A compiler of a body in a scope inside, in which jumps go where they go here. */
    StatementCompiler within(Scope inner) {
        return inner(inner, loop);
    }

    /** A compiler of a function's body. */
    StatementCompiler body(Scope function) {
        return inner(function, Loop.NONE);
    }

    Scope scope() {
        return scope;
    }

    ExpressionCompiler expressions() {
        return expressions;
    }

    private CaptureCompiler captures() {
        return new CaptureCompiler(this);
    }

    private MacroCompiler macros() {
        return new MacroCompiler(this);
    }

    private StatementCompiler soft() {
        return new StatementCompiler(scope, loop, level, ExpressionCompiler.Unknown.DELAYED);
    }

    /** A body that begins its scope. */
    Execution scoped(List<Stmt> body) {
        Execution statements = all(body);
        Variables.Preparation entry = Variables.entry(scope);
        return frame -> {
            entry.in(frame);
            return statements.in(frame);
        };
    }

    /** Statements in a row. */
    Execution all(List<Stmt> body) {
        Execution[] statements = new Execution[body.size()];
        for (int index = 0; index < statements.length; index++) {
            statements[index] = compile(body.get(index));
        }
        return frame -> {
            for (Execution statement : statements) {
                Flow flow = statement.in(frame);
                if (flow != Flow.NEXT) {
                    return flow;
                }
            }
            return Flow.NEXT;
        };
    }

    private Execution compile(Stmt statement) {
        if (statement instanceof Stmt.Data data) {
            return data(ExpressionCompiler.text(data.text(), data.at()));
        }
        if (statement instanceof Stmt.Print print && ConstantExpressions.isUndefinedSlice(print.value())) {
            return frame -> Flow.NEXT;
        }
        if (statement instanceof Stmt.Print print) {
            return print(print.at(), ExpressionCompiler.located(print.at(), expressions.compile(print.value())));
        }
        if (statement instanceof Stmt.If branches) {
            return soft().branches(branches);
        }
        if (statement instanceof Stmt.For loopStatement) {
            return forLoop(loopStatement);
        }
        if (statement instanceof Stmt.Assign assign) {
            return assign(assign);
        }
        if (statement instanceof Stmt.AssignBlock block) {
            return captures().assignBlock(block);
        }
        if (statement instanceof Stmt.Macro macro) {
            return macros().macro(macro);
        }
        if (statement instanceof Stmt.CallBlock block) {
            return macros().callBlock(block);
        }
        if (statement instanceof Stmt.Generation generation) {
            return macros().generation(generation);
        }
        if (statement instanceof Stmt.FilterBlock block) {
            return captures().filterBlock(block);
        }
        if (statement instanceof Stmt.With with) {
            return with(with);
        }
        if (statement instanceof Stmt.Block block) {
            return block(block);
        }
        return compileRest(statement);
    }

    private Execution compileRest(Stmt statement) {
        if (statement instanceof Stmt.Autoescape block) {
            return autoescape(block);
        }
        if (statement instanceof Stmt.Loading loading) {
            return frame -> {
                throw Failure.type("no loader for this environment specified").at(loading.at());
            };
        }
        return jump((Stmt.Jump) statement);
    }

    private Execution autoescape(Stmt.Autoescape block) {
        Evaluation on = expressions.compile(block.on());
        Scope innerScope = scope.inner();
        innerScope.analyze(block.body());
        Execution body = inner(innerScope, loop).scoped(block.body());
        return frame -> {
            boolean before = frame.render.escaping();
            frame.render.escape(on.in(frame).truth());
            Flow flow = body.in(frame);
            frame.render.escape(before);
            return flow;
        };
    }

    private static Execution data(Evaluation text) {
        return frame -> {
            frame.render.write(text.in(frame));
            return Flow.NEXT;
        };
    }

    private static Execution print(int at, Evaluation value) {
        return frame -> {
            Value shown = value.in(frame);
            frame.render.print(at, frame.render.escaping() ? MarkupText.escape(frame.render, shown) : shown);
            return Flow.NEXT;
        };
    }

    private Execution jump(Stmt.Jump jump) {
        if (loop == Loop.NONE) {
            throw Failure.syntax(jump.leaves() ? "'break' outside loop" : "'continue' not properly in loop", jump.at());
        }
        Flow flow = jump.leaves() ? Flow.BREAK : Flow.CONTINUE;
        return frame -> flow;
    }

    private Execution branches(Stmt.If statement) {
        List<Evaluation> tests = new ArrayList<>();
        List<Execution> bodies = new ArrayList<>();
        tests.add(expressions.compile(statement.test()));
        bodies.add(all(statement.body()));
        for (Stmt.If elif : statement.elifs()) {
            tests.add(expressions.compile(elif.test()));
            bodies.add(all(elif.body()));
        }
        Execution otherwise = all(statement.otherwise());
        Evaluation[] conditions = tests.toArray(Evaluation[]::new);
        Execution[] branches = bodies.toArray(Execution[]::new);
        return frame -> {
            frame.render.step();
            for (int index = 0; index < conditions.length; index++) {
                if (conditions[index].in(frame).truth()) {
                    return branches[index].in(frame);
                }
            }
            return otherwise.in(frame);
        };
    }

    private Execution assign(Stmt.Assign assign) {
        Evaluation value = ExpressionCompiler.located(assign.at(), expressions.compile(assign.value()));
        Variables.Assignment target = assignment(assign.target());
        Variables.Preparation check = Variables.namespaceCheck(scope, assign.target());
        int at = assign.at();
        return frame -> {
            check.in(frame);
            Value assigned = value.in(frame);
            try {
                target.set(frame, assigned);
            } catch (Failure failure) {
                throw failure.at(at);
            }
            return Flow.NEXT;
        };
    }

    /** Sets a target, and tells blocks of it at the top level. */
    Variables.Assignment assignment(Stmt.Target target) {
        Variables.Assignment assignment = Variables.assignment(scope, target);
        if (level == Level.INNER) {
            return assignment;
        }
        List<String> names = Scope.names(target);
        List<Evaluation> values = new ArrayList<>();
        names.forEach(name -> values.add(Variables.read(scope, name)));
        return (frame, value) -> {
            assignment.set(frame, value);
            for (int index = 0; index < values.size(); index++) {
                frame.render.export(names.get(index), values.get(index).in(frame));
            }
        };
    }

    private Execution with(Stmt.With with) {
        Scope innerScope = scope.inner();
        with.targets().forEach(innerScope::declareAll);
        innerScope.analyze(with.body());
        StatementCompiler inner = inner(innerScope, loop);
        List<Evaluation> values = new ArrayList<>();
        List<Variables.Assignment> targets = new ArrayList<>();
        for (int index = 0; index < with.values().size(); index++) {
            values.add(ExpressionCompiler.located(
                    with.at(), expressions.compile(with.values().get(index))));
            targets.add(Variables.assignment(innerScope, with.targets().get(index)));
        }
        Execution body = inner.all(with.body());
        Variables.Preparation entry = Variables.entry(innerScope);
        return frame -> {
            entry.in(frame);
            for (int index = 0; index < targets.size(); index++) {
                targets.get(index).set(frame, values.get(index).in(frame));
            }
            return body.in(frame);
        };
    }

    private Execution block(Stmt.Block block) {
        Program program = compile(block.body());
        scope.survey().addAll(program.survey());
        return frame -> {
            program.body().in(new Frame(frame.render, null, program.slots()));
            return Flow.NEXT;
        };
    }

    private Execution forLoop(Stmt.For statement) {
        return new LoopCompiler(scope, statement, this::loopBody, expressions).compile();
    }

    /** Compiles a body of a loop; {@code break} acts in the body and not in what runs when there is no element. */
    private Execution loopBody(Scope bodyScope, List<Stmt> body, boolean main) {
        return inner(bodyScope, main ? Loop.AROUND : loop).all(body);
    }
}
