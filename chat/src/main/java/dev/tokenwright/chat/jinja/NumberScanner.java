package dev.tokenwright.chat.jinja;

/** Finds the ends of numbers in a template. Each method gives its start back when there is no number. */
final class NumberScanner {
    private NumberScanner() {}

    static int floatEnd(String source, int from) {
        if (from > 0 && source.charAt(from - 1) == '.') {
            return from;
        }
        int whole = digitsEnd(source, from);
        if (whole == from) {
            return from;
        }
        int fraction = whole;
        if (whole < source.length() && source.charAt(whole) == '.') {
            int end = digitsEnd(source, whole + 1);
            fraction = end > whole + 1 ? end : whole;
        }
        int exponent = exponentEnd(source, fraction);
        return exponent > fraction ? exponent : fraction > whole ? fraction : from;
    }

    static int exponentEnd(String source, int from) {
        if (from >= source.length() || (source.charAt(from) | 0x20) != 'e') {
            return from;
        }
        int digits = from + 1;
        if (digits < source.length() && (source.charAt(digits) == '+' || source.charAt(digits) == '-')) {
            digits++;
        }
        int end = digitsEnd(source, digits);
        return end > digits ? end : from;
    }

    /** Digits with single underscores between them. */
    static int digitsEnd(String source, int from) {
        int end = from;
        for (int index = from; index < source.length(); index++) {
            char unit = source.charAt(index);
            if (unit >= '0' && unit <= '9') {
                end = index + 1;
            } else if (unit != '_' || end != index) {
                break;
            }
        }
        return end;
    }

    static int integerEnd(String source, int from) {
        if (source.charAt(from) == '0' && from + 1 < source.length()) {
            int radix =
                    switch (source.charAt(from + 1) | 0x20) {
                        case 'x' -> 16;
                        case 'o' -> 8;
                        case 'b' -> 2;
                        default -> 0;
                    };
            int end = radix == 0 ? from : runEnd(source, from + 2, radix);
            if (end > from + 2) {
                return end;
            }
        }
        if (source.charAt(from) == '0') {
            return zerosEnd(source, from);
        }
        return source.charAt(from) >= '1' && source.charAt(from) <= '9' ? digitsEnd(source, from) : from;
    }

    /** Digits, each with an underscore before it or not. */
    private static int runEnd(String source, int from, int radix) {
        int end = from;
        while (end < source.length()) {
            int digit = source.charAt(end) == '_' ? end + 1 : end;
            if (digit >= source.length()
                    || source.charAt(digit) >= 0x80
                    || Character.digit(source.charAt(digit), radix) < 0) {
                break;
            }
            end = digit + 1;
        }
        return end;
    }

    private static int zerosEnd(String source, int from) {
        int end = from + 1;
        while (end < source.length()) {
            int digit = source.charAt(end) == '_' ? end + 1 : end;
            if (digit >= source.length() || source.charAt(digit) != '0') {
                break;
            }
            end = digit + 1;
        }
        return end;
    }
}
