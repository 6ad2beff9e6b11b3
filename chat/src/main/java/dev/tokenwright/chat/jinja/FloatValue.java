package dev.tokenwright.chat.jinja;

import dev.tokenwright.chat.plain.FloatText;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** A floating-point number. */
final class FloatValue extends NumberValue {
    private final double value;

    private FloatValue(double value, Origin origin) {
        super(origin);
        this.value = value;
    }

    static FloatValue of(double value, Origin origin) {
        return new FloatValue(value, origin);
    }

    @Override
    String type() {
        return "float";
    }

    @Override
    boolean truth() {
        return value != 0;
    }

    @Override
    double asDouble() {
        return value;
    }

    @Override
    boolean fitsLong() {
        return false;
    }

    @Override
    long asLong() {
        throw Failure.type("'float' object cannot be interpreted as an integer");
    }

    @Override
    BigInteger asBig() {
        throw Failure.type("'float' object cannot be interpreted as an integer");
    }

    @Override
    BigDecimal exact() {
        return new BigDecimal(value);
    }

    @Override
    @Nullable
    Value attribute(String name) {
        return switch (name) {
            case "real" -> this;
            case "imag" -> of(0.0, Origin.TEMPLATE);
            case "as_integer_ratio", "conjugate", "fromhex", "hex", "is_integer" -> new MethodValue(this, name);
            default -> Dunders.find(this, name);
        };
    }

    @Override
    void repr(StrBuilder out) {
        out.append(FloatText.repr(value), origin(), Runs.DERIVED);
    }
}
