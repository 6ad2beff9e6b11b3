package dev.tokenwright.chat.jinja;

import dev.tokenwright.chat.jinja.Execution.Flow;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes an execution of a {@code for} loop. */
final class LoopCompiler {
    /** Compiles the statements of a body. */
    interface Bodies {
        /** Compiles them. */
        Execution compile(Scope scope, List<Stmt> body, boolean main);
    }

    private final Scope outer;
    private final Stmt.For statement;
    private final Bodies bodies;
    private final ExpressionCompiler expressions;

    LoopCompiler(Scope outer, Stmt.For statement, Bodies bodies, ExpressionCompiler expressions) {
        this.outer = outer;
        this.statement = statement;
        this.bodies = bodies;
        this.expressions = expressions;
    }

    /** The parts of a loop, compiled. */
    private record Parts(
            Variables.Preparation entry,
            Variables.Assignment target,
            Variables.@Nullable Assignment loop,
            Execution body,
            Variables.Preparation otherwiseEntry,
            Execution otherwise,
            @Nullable Filtering filtering,
            int at) {}

    /** Sets the loop's target for a test and says whether the element is taken. */
    private record Filtering(
            Scope.Layout layout, Variables.Assignment target, Variables.Preparation entry, Evaluation test) {
        boolean takes(Frame frame, Value element) {
            entry.in(frame);
            target.set(frame, element);
            return test.in(frame).truth();
        }
    }

    Execution compile() {
        checkNames(statement);
        Evaluation iterable = ExpressionCompiler.located(statement.at(), expressions.compile(statement.iterable()));
        if (statement.recursive()) {
            Scope function = outer.function();
            Parts parts = parts(function, function.inner());
            Scope.Layout layout = function.layout();
            return frame -> {
                frame.render.write(recurse(frame, layout, parts, iterable.in(frame), 0));
                return Flow.NEXT;
            };
        }
        Parts parts = parts(outer.inner(), outer.inner());
        return frame -> {
            run(frame, parts, iterable.in(frame), null, 0);
            return Flow.NEXT;
        };
    }

    private static void checkNames(Stmt.For statement) {
        if (SetNames.of(statement).contains("loop")) {
            throw Failure.assertion("Can't assign to special loop variable in for-loop target", statement.at());
        }
    }

    private Parts parts(Scope bodyScope, Scope otherwiseScope) {
        boolean extended = statement.recursive()
                || FreeNames.of(statement.body(), Set.of("loop")).contains("loop");
        Variables.Assignment loop = null;
        if (extended) {
            bodyScope.declare("loop");
            loop = Variables.assignment(bodyScope, "loop");
        }
        bodyScope.declareAll(statement.target());
        bodyScope.analyze(statement.body());
        otherwiseScope.analyze(statement.otherwise());
        Filtering filtering = statement.test() == null ? null : filtering(statement.test());
        return new Parts(
                Variables.entry(bodyScope),
                Variables.assignment(bodyScope, statement.target()),
                loop,
                bodies.compile(bodyScope, statement.body(), true),
                Variables.entry(otherwiseScope),
                bodies.compile(otherwiseScope, statement.otherwise(), false),
                filtering,
                statement.at());
    }

    /** The test has a frame of its own, because it runs when the body has already begun. */
    private Filtering filtering(Expr test) {
        Scope function = outer.function();
        function.declareAll(statement.target());
        function.readAll(test);
        Evaluation compiled = new ExpressionCompiler(function, ExpressionCompiler.Unknown.REFUSED).compile(test);
        return new Filtering(
                function.layout(),
                Variables.assignment(function, statement.target()),
                Variables.entry(function),
                compiled);
    }

    private static Value recurse(Frame frame, Scope.Layout layout, Parts parts, Value iterable, int depth0) {
        frame.render.enter();
        StrBuilder before = frame.render.capture();
        Frame inner = new Frame(frame.render, frame, layout.size());
        run(inner, parts, iterable, (more, depth) -> recurse(frame, layout, parts, more, depth), depth0);
        frame.render.leave();
        return frame.render.captured(before);
    }

    private static void run(
            Frame frame, Parts parts, Value iterable, LoopValue.@Nullable Recursion recursion, int depth0) {
        Iterator<Value> elements = elements(frame, parts, iterable, recursion != null);
        boolean filtered = parts.filtering() != null;
        Value counted = filtered ? new GeneratorValue("t_1", elements) : iterable;
        LoopValue loop = new LoopValue(counted, elements, recursion, depth0);
        boolean none = true;
        for (Value element = advance(loop, parts.at()); element != null; element = advance(loop, parts.at())) {
            none = false;
            frame.render.step();
            if (parts.loop() != null) {
                parts.loop().set(frame, loop);
            }
            parts.target().set(frame, element);
            parts.entry().in(frame);
            if (parts.body().in(frame) == Flow.BREAK) {
                break;
            }
        }
        if (none) {
            parts.otherwiseEntry().in(frame);
            parts.otherwise().in(frame);
        }
    }

    private static @Nullable Value advance(LoopValue loop, int at) {
        try {
            return loop.advance();
        } catch (Failure failure) {
            throw failure.at(at);
        }
    }

    private static Iterator<Value> elements(Frame frame, Parts parts, Value iterable, boolean inner) {
        Iterator<Value> elements;
        try {
            elements = iterable.iterator();
        } catch (Failure failure) {
            throw failure.at(parts.at());
        }
        Filtering filtering = parts.filtering();
        if (filtering == null) {
            return elements;
        }
        Frame around = inner ? frame.outer(1) : frame;
        return new Filtered(
                elements, new Frame(frame.render, around, filtering.layout().size()), filtering);
    }

    /** The elements that a test takes. */
    private static final class Filtered implements Iterator<Value> {
        private final Iterator<Value> elements;
        private final Frame frame;
        private final Filtering filtering;
        private @Nullable Value next;

        Filtered(Iterator<Value> elements, Frame frame, Filtering filtering) {
            this.elements = elements;
            this.frame = frame;
            this.filtering = filtering;
        }

        @Override
        public boolean hasNext() {
            while (next == null && elements.hasNext()) {
                frame.render.step();
                Value element = elements.next();
                next = filtering.takes(frame, element) ? element : null;
            }
            return next != null;
        }

        @Override
        public Value next() {
            if (!hasNext() || next == null) {
                throw new NoSuchElementException();
            }
            Value element = next;
            next = null;
            return element;
        }
    }
}
