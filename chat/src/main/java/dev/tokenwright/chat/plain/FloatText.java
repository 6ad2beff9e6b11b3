package dev.tokenwright.chat.plain;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Python's text of a floating-point number: the shortest digits that read back as the same number. */
public final class FloatText {
    private static final int SAFE_DIGITS = 15;
    private static final int MAX_DIGITS = 17;
    private static final double EXACT_INTEGERS = 1e15;

    private FloatText() {}

    /** As {@code repr} shows it. */
    public static String repr(double value) {
        if (Double.isNaN(value)) {
            return "nan";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        if (value == 0) {
            return 1 / value < 0 ? "-0.0" : "0.0";
        }
        if (value == Math.rint(value) && Math.abs(value) < EXACT_INTEGERS) {
            return (long) value + ".0";
        }
        return layout(shortest(value));
    }

    /** The shortest decimal that reads back as the number, the nearest of those. */
    public static BigDecimal shortest(double value) {
        BigDecimal exact = new BigDecimal(value);
        int first = readsBack(exact, SAFE_DIGITS, value) ? 1 : SAFE_DIGITS + 1;
        for (int digits = first; digits < MAX_DIGITS; digits++) {
            BigDecimal rounded = nearest(exact, digits, value);
            if (rounded.doubleValue() == value) {
                return rounded.stripTrailingZeros();
            }
        }
        return exact.round(new MathContext(MAX_DIGITS, RoundingMode.HALF_EVEN)).stripTrailingZeros();
    }

    private static boolean readsBack(BigDecimal exact, int digits, double value) {
        return exact.round(new MathContext(digits, RoundingMode.HALF_EVEN)).doubleValue() == value;
    }

    /** The nearest decimal of so many digits; at a power of two the one above, where only that reads back. */
    private static BigDecimal nearest(BigDecimal exact, int digits, double value) {
        BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
        if (rounded.doubleValue() == value) {
            return rounded;
        }
        BigDecimal away = exact.round(new MathContext(digits, RoundingMode.UP));
        return away.doubleValue() == value ? away : rounded;
    }

    private static String layout(BigDecimal number) {
        String digits = number.unscaledValue().abs().toString();
        int exponent = digits.length() - number.scale() - 1;
        String sign = number.signum() < 0 ? "-" : "";
        if (exponent < -4 || exponent >= 16) {
            return sign + scientific(digits, exponent);
        }
        if (exponent < 0) {
            return sign + "0." + "0".repeat(-exponent - 1) + digits;
        }
        if (digits.length() <= exponent + 1) {
            return sign + digits + "0".repeat(exponent + 1 - digits.length()) + ".0";
        }
        return sign + digits.substring(0, exponent + 1) + "." + digits.substring(exponent + 1);
    }

    private static String scientific(String digits, int exponent) {
        String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
        return digits.charAt(0) + fraction + "e" + exponentText(exponent);
    }

    /** Sign and at least two digits. */
    public static String exponentText(int exponent) {
        String digits = Integer.toString(Math.abs(exponent));
        return (exponent < 0 ? "-" : "+") + (digits.length() < 2 ? "0" : "") + digits;
    }
}
