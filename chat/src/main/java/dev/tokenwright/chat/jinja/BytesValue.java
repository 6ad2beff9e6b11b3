package dev.tokenwright.chat.jinja;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code str.encode} gives. There is little to do with it but to look at it and to decode it. */
final class BytesValue extends Value {
    private final byte[] bytes;
    private final StrValue source;

    BytesValue(byte[] bytes, StrValue source) {
        this.bytes = bytes;
        this.source = source;
    }

    /** The text that was encoded. */
    StrValue source() {
        return source;
    }

    @Override
    String type() {
        return "bytes";
    }

    @Override
    boolean truth() {
        return bytes.length > 0;
    }

    @Override
    boolean sized() {
        return true;
    }

    @Override
    int length() {
        return bytes.length;
    }

    @Override
    boolean iterable() {
        return true;
    }

    @Override
    Iterator<Value> iterator() {
        List<Value> values = new ArrayList<>(bytes.length);
        for (byte value : bytes) {
            values.add(IntValue.of(value & 0xFF, source.origin()));
        }
        return values.iterator();
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
        long index = number.asLong() < 0 ? number.asLong() + bytes.length : number.asLong();
        return index < 0 || index >= bytes.length ? null : IntValue.of(bytes[(int) index] & 0xFF, source.origin());
    }

    @Override
    @Nullable
    Value attribute(String name) {
        return name.equals("decode") ? new MethodValue(this, name) : Dunders.find(this, name);
    }

    boolean sameBytes(BytesValue other) {
        return java.util.Arrays.equals(bytes, other.bytes);
    }

    private boolean has(char unit) {
        for (byte value : bytes) {
            if (value == unit) {
                return true;
            }
        }
        return false;
    }

    /** Some of the bytes; the end may lie beyond the last. */
    BytesValue slice(int from, int to) {
        return new BytesValue(java.util.Arrays.copyOfRange(bytes, from, Math.min(to, bytes.length)), source);
    }

    @Override
    void repr(StrBuilder out) {
        StringBuilder shown = new StringBuilder();
        char quote = has('\'') && !has('"') ? '"' : '\'';
        out.render().spend(4L * bytes.length);
        for (byte value : bytes) {
            int unit = value & 0xFF;
            switch (unit) {
                case '\n' -> shown.append("\\n");
                case '\r' -> shown.append("\\r");
                case '\t' -> shown.append("\\t");
                default -> {
                    if (unit == quote || unit == '\\') {
                        shown.append('\\').append((char) unit);
                    } else {
                        shown.append(
                                unit >= ' ' && unit < 0x7F
                                        ? String.valueOf((char) unit)
                                        : String.format("\\x%02x", unit));
                    }
                }
            }
        }
        out.append("b" + quote + shown + quote, source.origin(), Runs.DERIVED);
    }
}
