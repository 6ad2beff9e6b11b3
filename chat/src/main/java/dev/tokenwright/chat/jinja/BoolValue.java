package dev.tokenwright.chat.jinja;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** {@code True} or {@code False}. */
final class BoolValue extends NumberValue {
    static final BoolValue TRUE = new BoolValue(true, Origin.TEMPLATE);
    static final BoolValue FALSE = new BoolValue(false, Origin.TEMPLATE);

    private final boolean value;

    BoolValue(boolean value, Origin origin) {
        super(origin);
        this.value = value;
    }

    static BoolValue of(boolean value) {
        return value ? TRUE : FALSE;
    }

    @Override
    String type() {
        return "bool";
    }

    @Override
    boolean truth() {
        return value;
    }

    @Override
    double asDouble() {
        return asLong();
    }

    @Override
    boolean fitsLong() {
        return true;
    }

    @Override
    long asLong() {
        return value ? 1 : 0;
    }

    @Override
    BigInteger asBig() {
        return BigInteger.valueOf(asLong());
    }

    @Override
    BigDecimal exact() {
        return BigDecimal.valueOf(asLong());
    }

    @Override
    @Nullable
    Value attribute(String name) {
        return IntValue.attribute(this, name);
    }

    @Override
    void repr(StrBuilder out) {
        out.append(value ? "True" : "False", origin(), Runs.DERIVED);
    }
}
