package dev.tokenwright.chat.jinja;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code value.name}, {@code value[key]} and {@code value[start:stop:step]}. */
final class Access {
    private Access() {}

    static Value attribute(Value value, String name) {
        Value attribute = value.attribute(name);
        if (attribute != null) {
            return attribute;
        }
        if (value instanceof Undefined undefined) {
            throw undefined.failure();
        }
        Value item = value instanceof DictValue dict ? dict.get(name) : null;
        return item != null ? item : Undefined.of(value, StrValue.of(name));
    }

    static Value item(Render render, Value value, Value key) {
        if (value instanceof StrValue text) {
            render.steps(text.text().length() / 64);
        }
        Value item = value.item(key);
        if (item != null) {
            return item;
        }
        if (key instanceof StrValue name) {
            Value attribute = value.attribute(name.text());
            if (attribute != null) {
                return attribute;
            }
        }
        return Undefined.of(value, key);
    }

    static Value slice(Render render, Value value, @Nullable Value start, @Nullable Value stop, @Nullable Value step) {
        if (value instanceof Undefined undefined) {
            throw undefined.failure();
        }
        if (!(value instanceof StrValue) && !(value instanceof SequenceValue) && !(value instanceof RangeValue)) {
            throw value instanceof DictValue
                    ? Failure.type("unhashable type: 'slice'")
                    : Failure.type("'" + value.type() + "' object is not subscriptable");
        }
        Integer strideOrNone = index(step);
        int stride = strideOrNone == null ? 1 : strideOrNone;
        if (stride == 0) {
            throw Failure.value("slice step cannot be zero");
        }
        int length = value.length();
        Integer from = index(start);
        Integer to = index(stop);
        int low = stride < 0 ? -1 : 0;
        int high = stride < 0 ? length - 1 : length;
        int begin = from == null ? (stride < 0 ? high : low) : clamp(from, length, low, high);
        int end = to == null ? (stride < 0 ? low : high) : clamp(to, length, low, high);
        return sliced(render, value, begin, end, stride);
    }

    private static int clamp(int index, int length, int low, int high) {
        long counted = index < 0 ? (long) index + length : index;
        return (int) Math.max(low, Math.min(high, counted));
    }

    private static @Nullable Integer index(@Nullable Value value) {
        if (value == null || value instanceof NoneValue) {
            return null;
        }
        if (value instanceof Undefined || !(value instanceof NumberValue number) || number.isFloat()) {
            throw Failure.type("slice indices must be integers or None or have an __index__ method");
        }
        if (number.fitsLong()) {
            return (int) Math.max(Integer.MIN_VALUE + 1, Math.min(Integer.MAX_VALUE, number.asLong()));
        }
        return number.asBig().signum() < 0 ? Integer.MIN_VALUE + 1 : Integer.MAX_VALUE;
    }

    private static Value sliced(Render render, Value value, int begin, int end, int stride) {
        long span = stride > 0 ? (long) end - begin : (long) begin - end;
        int count = span <= 0 ? 0 : (int) ((span - 1) / Math.abs((long) stride) + 1);
        render.steps(count / 8);
        if (value instanceof RangeValue range) {
            return range.slice(begin, end, stride);
        }
        if (value instanceof StrValue text) {
            return sliced(render, text, begin, count, stride);
        }
        SequenceValue sequence = (SequenceValue) value;
        Arithmetic.payForElements(render, count);
        if (stride == 1) {
            return sequence.with(List.copyOf(sequence.items().subList(begin, begin + count)));
        }
        List<Value> items = new ArrayList<>(count);
        for (int index = 0; index < count; index++) {
            items.add(sequence.items().get(begin + index * stride));
        }
        return sequence.with(items);
    }

    private static StrValue sliced(Render render, StrValue text, int begin, int count, int stride) {
        if (count == 0) {
            return text.slice(0, 0);
        }
        if (stride == 1) {
            return text.slice(text.unit(begin), text.unit(begin + count));
        }
        StrBuilder out = new StrBuilder(render);
        int[] units = units(text);
        for (int index = 0; index < count; index++) {
            int at = begin + index * stride;
            out.append(text, units[at], units[at + 1]);
        }
        return out.build(text.markup());
    }

    /** Where each code point begins, and the end. */
    private static int[] units(StrValue text) {
        int[] units = new int[text.length() + 1];
        for (int index = 0, unit = 0; index < text.length(); index++) {
            units[index] = unit;
            unit += Character.charCount(text.text().codePointAt(unit));
        }
        units[text.length()] = text.text().length();
        return units;
    }
}
