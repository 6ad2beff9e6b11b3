package dev.tokenwright.chat.jinja;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes evaluations of expressions. The one place that tells their kinds apart. */
final class ExpressionCompiler {
    /** Whether an unknown filter or test is an error of the template, or only of its use. */
    enum Unknown {
        REFUSED,
        DELAYED
    }

    private final Scope scope;
    private final Unknown unknown;
    private final CallCompiler calls;

    @SuppressWarnings("this-escape")
    ExpressionCompiler(Scope scope, Unknown unknown) {
        this.scope = scope;
        this.unknown = unknown;
        this.calls = new CallCompiler(this, unknown);
    }

    /** Compiles filters, tests and calls. */
    CallCompiler calls() {
        return calls;
    }

    private ExpressionCompiler soft() {
        return unknown == Unknown.DELAYED ? this : new ExpressionCompiler(scope, Unknown.DELAYED);
    }

    Evaluation compile(Expr expression) {
        if (expression instanceof Expr.Constant constant) {
            Value value = constant.value();
            return frame -> value;
        }
        if (expression instanceof Expr.Text text) {
            return text(text.text(), text.at() + 1);
        }
        if (expression instanceof Expr.Name name) {
            return Variables.read(scope, name.name());
        }
        if (expression instanceof Expr.Attribute attribute) {
            return attribute(attribute);
        }
        if (expression instanceof Expr.Item item) {
            return item(item);
        }
        if (expression instanceof Expr.Slice slice) {
            return slice(slice);
        }
        if (expression instanceof Expr.Call call) {
            return calls.call(call, null);
        }
        if (expression instanceof Expr.Filter filter) {
            return calls.filter(filter, compile(Parser.present(filter.input())));
        }
        if (expression instanceof Expr.Test test) {
            return calls.test(test);
        }
        return compileOperation(expression);
    }

    private Evaluation compileOperation(Expr expression) {
        if (expression instanceof Expr.Unary unary) {
            return unary(unary);
        }
        if (expression instanceof Expr.Binary binary) {
            return binary(binary);
        }
        if (expression instanceof Expr.Logic logic) {
            Evaluation left = compile(logic.left());
            Evaluation right = compile(logic.right());
            boolean and = logic.and();
            return frame -> {
                Value value = left.in(frame);
                return value.truth() == and ? right.in(frame) : value;
            };
        }
        if (expression instanceof Expr.Comparison comparison) {
            return comparison(comparison);
        }
        if (expression instanceof Expr.Concatenation concatenation) {
            return concatenation(concatenation);
        }
        if (expression instanceof Expr.Conditional conditional) {
            return conditional(conditional);
        }
        if (expression instanceof Expr.ListDisplay list) {
            Evaluation[] items = all(list.items());
            return frame -> new ListValue(values(frame, items));
        }
        if (expression instanceof Expr.TupleDisplay tuple) {
            Evaluation[] items = all(tuple.items());
            return frame -> new TupleValue(values(frame, items));
        }
        return dict((Expr.DictDisplay) expression);
    }

    /** A text of the template, in two forms: with its origin and without. */
    static Evaluation text(String text, int at) {
        if (text.isEmpty()) {
            return frame -> StrValue.EMPTY;
        }
        StrValue plain = StrValue.of(text);
        StrValue tracked = new StrValue(text, Runs.of(text.length(), Origin.TEMPLATE, at), false);
        return frame -> frame.render.tracking() ? tracked : plain;
    }

    Evaluation[] all(List<Expr> expressions) {
        Evaluation[] evaluations = new Evaluation[expressions.size()];
        for (int index = 0; index < evaluations.length; index++) {
            evaluations[index] = compile(expressions.get(index));
        }
        return evaluations;
    }

    private static List<Value> values(Frame frame, Evaluation[] items) {
        List<Value> values = new ArrayList<>(items.length);
        frame.render.steps(items.length);
        frame.render.spend(items.length);
        for (Evaluation item : items) {
            values.add(item.in(frame));
        }
        return values;
    }

    private Evaluation dict(Expr.DictDisplay dict) {
        Evaluation[] keys = all(dict.keys());
        Evaluation[] values = all(dict.values());
        return located(dict.at(), frame -> {
            DictValue made = new DictValue();
            frame.render.steps(keys.length);
            frame.render.spend(8L * keys.length);
            for (int index = 0; index < keys.length; index++) {
                made.put(keys[index].in(frame), values[index].in(frame));
            }
            return made;
        });
    }

    /** Gives failures inside the place of an expression, unless they know a nearer one. */
    static Evaluation located(int at, Evaluation evaluation) {
        return frame -> {
            try {
                frame.render.step();
                return evaluation.in(frame);
            } catch (Failure failure) {
                throw failure.at(at);
            }
        };
    }

    private Evaluation attribute(Expr.Attribute attribute) {
        Evaluation target = compile(attribute.target());
        String name = attribute.name();
        return located(attribute.at(), frame -> Access.attribute(target.in(frame), name));
    }

    private Evaluation item(Expr.Item item) {
        Evaluation target = compile(item.target());
        Evaluation key = compile(item.key());
        return located(item.at(), frame -> Access.item(frame.render, target.in(frame), key.in(frame)));
    }

    private Evaluation slice(Expr.Slice slice) {
        Evaluation target = compile(slice.target());
        Evaluation start = optional(slice.start());
        Evaluation stop = optional(slice.stop());
        Evaluation step = optional(slice.step());
        return located(
                slice.at(),
                frame -> Access.slice(frame.render, target.in(frame), start.in(frame), stop.in(frame), step.in(frame)));
    }

    private Evaluation optional(@Nullable Expr expression) {
        return expression == null ? frame -> NoneValue.NONE : compile(expression);
    }

    private Evaluation unary(Expr.Unary unary) {
        Evaluation operand = compile(unary.operand());
        return switch (unary.sign()) {
            case "not" -> frame -> BoolValue.of(!operand.in(frame).truth());
            case "-" -> located(unary.at(), frame -> Arithmetic.negate(operand.in(frame)));
            default -> located(unary.at(), frame -> Arithmetic.plus(operand.in(frame)));
        };
    }

    private Evaluation binary(Expr.Binary binary) {
        Evaluation left = compile(binary.left());
        Evaluation right = compile(binary.right());
        Arithmetic.Operator operator = binary.operator();
        return located(binary.at(), frame -> Arithmetic.apply(frame.render, operator, left.in(frame), right.in(frame)));
    }

    private Evaluation comparison(Expr.Comparison comparison) {
        Evaluation first = compile(comparison.first());
        Evaluation[] operands = all(comparison.operands());
        String[] signs = comparison.signs().toArray(String[]::new);
        return located(comparison.at(), frame -> {
            Value left = first.in(frame);
            for (int index = 0; index < operands.length; index++) {
                Value right = operands[index].in(frame);
                if (!holds(frame.render, signs[index], left, right)) {
                    return BoolValue.FALSE;
                }
                left = right;
            }
            return BoolValue.TRUE;
        });
    }

    private static boolean holds(Render render, String sign, Value left, Value right) {
        if (left instanceof StrValue first && right instanceof StrValue second) {
            render.steps(Math.min(first.text().length(), second.text().length()) / 64);
        }
        return switch (sign) {
            case "==" -> Equality.equal(left, right);
            case "!=" -> !Equality.equal(left, right);
            case "in" -> Equality.contains(render, right, left);
            case "not in" -> !Equality.contains(render, right, left);
            case "<" -> Ordering.holds(Ordering.Relation.LESS, left, right);
            case "<=" -> Ordering.holds(Ordering.Relation.LESS_OR_EQUAL, left, right);
            case ">" -> Ordering.holds(Ordering.Relation.GREATER, left, right);
            default -> Ordering.holds(Ordering.Relation.GREATER_OR_EQUAL, left, right);
        };
    }

    private Evaluation concatenation(Expr.Concatenation concatenation) {
        Evaluation[] parts = all(concatenation.parts());
        return located(concatenation.at(), frame -> {
            List<Value> values = values(frame, parts);
            boolean safe = frame.render.escaping()
                    && values.stream().anyMatch(value -> value instanceof StrValue text && text.markup());
            StrBuilder out = new StrBuilder(frame.render);
            for (Value value : values) {
                if (safe) {
                    out.append(MarkupText.escape(frame.render, value));
                } else {
                    value.text(out);
                }
            }
            return out.build(safe);
        });
    }

    private Evaluation conditional(Expr.Conditional conditional) {
        ExpressionCompiler soft = soft();
        Evaluation test = soft.compile(conditional.test());
        Evaluation then = soft.compile(conditional.then());
        Evaluation otherwise = conditional.otherwise() == null
                ? frame -> Undefined.of("the inline if-expression evaluated to false and no else section was defined.")
                : soft.compile(conditional.otherwise());
        return frame -> test.in(frame).truth() ? then.in(frame) : otherwise.in(frame);
    }
}
