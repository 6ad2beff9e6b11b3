package dev.tokenwright.chat.jinja;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes evaluations of what passes arguments: filters, tests and calls. */
final class CallCompiler {
    private final ExpressionCompiler expressions;
    private final ExpressionCompiler.Unknown unknown;

    CallCompiler(ExpressionCompiler expressions, ExpressionCompiler.Unknown unknown) {
        this.expressions = expressions;
        this.unknown = unknown;
    }

    /** A filter over an input that is already compiled. */
    Evaluation filter(Expr.Filter filter, Evaluation input) {
        Filters.Filter known = Filters.find(filter.name());
        if (known == null) {
            refuse("filter", filter.name(), filter.at());
            return ExpressionCompiler.located(filter.at(), frame -> {
                input.in(frame);
                throw Failure.runtime("No filter named " + PythonText.quoted(filter.name()) + " found.");
            });
        }
        Passing passed = passed(filter.passed(), filter.at());
        return ExpressionCompiler.located(
                filter.at(), frame -> known.apply(frame.render, input.in(frame), passed.in(frame, null)));
    }

    /** Filters whose innermost input is given. */
    Evaluation filters(Expr.Filter filter, Evaluation innermost) {
        Evaluation input = filter.input() instanceof Expr.Filter inner ? filters(inner, innermost) : innermost;
        return filter(filter, input);
    }

    private void refuse(String what, String name, int at) {
        if (unknown == ExpressionCompiler.Unknown.REFUSED) {
            throw Failure.assertion("No " + what + " named " + PythonText.quoted(name) + ".", at);
        }
    }

    Evaluation test(Expr.Test test) {
        Evaluation input = expressions.compile(test.input());
        Tests.Test known = Tests.find(test.name());
        if (known == null) {
            refuse("test", test.name(), test.at());
            return ExpressionCompiler.located(test.at(), frame -> {
                throw Failure.runtime("No test named " + PythonText.quoted(test.name()) + " found.");
            });
        }
        Passing passed = passed(test.passed(), test.at());
        return ExpressionCompiler.located(
                test.at(), frame -> BoolValue.of(known.holds(frame.render, input.in(frame), passed.in(frame, null))));
    }

    /** A call; that of a call block passes its body too. */
    Evaluation call(Expr.Call call, @Nullable Evaluation caller) {
        Evaluation function = expressions.compile(call.function());
        Passing passed = passed(call.passed(), call.at());
        return ExpressionCompiler.located(call.at(), frame -> {
            Value callee = function.in(frame);
            Arguments arguments = passed.in(frame, caller);
            if (callee instanceof CallableValue callable) {
                return callable.call(frame.render, arguments);
            }
            if (callee instanceof LoopValue loop) {
                return loop.recurse(arguments.bind("loop", "iterable!").required(0));
            }
            if (callee instanceof Undefined undefined) {
                throw undefined.failure();
            }
            throw Failure.type("'" + callee.type() + "' object is not callable");
        });
    }

    private Passing passed(Expr.Passed passed, int at) {
        Set<String> names = new HashSet<>(passed.names());
        if (names.size() < passed.names().size()) {
            throw Failure.syntax("keyword argument repeated", at);
        }
        return new Passing(
                expressions.all(passed.positional()),
                passed.names(),
                expressions.all(passed.named()),
                passed.rest() == null ? null : expressions.compile(passed.rest()),
                passed.namedRest() == null ? null : expressions.compile(passed.namedRest()));
    }
}
