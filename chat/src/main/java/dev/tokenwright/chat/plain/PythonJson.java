package dev.tokenwright.chat.plain;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Plain data as {@code json.dumps} writes it, characters beyond ASCII as they are. Immutable. */
public final class PythonJson {
    /** {@code {"a": 1, "b": [2, 3]}}. */
    public static final PythonJson SPACED = new PythonJson(", ", ": ", 0, Keys.AS_GIVEN);

    /** {@code {"a":1,"b":[2,3]}}. */
    public static final PythonJson COMPACT = new PythonJson(",", ":", 0, Keys.AS_GIVEN);

    private static final int MAX_DEPTH = 500;

    private final String itemSeparator;
    private final String keySeparator;
    private final int indent;
    private final Keys keys;

    /** The order of keys. */
    private enum Keys {
        AS_GIVEN,
        SORTED
    }

    private PythonJson(String itemSeparator, String keySeparator, int indent, Keys keys) {
        this.itemSeparator = itemSeparator;
        this.keySeparator = keySeparator;
        this.indent = indent;
        this.keys = keys;
    }

    /** The same with keys in the order of their code points. */
    public PythonJson sorted() {
        return new PythonJson(itemSeparator, keySeparator, indent, Keys.SORTED);
    }

    /** One entry a line, each level so many blanks further in. */
    public PythonJson indented(int blanks) {
        return new PythonJson(",", keySeparator, blanks, keys);
    }

    /**
     * Writes a value.
     *
     * @throws IllegalArgumentException when it is no plain data, or nested too deeply
     */
    public String write(@Nullable Object value) {
        StringBuilder out = new StringBuilder();
        write(value, out, 0);
        return out.toString();
    }

    private void write(@Nullable Object value, StringBuilder out, int depth) {
        if (depth > MAX_DEPTH) {
            throw new IllegalArgumentException("data nested more than " + MAX_DEPTH + " deep");
        }
        if (value == null) {
            out.append("null");
        } else if (value instanceof String text) {
            quote(text, out);
        } else if (value instanceof Boolean) {
            out.append(value);
        } else if (value instanceof Number number) {
            out.append(number(number));
        } else if (value instanceof Map<?, ?> map) {
            object(map, out, depth);
        } else if (value instanceof List<?> list) {
            array(list, out, depth);
        } else {
            throw new IllegalArgumentException(
                    "no plain data: " + value.getClass().getName());
        }
    }

    /** A number. */
    private static String number(Number number) {
        if (number instanceof Double || number instanceof Float || number instanceof BigDecimal) {
            double value = number.doubleValue();
            if (Double.isNaN(value)) {
                return "NaN";
            }
            return Double.isInfinite(value) ? (value > 0 ? "Infinity" : "-Infinity") : FloatText.repr(value);
        }
        return number.toString();
    }

    private void object(Map<?, ?> map, StringBuilder out, int depth) {
        out.append('{');
        boolean first = true;
        for (Map.Entry<?, ?> entry : ordered(map).entrySet()) {
            between(first, out, depth + 1);
            first = false;
            quote(String.valueOf(entry.getKey()), out);
            out.append(keySeparator);
            write(entry.getValue(), out, depth + 1);
        }
        end(first, out, depth);
        out.append('}');
    }

    private Map<?, ?> ordered(Map<?, ?> map) {
        if (keys == Keys.AS_GIVEN) {
            return map;
        }
        Map<String, @Nullable Object> sorted = new TreeMap<>(PythonJson::byCodePoint);
        map.forEach((key, value) -> sorted.put(String.valueOf(key), value));
        return sorted;
    }

    private static int byCodePoint(String left, String right) {
        int[] first = left.codePoints().toArray();
        return java.util.Arrays.compare(first, right.codePoints().toArray());
    }

    private void array(List<?> list, StringBuilder out, int depth) {
        out.append('[');
        boolean first = true;
        for (Object item : list) {
            between(first, out, depth + 1);
            first = false;
            write(item, out, depth + 1);
        }
        end(first, out, depth);
        out.append(']');
    }

    private void between(boolean first, StringBuilder out, int depth) {
        if (!first) {
            out.append(itemSeparator);
        }
        if (indent > 0) {
            out.append('\n').append(" ".repeat(indent * depth));
        }
    }

    private void end(boolean empty, StringBuilder out, int depth) {
        if (indent > 0 && !empty) {
            out.append('\n').append(" ".repeat(indent * depth));
        }
    }

    private static void quote(String text, StringBuilder out) {
        out.append('"');
        for (int index = 0; index < text.length(); index++) {
            char unit = text.charAt(index);
            switch (unit) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                default -> {
                    if (unit < ' ') {
                        out.append(String.format("\\u%04x", (int) unit));
                    } else {
                        out.append(unit);
                    }
                }
            }
        }
        out.append('"');
    }
}
