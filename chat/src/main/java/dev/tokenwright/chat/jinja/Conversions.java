package dev.tokenwright.chat.jinja;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Python's {@code int(...)} and {@code float(...)}. */
final class Conversions {
    private Conversions() {}

    /** The integer towards zero. */
    static BigInteger truncated(NumberValue number) {
        if (!number.isFloat()) {
            return number.asBig();
        }
        double value = number.asDouble();
        if (Double.isNaN(value)) {
            throw Failure.value("cannot convert float NaN to integer");
        }
        if (Double.isInfinite(value)) {
            throw Failure.value("OverflowError", "cannot convert float infinity to integer");
        }
        return number.exact().toBigInteger();
    }

    /** The integer that a text of digits stands for, or null. */
    static @Nullable BigInteger parseInteger(String text, int base) {
        String digits = trimmed(text);
        boolean negative = digits.startsWith("-");
        if (negative || digits.startsWith("+")) {
            digits = digits.substring(1);
        }
        int radix = base;
        String prefix = digits.length() > 1 && digits.charAt(0) == '0'
                ? digits.substring(0, 2).toLowerCase(java.util.Locale.ROOT)
                : "";
        int prefixed = prefix.equals("0x") ? 16 : prefix.equals("0o") ? 8 : prefix.equals("0b") ? 2 : 0;
        if (prefixed != 0 && (base == 0 || base == prefixed)) {
            radix = prefixed;
            digits = digits.substring(digits.startsWith("_", 2) ? 3 : 2);
        } else if (base == 0) {
            radix = 10;
            if (digits.startsWith("0") && !digits.matches("0(_?0)*")) {
                return null;
            }
        }
        String plain = plainDigits(digits, radix);
        if (plain == null) {
            return null;
        }
        boolean limited = (radix & (radix - 1)) != 0;
        if (plain.length() > (limited ? IntValue.MAX_DIGITS : IntValue.MAX_BITS)) {
            throw Failure.value("Exceeds the limit (4300 digits) for integer string conversion: value has "
                    + plain.length() + " digits; use sys.set_int_max_str_digits() to increase the limit");
        }
        BigInteger value = new BigInteger(plain, radix);
        return negative ? value.negate() : value;
    }

    private static @Nullable String plainDigits(String digits, int radix) {
        StringBuilder plain = new StringBuilder();
        boolean lastWasDigit = false;
        for (int index = 0; index < digits.length(); ) {
            int codePoint = digits.codePointAt(index);
            index += Character.charCount(codePoint);
            if (codePoint == '_') {
                if (!lastWasDigit || index == digits.length()) {
                    return null;
                }
                lastWasDigit = false;
                continue;
            }
            int digit = Character.digit(codePoint, radix);
            if (digit < 0 || (codePoint > 0x7F && !Character.isDigit(codePoint))) {
                return null;
            }
            plain.append(Character.forDigit(digit, radix));
            lastWasDigit = true;
        }
        return plain.length() == 0 ? null : plain.toString();
    }

    private static String trimmed(String text) {
        return StrSplits.trim(StrValue.of(text), StrSplits.Ends.BOTH).text();
    }

    /** The number that a text stands for, or null. */
    static @Nullable Double parseFloat(String text) {
        String trimmed = trimmed(text);
        String lower = trimmed.toLowerCase(java.util.Locale.ROOT);
        String unsigned = lower.startsWith("-") || lower.startsWith("+") ? lower.substring(1) : lower;
        double sign = lower.startsWith("-") ? -1.0 : 1.0;
        switch (unsigned) {
            case "inf", "infinity" -> {
                return sign * Double.POSITIVE_INFINITY;
            }
            case "nan" -> {
                return Double.NaN;
            }
            default -> {
                String plain = asciiDigits(unsigned);
                return isDecimal(plain) ? (Double) (sign * Double.parseDouble(plain.replace("_", ""))) : null;
            }
        }
    }

    private static String asciiDigits(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        text.codePoints()
                .map(codePoint -> Character.isDigit(codePoint) ? '0' + Character.digit(codePoint, 10) : codePoint)
                .forEach(plain::appendCodePoint);
        return plain.toString();
    }

    /** Digits, a point with digits on one side of it at least, and an exponent or not. */
    private static boolean isDecimal(String text) {
        int whole = NumberScanner.digitsEnd(text, 0);
        int end = whole;
        if (end < text.length() && text.charAt(end) == '.') {
            int fraction = NumberScanner.digitsEnd(text, end + 1);
            if (whole == 0 && fraction == end + 1) {
                return false;
            }
            end = fraction;
        } else if (whole == 0) {
            return false;
        }
        return end == text.length() || NumberScanner.exponentEnd(text, end) == text.length();
    }
}
