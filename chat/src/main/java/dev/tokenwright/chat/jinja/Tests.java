package dev.tokenwright.chat.jinja;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tests by name. */
final class Tests {
    /** A test. */
    interface Test {
        /** Tests a value. */
        boolean holds(Render render, Value value, Arguments arguments);
    }

    /** A question about the value alone. */
    interface Question {
        /** Answers it. */
        boolean holds(Value value);
    }

    private static final Map<String, Test> TESTS = new HashMap<>();

    static {
        question("defined", value -> !(value instanceof Undefined));
        question("undefined", value -> value instanceof Undefined);
        question("none", value -> value instanceof NoneValue);
        question("boolean", value -> value instanceof BoolValue);
        question("true", value -> value instanceof BoolValue && value.truth());
        question("false", value -> value instanceof BoolValue && !value.truth());
        question("integer", value -> value instanceof IntValue);
        question("float", value -> value instanceof FloatValue);
        question("number", value -> value instanceof NumberValue);
        question("string", value -> value instanceof StrValue);
        question("mapping", value -> value instanceof DictValue);
        question("iterable", Tests::isIterable);
        question("sequence", Tests::isSequence);
        question(
                "callable",
                value -> value instanceof CallableValue || value instanceof LoopValue || value instanceof Undefined);
        question("escaped", value -> value instanceof StrValue text && text.markup());
        question("odd", value -> remainder(value, IntValue.of(2), 1));
        question("even", value -> remainder(value, IntValue.of(2), 0));
        TESTS.put(
                "divisibleby",
                (render, value, arguments) -> remainder(
                        value, arguments.bind("test_divisibleby", "num!").required(0), 0));
        TESTS.put("lower", (render, value, arguments) -> {
            arguments.bind("test_lower");
            return StrCases.is(value.str(render).text(), "islower");
        });
        TESTS.put("upper", (render, value, arguments) -> {
            arguments.bind("test_upper");
            return StrCases.is(value.str(render).text(), "isupper");
        });
        TESTS.put("filter", (render, value, arguments) -> {
            arguments.bind("test_filter");
            return Filters.find(known(value)) != null;
        });
        TESTS.put("test", (render, value, arguments) -> {
            arguments.bind("test_test");
            return TESTS.containsKey(known(value));
        });
        TESTS.put(
                "sameas",
                (render, value, arguments) ->
                        isSame(value, arguments.bind("test_sameas", "other!").required(0)));
        TESTS.put(
                "in",
                (render, value, arguments) -> Equality.contains(
                        render, arguments.bind("test_in", "seq!").required(0), value));
        comparison(Tests::equal, "==", "eq", "equalto");
        comparison((value, other) -> !equal(value, other), "!=", "ne");
        relation(Ordering.Relation.GREATER, ">", "gt", "greaterthan");
        relation(Ordering.Relation.GREATER_OR_EQUAL, ">=", "ge");
        relation(Ordering.Relation.LESS, "<", "lt", "lessthan");
        relation(Ordering.Relation.LESS_OR_EQUAL, "<=", "le");
    }

    private Tests() {}

    static @Nullable Test find(String name) {
        return TESTS.get(name);
    }

    /** Applies a test whose name is only known now. */
    static boolean apply(Render render, String name, Value value, Arguments arguments) {
        Test test = TESTS.get(name);
        if (test == null) {
            throw Failure.runtime("No test named " + PythonText.quoted(name) + ".");
        }
        render.step();
        return test.holds(render, value, arguments);
    }

    private static void question(String name, Question question) {
        TESTS.put(name, (render, value, arguments) -> {
            arguments.bind("test_" + name);
            return question.holds(value);
        });
    }

    private static void comparison(java.util.function.BiPredicate<Value, Value> comparison, String... names) {
        for (String name : names) {
            TESTS.put(
                    name,
                    (render, value, arguments) -> comparison.test(
                            value, arguments.positional(name, 1, 1).get(0)));
        }
    }

    private static void relation(Ordering.Relation relation, String... names) {
        comparison((value, other) -> Ordering.holds(relation, value, other), names);
    }

    private static boolean equal(Value value, Value other) {
        return Equality.equal(value, other);
    }

    private static String known(Value value) {
        if (value instanceof StrValue text) {
            return text.text();
        }
        Equality.hashKey(value);
        return "";
    }

    private static boolean isIterable(Value value) {
        return value.iterable();
    }

    private static boolean isSequence(Value value) {
        return value.sized() && (value.subscriptable() || value instanceof Undefined);
    }

    private static boolean remainder(Value value, Value divisor, int wanted) {
        Value remainder = Arithmetic.apply(Globals.scratch(), Arithmetic.Operator.MODULO, value, divisor);
        return Equality.equal(remainder, IntValue.of(wanted));
    }

    private static boolean isSame(Value value, Value other) {
        if (value == other) {
            return true;
        }
        if (value instanceof BoolValue && other instanceof BoolValue) {
            return value.truth() == other.truth();
        }
        if (value instanceof IntValue first && other instanceof IntValue second) {
            boolean small = first.fitsLong() && first.asLong() >= -5 && first.asLong() <= 256;
            return small && Equality.equal(first, second);
        }
        return value instanceof NoneValue && other instanceof NoneValue
                || (value instanceof StrValue one
                        && other instanceof StrValue two
                        && one.text().length() <= 1
                        && one.text().equals(two.text()));
    }
}
