package dev.tokenwright.chat.jinja;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes values of plain data: null, booleans, numbers, strings, lists and maps. Anything else is refused. */
final class InputData {
    private static final int MAX_DEPTH = 500;

    private final boolean tracking;

    private final Map<String, Value> variables = new LinkedHashMap<>();
    private long characters;

    private InputData(boolean tracking) {
        this.tracking = tracking;
    }

    static InputData of(Map<String, ? extends @Nullable Object> data, boolean tracking) {
        InputData input = new InputData(tracking);
        data.forEach((name, value) -> input.variables.put(name, input.value(value, InputPath.variable(name), 0)));
        return input;
    }

    Map<String, Value> variables() {
        return variables;
    }

    /** Length of all texts, of keys too. */
    long characters() {
        return characters;
    }

    private Value value(@Nullable Object data, InputPath path, int depth) {
        if (data instanceof CharSequence text) {
            return text(text.toString(), path);
        }
        if (data == null) {
            return tracking ? new NoneValue(path) : NoneValue.NONE;
        }
        if (data instanceof Boolean truth) {
            return tracking ? new BoolValue(truth, path) : BoolValue.of(truth);
        }
        if (data instanceof Number number) {
            return number(number, tracking ? path : Origin.TEMPLATE);
        }
        if (depth >= MAX_DEPTH) {
            throw Failure.recursion("the data is nested more than " + MAX_DEPTH + " deep at " + path);
        }
        if (data instanceof Map<?, ?> map) {
            return dict(map, path, depth);
        }
        if (data instanceof Iterable<?> list) {
            return list(list, path, depth);
        }
        throw new IllegalArgumentException(path + " is a " + data.getClass().getName()
                + "; templates take null, booleans, numbers, strings, lists and maps with string keys");
    }

    private StrValue text(String text, InputPath path) {
        characters += text.length();
        if (!tracking || text.isEmpty()) {
            return StrValue.of(text);
        }
        return new StrValue(text, Runs.of(text.length(), path, 0), false);
    }

    private static Value number(Number number, Origin origin) {
        if (number instanceof Integer || number instanceof Long || number instanceof Short || number instanceof Byte) {
            return IntValue.of(number.longValue(), origin);
        }
        if (number instanceof BigInteger big) {
            return IntValue.of(big, origin);
        }
        if (number instanceof BigDecimal decimal) {
            return FloatValue.of(decimal.doubleValue(), origin);
        }
        return FloatValue.of(number.doubleValue(), origin);
    }

    private Value dict(Map<?, ?> map, InputPath path, int depth) {
        DictValue dict = new DictValue();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (!(entry.getKey() instanceof String name)) {
                throw new IllegalArgumentException(path + " has a key that is no string: " + entry.getKey());
            }
            dict.put(text(name, path.key(name)), value(entry.getValue(), path.member(name), depth + 1));
        }
        return dict;
    }

    private Value list(Iterable<?> list, InputPath path, int depth) {
        List<Value> items = new ArrayList<>();
        int index = 0;
        for (Object item : list) {
            items.add(value(item, path.element(index++), depth + 1));
        }
        return new ListValue(items);
    }
}
