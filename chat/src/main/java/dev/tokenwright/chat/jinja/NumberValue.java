package dev.tokenwright.chat.jinja;

import java.math.BigDecimal;
import java.math.BigInteger;

/** A number; booleans are integers too. Knows the input that it came from, because its digits can be printed. */
abstract sealed class NumberValue extends Value permits BoolValue, IntValue, FloatValue {
    private final Origin origin;

    NumberValue(Origin origin) {
        this.origin = origin;
    }

    final Origin origin() {
        return origin;
    }

    /** The origin of something computed from two values. */
    static Origin origin(Value left, Value right) {
        if (left instanceof NumberValue number && number.origin instanceof InputPath) {
            return number.origin;
        }
        return right instanceof NumberValue number ? number.origin : Origin.TEMPLATE;
    }

    abstract double asDouble();

    /** Whether the number is an integer that {@link #asLong} gives exactly. */
    abstract boolean fitsLong();

    abstract long asLong();

    /** The integer; not for floats. */
    abstract BigInteger asBig();

    /** The exact value; not for infinities and NaN. */
    abstract BigDecimal exact();

    final boolean isFloat() {
        return this instanceof FloatValue;
    }
}
