package dev.tokenwright.chat.jinja;

import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** What {@code range} gives. */
final class RangeValue extends Value {
    private static final int MAX_LENGTH = 100_000;

    private final long start;
    private final long stop;
    private final long step;
    private final int length;

    RangeValue(long start, long stop, long step) {
        this.start = start;
        this.stop = stop;
        this.step = step;
        this.length = length(start, stop, step);
    }

    private static int length(long start, long stop, long step) {
        if (step == 0) {
            throw Failure.value("range() arg 3 must not be zero");
        }
        if (step > 0 ? start >= stop : start <= stop) {
            return 0;
        }
        java.math.BigInteger distance = java.math.BigInteger.valueOf(stop)
                .subtract(java.math.BigInteger.valueOf(start))
                .abs();
        java.math.BigInteger stride = java.math.BigInteger.valueOf(step).abs();
        java.math.BigInteger count =
                distance.add(stride).subtract(java.math.BigInteger.ONE).divide(stride);
        if (count.bitLength() > 31 || count.intValue() > MAX_LENGTH) {
            throw Failure.value(
                    "OverflowError",
                    "Range too big. The sandbox blocks ranges larger than MAX_RANGE (" + MAX_LENGTH + ").");
        }
        return count.intValue();
    }

    IntValue at(int index) {
        return IntValue.of(start + index * step);
    }

    /** The index of an integer in the range, or -1. */
    int indexOf(long value) {
        if (length == 0) {
            return -1;
        }
        long last = start + (length - 1) * step;
        boolean between = step > 0 ? value >= start && value <= last : value <= start && value >= last;
        return between && (value - start) % step == 0 ? (int) ((value - start) / step) : -1;
    }

    @Override
    String type() {
        return "range";
    }

    @Override
    boolean truth() {
        return length > 0;
    }

    @Override
    boolean sized() {
        return true;
    }

    @Override
    int length() {
        return length;
    }

    @Override
    boolean iterable() {
        return true;
    }

    @Override
    Iterator<Value> iterator() {
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < length;
            }

            @Override
            public Value next() {
                if (next >= length) {
                    throw new java.util.NoSuchElementException();
                }
                return at(next++);
            }
        };
    }

    @Override
    boolean subscriptable() {
        return true;
    }

    @Override
    @Nullable
    Value item(Value key) {
        if (!(key instanceof NumberValue number) || number.isFloat() || !number.fitsLong()) {
            return null;
        }
        long index = number.asLong() < 0 ? number.asLong() + length : number.asLong();
        return index < 0 || index >= length ? null : at((int) index);
    }

    /** Every {@code stride}th element from one index to another, as Python's slices count. */
    RangeValue slice(int from, int to, int stride) {
        return new RangeValue(start + from * step, start + to * step, step * stride);
    }

    @Override
    @Nullable
    Value attribute(String name) {
        return switch (name) {
            case "start" -> IntValue.of(start);
            case "stop" -> IntValue.of(stop);
            case "step" -> IntValue.of(step);
            case "count", "index" -> new MethodValue(this, name);
            default -> Dunders.find(this, name);
        };
    }

    @Override
    void repr(StrBuilder out) {
        out.append("range(" + start + ", " + stop + (step == 1 ? ")" : ", " + step + ")"));
    }
}
