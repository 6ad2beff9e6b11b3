package dev.tokenwright.chat.plain;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What Python's {@code str} makes of plain data. */
public final class PythonValues {
    private static final int MAX_DEPTH = 200;

    private PythonValues() {}

    /**
     * {@code str(value)}: a text as it is, {@code True}, {@code None}, {@code 1.0}, {@code ['a', 1]}.
     *
     * @throws IllegalArgumentException when it is no plain data, or nested too deeply
     */
    public static String str(@Nullable Object value) {
        if (value instanceof String text) {
            return text;
        }
        StringBuilder out = new StringBuilder();
        write(value, out, 0);
        return out.toString();
    }

    private static void write(@Nullable Object value, StringBuilder out, int depth) {
        if (depth > MAX_DEPTH) {
            throw new IllegalArgumentException("data nested more than " + MAX_DEPTH + " deep");
        }
        if (value == null) {
            out.append("None");
        } else if (value instanceof Boolean flag) {
            out.append(flag ? "True" : "False");
        } else if (value instanceof Number number) {
            out.append(number(number));
        } else if (value instanceof String text) {
            quote(text, out);
        } else if (value instanceof List<?> list) {
            list(list, out, depth);
        } else if (value instanceof Map<?, ?> map) {
            map(map, out, depth);
        } else {
            throw new IllegalArgumentException(
                    "no plain data: " + value.getClass().getName());
        }
    }

    private static String number(Number number) {
        if (number instanceof Double || number instanceof Float || number instanceof BigDecimal) {
            double value = number.doubleValue();
            if (Double.isNaN(value)) {
                return "nan";
            }
            return Double.isInfinite(value) ? (value > 0 ? "inf" : "-inf") : FloatText.repr(value);
        }
        return number.toString();
    }

    private static void list(List<?> list, StringBuilder out, int depth) {
        out.append('[');
        String between = "";
        for (Object item : list) {
            out.append(between);
            write(item, out, depth + 1);
            between = ", ";
        }
        out.append(']');
    }

    private static void map(Map<?, ?> map, StringBuilder out, int depth) {
        out.append('{');
        String between = "";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            out.append(between);
            quote(String.valueOf(entry.getKey()), out);
            out.append(": ");
            write(entry.getValue(), out, depth + 1);
            between = ", ";
        }
        out.append('}');
    }

    private static void quote(String text, StringBuilder out) {
        char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
        out.append(quote);
        text.codePoints().forEach(codePoint -> {
            switch (codePoint) {
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\\' -> out.append("\\\\");
                default -> character(codePoint, quote, out);
            }
        });
        out.append(quote);
    }

    private static void character(int codePoint, char quote, StringBuilder out) {
        if (codePoint == quote) {
            out.append('\\').append(quote);
        } else if (PythonCharacters.PRINTABLE.contains(codePoint)) {
            out.appendCodePoint(codePoint);
        } else if (codePoint < 0x100) {
            out.append(String.format("\\x%02x", codePoint));
        } else {
            out.append(String.format(codePoint < 0x10000 ? "\\u%04x" : "\\U%08x", codePoint));
        }
    }
}
