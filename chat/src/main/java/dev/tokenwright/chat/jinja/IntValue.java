package dev.tokenwright.chat.jinja;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An integer of any size up to {@link #MAX_BITS}. */
final class IntValue extends NumberValue {
    /** Bits of the largest integer that is computed. */
    static final int MAX_BITS = 1 << 16;

    /** The reference prints and reads no longer integers. */
    static final int MAX_DIGITS = 4300;

    private static final int MAX_BITS_TO_PRINT = 14_287;
    private static final Set<String> METHODS =
            Set.of("as_integer_ratio", "bit_count", "bit_length", "conjugate", "from_bytes", "to_bytes");

    private final long value;
    /** The value where it does not fit a long. */
    private final @Nullable BigInteger big;

    private IntValue(long value, @Nullable BigInteger big, Origin origin) {
        super(origin);
        this.value = value;
        this.big = big;
    }

    static IntValue of(long value) {
        return new IntValue(value, null, Origin.TEMPLATE);
    }

    static IntValue of(long value, Origin origin) {
        return new IntValue(value, null, origin);
    }

    static IntValue of(BigInteger value, Origin origin) {
        if (value.bitLength() < Long.SIZE) {
            return new IntValue(value.longValue(), null, origin);
        }
        if (value.bitLength() > MAX_BITS) {
            throw Failure.limit("an integer has more than " + MAX_BITS + " bits", "use smaller numbers");
        }
        return new IntValue(0, value, origin);
    }

    @Override
    String type() {
        return "int";
    }

    @Override
    boolean truth() {
        return big != null || value != 0;
    }

    @Override
    double asDouble() {
        if (big == null) {
            return value;
        }
        double result = big.doubleValue();
        if (Double.isInfinite(result)) {
            throw Failure.value("OverflowError", "int too large to convert to float");
        }
        return result;
    }

    @Override
    boolean fitsLong() {
        return big == null;
    }

    @Override
    long asLong() {
        return value;
    }

    @Override
    BigInteger asBig() {
        return big != null ? big : BigInteger.valueOf(value);
    }

    @Override
    BigDecimal exact() {
        return new BigDecimal(asBig());
    }

    @Override
    @Nullable
    Value attribute(String name) {
        return attribute(this, name);
    }

    static @Nullable Value attribute(NumberValue number, String name) {
        return switch (name) {
            case "real", "numerator" -> number.isFloat() ? number : of(number.asBig(), number.origin());
            case "imag" -> of(0);
            case "denominator" -> of(1);
            default -> METHODS.contains(name) ? new MethodValue(number, name) : Dunders.find(number, name);
        };
    }

    /** The decimal digits. */
    String digits() {
        if (big == null) {
            return Long.toString(value);
        }
        if (big.bitLength() > MAX_BITS_TO_PRINT || big.abs().toString().length() > MAX_DIGITS) {
            throw Failure.value("Exceeds the limit (4300 digits) for integer string conversion; "
                    + "use sys.set_int_max_str_digits() to increase the limit");
        }
        return big.toString();
    }

    @Override
    void repr(StrBuilder out) {
        out.append(digits(), origin(), Runs.DERIVED);
    }
}
