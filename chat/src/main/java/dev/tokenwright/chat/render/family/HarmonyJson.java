package dev.tokenwright.chat.render.family;

import dev.tokenwright.chat.plain.PythonJson;
import dev.tokenwright.error.ConversationException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON without blanks, with numbers as Harmony's own encoder writes them. */
final class HarmonyJson {
    private static final BigInteger LARGEST = BigInteger.ONE.shiftLeft(64);
    private static final BigInteger SMALLEST = BigInteger.ONE.shiftLeft(63).negate();
    private static final double DECIMAL_FROM = 1e-5;

    private HarmonyJson() {}

    static String write(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            List<String> members = new ArrayList<>();
            map.forEach((name, member) -> members.add(PythonJson.COMPACT.write(name) + ":" + write(member)));
            return "{" + String.join(",", members) + "}";
        }
        if (value instanceof List<?> list) {
            List<String> items = new ArrayList<>();
            list.forEach(item -> items.add(write(item)));
            return "[" + String.join(",", items) + "]";
        }
        if (value instanceof BigInteger whole && (whole.compareTo(SMALLEST) < 0 || whole.compareTo(LARGEST) >= 0)) {
            return number(whole.doubleValue());
        }
        boolean isFraction = value instanceof Double || value instanceof Float || value instanceof BigDecimal;
        return isFraction && value instanceof Number number
                ? number(number.doubleValue())
                : PythonJson.COMPACT.write(value);
    }

    private static String number(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            throw new ConversationException(
                    ConversationException.Kind.WRONG_TOOL, -1, "a schema must be JSON, found the number " + value);
        }
        String text = PythonJson.COMPACT.write(value);
        double size = Math.abs(value);
        if (size >= DECIMAL_FROM && size < 10 * DECIMAL_FROM) {
            return new BigDecimal(text).toPlainString();
        }
        return text.replace("e+", "e").replace("e-0", "e-");
    }
}
