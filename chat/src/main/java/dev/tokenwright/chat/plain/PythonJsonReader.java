package dev.tokenwright.chat.plain;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** JSON as {@code json.loads} reads it: {@code NaN} and {@code Infinity} are numbers, the last of equal keys wins. */
public final class PythonJsonReader {
    private static final int MAX_DEPTH = 500;

    private final String text;
    private int position;
    private boolean failed;

    /**
     * What was read.
     *
     * @param value the plain data; whole numbers are {@link Long} or {@link BigInteger}, others {@link Double}
     */
    public record Read(@Nullable Object value) {}

    private PythonJsonReader(String text) {
        this.text = text;
    }

    /** Reads a whole text; empty when it is not JSON. */
    public static Optional<Read> read(String text) {
        PythonJsonReader reader = new PythonJsonReader(text);
        reader.blanks();
        Object value = reader.value(0);
        reader.blanks();
        return reader.failed || reader.position < text.length() ? Optional.empty() : Optional.of(new Read(value));
    }

    private @Nullable Object fail() {
        failed = true;
        position = text.length();
        return null;
    }

    private void blanks() {
        while (position < text.length() && " \t\n\r".indexOf(text.charAt(position)) >= 0) {
            position++;
        }
    }

    private boolean take(String word) {
        if (!text.startsWith(word, position)) {
            return false;
        }
        position += word.length();
        return true;
    }

    private @Nullable Object word(String word, @Nullable Object value) {
        return take(word) ? value : fail();
    }

    private @Nullable Object value(int depth) {
        if (position >= text.length() || depth > MAX_DEPTH) {
            return fail();
        }
        return switch (text.charAt(position)) {
            case '"' -> string();
            case '{' -> object(depth);
            case '[' -> array(depth);
            case 'n' -> word("null", null);
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'N' -> word("NaN", Double.NaN);
            case 'I' -> word("Infinity", Double.POSITIVE_INFINITY);
            default -> take("-Infinity") ? Double.valueOf(Double.NEGATIVE_INFINITY) : number();
        };
    }

    private @Nullable Object object(int depth) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        position++;
        blanks();
        if (take("}")) {
            return members;
        }
        while (!failed) {
            if (position >= text.length() || text.charAt(position) != '"') {
                return fail();
            }
            String name = string();
            blanks();
            if (name == null || !take(":")) {
                return fail();
            }
            blanks();
            members.put(name, value(depth + 1));
            blanks();
            if (take("}")) {
                return members;
            }
            if (!take(",")) {
                return fail();
            }
            blanks();
        }
        return null;
    }

    private @Nullable Object array(int depth) {
        List<@Nullable Object> items = new ArrayList<>();
        position++;
        blanks();
        if (take("]")) {
            return items;
        }
        while (!failed) {
            items.add(value(depth + 1));
            blanks();
            if (take("]")) {
                return items;
            }
            if (!take(",")) {
                return fail();
            }
            blanks();
        }
        return null;
    }

    private @Nullable Object number() {
        int start = position;
        if (take("-") && position >= text.length()) {
            return fail();
        }
        int digits = position;
        digits();
        if (position == digits) {
            return fail();
        }
        if (text.charAt(digits) == '0') {
            position = digits + 1;
        }
        boolean whole = !fraction();
        whole &= !exponent();
        String number = text.substring(start, position);
        if (!whole) {
            return Double.valueOf(number);
        }
        return number.length() <= 18 ? (Object) Long.valueOf(number) : big(number);
    }

    private static Object big(String digits) {
        BigInteger value = new BigInteger(digits);
        return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
    }

    private void digits() {
        while (position < text.length() && text.charAt(position) >= '0' && text.charAt(position) <= '9') {
            position++;
        }
    }

    private boolean fraction() {
        int start = position;
        if (!take(".")) {
            return false;
        }
        digits();
        if (position == start + 1) {
            position = start;
            return false;
        }
        return true;
    }

    private boolean exponent() {
        int start = position;
        if (!take("e") && !take("E")) {
            return false;
        }
        if (!take("+")) {
            take("-");
        }
        int digits = position;
        digits();
        if (position == digits) {
            position = start;
            return false;
        }
        return true;
    }

    private @Nullable String string() {
        StringBuilder out = new StringBuilder();
        position++;
        while (position < text.length()) {
            char unit = text.charAt(position++);
            if (unit == '"') {
                return out.toString();
            }
            if (unit < ' ' || (unit == '\\' && !escape(out))) {
                break;
            }
            if (unit != '\\') {
                out.append(unit);
            }
        }
        fail();
        return null;
    }

    private boolean escape(StringBuilder out) {
        if (position >= text.length()) {
            return false;
        }
        char mark = text.charAt(position++);
        int plain = "\"\\/bfnrt".indexOf(mark);
        if (plain >= 0) {
            out.append("\"\\/\b\f\n\r\t".charAt(plain));
            return true;
        }
        if (mark != 'u' || position + 4 > text.length()) {
            return false;
        }
        int unit = 0;
        for (int index = 0; index < 4; index++) {
            int digit = Character.digit(text.charAt(position + index), 16);
            if (digit < 0 || text.charAt(position + index) > 'f') {
                return false;
            }
            unit = unit * 16 + digit;
        }
        position += 4;
        out.append((char) unit);
        return true;
    }
}
