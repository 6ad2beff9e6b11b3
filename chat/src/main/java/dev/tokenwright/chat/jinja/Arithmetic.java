package dev.tokenwright.chat.jinja;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Python's arithmetic. */
final class Arithmetic {
    /** The operators of two numbers, and of some other kinds of values. */
    enum Operator {
        ADD("+"),
        SUBTRACT("-"),
        MULTIPLY("*"),
        DIVIDE("/"),
        FLOOR_DIVIDE("//"),
        MODULO("%"),
        POWER("** or pow()");

        private final String sign;

        Operator(String sign) {
            this.sign = sign;
        }
    }

    private Arithmetic() {}

    static Value apply(Render render, Operator operator, Value left, Value right) {
        if (left instanceof NumberValue first && right instanceof NumberValue second) {
            return numbers(render, operator, first, second);
        }
        if (left instanceof Undefined undefined) {
            throw undefined.failure();
        }
        if (operator == Operator.MODULO && left instanceof StrValue format) {
            return Printf.format(render, format, right);
        }
        if (right instanceof Undefined undefined) {
            throw undefined.failure();
        }
        return switch (operator) {
            case ADD -> concatenate(render, left, right);
            case MULTIPLY -> repeat(render, left, right);
            default -> throw unsupported(operator, left, right);
        };
    }

    private static Failure unsupported(Operator operator, Value left, Value right) {
        return Failure.type("unsupported operand type(s) for " + operator.sign + ": '" + left.type() + "' and '"
                + right.type() + "'");
    }

    private static Value concatenate(Render render, Value left, Value right) {
        if (left instanceof StrValue first) {
            if (!(right instanceof StrValue second)) {
                throw Failure.type("can only concatenate str (not \"" + right.type() + "\") to str");
            }
            return concatenate(render, first, second);
        }
        if (left instanceof SequenceValue first) {
            if (!(right instanceof SequenceValue second) || first instanceof ListValue != second instanceof ListValue) {
                throw Failure.type(
                        "can only concatenate " + left.type() + " (not \"" + right.type() + "\") to " + left.type());
            }
            List<Value> items = new ArrayList<>(first.length() + second.length());
            items.addAll(first.items());
            items.addAll(second.items());
            payForElements(render, items.size());
            return first.with(items);
        }
        throw unsupported(Operator.ADD, left, right);
    }

    static void payForElements(Render render, long count) {
        render.steps(count);
        render.spend(4 * count);
    }

    static StrValue concatenate(Render render, StrValue first, StrValue second) {
        if (first.markup() || second.markup()) {
            return new StrBuilder(render)
                    .append(MarkupText.escape(render, first))
                    .append(MarkupText.escape(render, second))
                    .build(true);
        }
        if (first.text().isEmpty()) {
            return second;
        }
        return second.text().isEmpty()
                ? first
                : new StrBuilder(render).append(first).append(second).build();
    }

    private static Value repeat(Render render, Value left, Value right) {
        boolean leftCounts = left instanceof NumberValue number && !number.isFloat();
        Value repeated = leftCounts ? right : left;
        Value count = leftCounts ? left : right;
        if (!(count instanceof NumberValue number) || number.isFloat()) {
            if (repeated instanceof StrValue || repeated instanceof SequenceValue) {
                throw Failure.type("can't multiply sequence by non-int of type '" + count.type() + "'");
            }
            throw unsupported(Operator.MULTIPLY, left, right);
        }
        if (!number.fitsLong()) {
            throw Failure.value("OverflowError", "cannot fit 'int' into an index-sized integer");
        }
        long times = Math.max(0, number.asLong());
        if (repeated instanceof StrValue text) {
            return repeat(render, text, times);
        }
        if (repeated instanceof SequenceValue sequence) {
            return repeat(render, sequence, times);
        }
        throw unsupported(Operator.MULTIPLY, left, right);
    }

    private static Value repeat(Render render, StrValue text, long times) {
        if (text.text().isEmpty() || times == 0) {
            return text.slice(0, 0);
        }
        int length = text.text().length();
        render.spend(times > Integer.MAX_VALUE / length ? Long.MAX_VALUE : times * length);
        Runs runs = text.runs();
        if (runs == null || runs.count() == 1) {
            StrValue repeated = StrValue.of(text.text().repeat((int) times));
            Runs whole = runs == null ? null : Runs.of(repeated.text().length(), runs.origin(0), Runs.DERIVED);
            return new StrValue(repeated.text(), whole, text.markup());
        }
        StrBuilder out = new StrBuilder(render);
        for (long time = 0; time < times; time++) {
            out.append(text);
        }
        return out.build(text.markup());
    }

    private static Value repeat(Render render, SequenceValue sequence, long times) {
        if (sequence.length() == 0 || times == 0) {
            return sequence.with(List.of());
        }
        payForElements(render, Math.min(times, Integer.MAX_VALUE) * sequence.length());
        List<Value> items = new ArrayList<>((int) times * sequence.length());
        for (long time = 0; time < times; time++) {
            items.addAll(sequence.items());
        }
        return sequence.with(items);
    }

    private static Value numbers(Render render, Operator operator, NumberValue left, NumberValue right) {
        Origin origin = NumberValue.origin(left, right);
        if (left.isFloat() || right.isFloat()) {
            return FloatValue.of(Floats.apply(operator, left.asDouble(), right.asDouble()), origin);
        }
        if (operator == Operator.DIVIDE) {
            return FloatValue.of(Floats.divideExactly(left.asBig(), right.asBig()), origin);
        }
        if (operator == Operator.POWER) {
            return power(render, left, right, origin);
        }
        if (left.fitsLong() && right.fitsLong()) {
            return longs(operator, left.asLong(), right.asLong(), origin);
        }
        render.spend(left.asBig().bitLength() + right.asBig().bitLength());
        return IntValue.of(bigs(operator, left.asBig(), right.asBig()), origin);
    }

    private static IntValue longs(Operator operator, long left, long right, Origin origin) {
        boolean division = operator == Operator.FLOOR_DIVIDE || operator == Operator.MODULO;
        if (division && right == 0) {
            throw zeroDivision(
                    operator == Operator.MODULO ? "integer modulo by zero" : "integer division or modulo by zero");
        }
        try {
            return switch (operator) {
                case ADD -> IntValue.of(Math.addExact(left, right), origin);
                case SUBTRACT -> IntValue.of(Math.subtractExact(left, right), origin);
                case MULTIPLY -> IntValue.of(Math.multiplyExact(left, right), origin);
                case MODULO -> IntValue.of(Math.floorMod(left, right), origin);
                default ->
                    left == Long.MIN_VALUE
                            ? IntValue.of(bigs(operator, BigInteger.valueOf(left), BigInteger.valueOf(right)), origin)
                            : IntValue.of(Math.floorDiv(left, right), origin);
            };
        } catch (ArithmeticException tooLarge) {
            return IntValue.of(bigs(operator, BigInteger.valueOf(left), BigInteger.valueOf(right)), origin);
        }
    }

    private static BigInteger bigs(Operator operator, BigInteger left, BigInteger right) {
        return switch (operator) {
            case ADD -> left.add(right);
            case SUBTRACT -> left.subtract(right);
            case MULTIPLY -> left.multiply(right);
            default -> {
                if (right.signum() == 0) {
                    throw zeroDivision("integer division or modulo by zero");
                }
                BigInteger[] parts = left.divideAndRemainder(right);
                boolean down = parts[1].signum() != 0 && parts[1].signum() != right.signum();
                if (operator == Operator.MODULO) {
                    yield down ? parts[1].add(right) : parts[1];
                }
                yield down ? parts[0].subtract(BigInteger.ONE) : parts[0];
            }
        };
    }

    static Failure zeroDivision(String detail) {
        return Failure.value("ZeroDivisionError", detail);
    }

    private static Value power(Render render, NumberValue left, NumberValue right, Origin origin) {
        if (right.asBig().signum() < 0) {
            return FloatValue.of(Floats.apply(Operator.POWER, left.asDouble(), right.asDouble()), origin);
        }
        BigInteger base = left.asBig();
        if (right.asBig().signum() == 0) {
            return IntValue.of(1, origin);
        }
        if (base.abs().compareTo(BigInteger.ONE) <= 0) {
            return IntValue.of(right.asBig().testBit(0) ? base : base.abs(), origin);
        }
        int bits = base.abs().bitLength();
        long exponent = right.fitsLong() ? right.asLong() : Long.MAX_VALUE;
        if (exponent > IntValue.MAX_BITS || (bits - 1) * exponent > IntValue.MAX_BITS) {
            throw Failure.limit("an integer has more than " + IntValue.MAX_BITS + " bits", "use smaller numbers");
        }
        render.spend(bits * exponent);
        return IntValue.of(base.pow((int) exponent), origin);
    }

    static Value negate(Value value) {
        if (value instanceof Undefined undefined) {
            throw undefined.failure();
        }
        if (!(value instanceof NumberValue number)) {
            throw Failure.type("bad operand type for unary -: '" + value.type() + "'");
        }
        return number.isFloat()
                ? FloatValue.of(-number.asDouble(), number.origin())
                : IntValue.of(number.asBig().negate(), number.origin());
    }

    static Value plus(Value value) {
        if (value instanceof Undefined undefined) {
            throw undefined.failure();
        }
        if (!(value instanceof NumberValue number)) {
            throw Failure.type("bad operand type for unary +: '" + value.type() + "'");
        }
        return number.isFloat() ? number : IntValue.of(number.asBig(), number.origin());
    }
}
