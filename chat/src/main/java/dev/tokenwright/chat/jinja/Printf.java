package dev.tokenwright.chat.jinja;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Python's {@code format % values}. */
final class Printf {
    private final Render render;
    private final StrValue format;
    private final String text;
    private final List<Value> values;
    private final @Nullable DictValue names;
    private final StrBuilder out;
    private int index;
    private int used;

    private Printf(Render render, StrValue format, Value argument) {
        this.render = render;
        this.format = format;
        this.text = format.text();
        this.values = argument instanceof TupleValue tuple ? tuple.items() : List.of(argument);
        this.names = argument instanceof DictValue dict ? dict : null;
        this.out = new StrBuilder(render);
    }

    static StrValue format(Render render, StrValue format, Value argument) {
        Printf printf = new Printf(render, format, argument);
        printf.run();
        boolean allUsed = printf.used >= printf.values.size() || printf.names != null;
        boolean mapping =
                argument instanceof Undefined || argument instanceof ListValue || argument instanceof RangeValue;
        if (!allUsed && !(mapping && !(argument instanceof TupleValue))) {
            throw Failure.type("not all arguments converted during string formatting");
        }
        return printf.out.build(format.markup());
    }

    private void run() {
        while (index < text.length()) {
            int percent = text.indexOf('%', index);
            int end = percent < 0 ? text.length() : percent;
            out.append(format, index, end);
            index = end + 1;
            if (percent >= 0) {
                directive();
            }
        }
    }

    private char peek() {
        if (index >= text.length()) {
            throw Failure.value("incomplete format");
        }
        return text.charAt(index);
    }

    private void directive() {
        Value named = peek() == '(' ? named() : null;
        String flags = "";
        while ("#0- +".indexOf(peek()) >= 0) {
            flags += text.charAt(index++);
            if (flags.length() > 20) {
                throw Failure.value("too many flags in a format");
            }
        }
        int width = number();
        if (width < 0) {
            flags += width == NONE ? "" : "-";
            width = width == NONE ? 0 : -width;
        }
        int precision = NONE;
        if (peek() == '.') {
            index++;
            precision = Math.max(0, "0123456789*".indexOf(peek()) >= 0 ? number() : 0);
        }
        while ("hlL".indexOf(peek()) >= 0) {
            index++;
        }
        char conversion = peek();
        index++;
        if (conversion == '%') {
            out.append("%");
            return;
        }
        convert(conversion, named != null ? named : next(), flags, width, precision);
    }

    private static final int NONE = Integer.MIN_VALUE;

    private Value named() {
        if (names == null) {
            throw Failure.type("format requires a mapping");
        }
        int depth = 1;
        int from = ++index;
        for (; depth > 0; index++) {
            char unit = index < text.length() ? text.charAt(index) : 0;
            if (unit == 0) {
                throw Failure.value("incomplete format key");
            }
            depth += unit == '(' ? 1 : unit == ')' ? -1 : 0;
        }
        String name = text.substring(from, index - 1);
        Value value = names.get(name);
        if (value == null) {
            throw Failure.value("KeyError", PythonText.quoted(name));
        }
        return value;
    }

    private int number() {
        if (peek() == '*') {
            index++;
            Value value = next();
            if (!(value instanceof NumberValue count) || count.isFloat()) {
                throw Failure.type("* wants int");
            }
            return StrMethods.integer(count);
        }
        int from = index;
        while (peek() >= '0' && peek() <= '9') {
            index++;
        }
        if (index == from) {
            return NONE;
        }
        if (index - from > 9) {
            throw Failure.value("width too big");
        }
        return Integer.parseInt(text.substring(from, index));
    }

    private Value next() {
        if (names != null && used == 0 || used < values.size()) {
            return values.get(used++);
        }
        throw Failure.type("not enough arguments for format string");
    }

    private void convert(char conversion, Value value, String flags, int width, int precision) {
        switch (conversion) {
            case 's', 'r', 'a' -> string(conversion, value, flags, width, precision);
            case 'c' -> character(value, flags, width);
            case 'd', 'i', 'u' -> pad(sign(integer(value, conversion), flags, precision, 10), value, flags, width);
            case 'x', 'X', 'o' -> based(conversion, value, flags, width, precision);
            case 'e', 'E', 'f', 'F', 'g', 'G' -> real(conversion, value, flags, width, precision);
            default ->
                throw Failure.value("unsupported format character '" + conversion + "' (0x"
                        + Integer.toHexString(conversion) + ") at index " + (index - 1));
        }
    }

    private void string(char conversion, Value value, String flags, int width, int precision) {
        StrValue shown = shown(conversion, value);
        if (format.markup()) {
            shown = MarkupText.escape(render, shown);
        }
        if (precision != NONE && precision < shown.length()) {
            shown = shown.slice(0, shown.unit(precision));
        }
        padded(shown, flags, width);
    }

    private StrValue shown(char conversion, Value value) {
        if (conversion == 's') {
            return format.markup() && value instanceof StrValue known ? known : value.str(render);
        }
        StrBuilder repr = new StrBuilder(render);
        value.repr(repr);
        return conversion == 'r' ? repr.build() : FormatSpec.ascii(render, repr.build());
    }

    private void padded(StrValue shown, String flags, int width) {
        int missing = Math.max(0, width - shown.length());
        render.spend(missing);
        String blanks = " ".repeat(missing);
        boolean left = flags.indexOf('-') >= 0;
        out.append(left ? "" : blanks).append(shown).append(left ? blanks : "");
    }

    private void character(Value value, String flags, int width) {
        if (value instanceof StrValue known && known.length() == 1) {
            padded(known, flags, width);
            return;
        }
        if (!(value instanceof NumberValue number) || number.isFloat()) {
            throw Failure.type("%c requires int or char");
        }
        if (!number.fitsLong() || number.asLong() < 0 || number.asLong() > Character.MAX_CODE_POINT) {
            throw Failure.value("OverflowError", "%c arg not in range(0x110000)");
        }
        StrBuilder one = new StrBuilder(render);
        one.append(Character.toString((int) number.asLong()), number.origin(), Runs.DERIVED);
        padded(one.build(), flags, width);
    }

    private java.math.BigInteger integer(Value value, char conversion) {
        if (value instanceof Undefined undefined) {
            throw undefined.failure();
        }
        if (!(value instanceof NumberValue number)) {
            throw Failure.type("%" + conversion + " format: a real number is required, not " + value.type());
        }
        return number.isFloat() ? Conversions.truncated(number) : number.asBig();
    }

    private static String sign(java.math.BigInteger value, String flags, int precision, int radix) {
        String digits = radix == 10
                ? IntValue.of(value.abs(), Origin.TEMPLATE).digits()
                : value.abs().toString(radix);
        if (precision > digits.length()) {
            digits = "0".repeat(Math.min(precision, 1 << 20) - digits.length()) + digits;
        }
        return (value.signum() < 0 ? "-" : plus(flags)) + digits;
    }

    private static String plus(String flags) {
        return flags.indexOf('+') >= 0 ? "+" : flags.indexOf(' ') >= 0 ? " " : "";
    }

    private void based(char conversion, Value value, String flags, int width, int precision) {
        if (value instanceof Undefined undefined) {
            throw undefined.failure();
        }
        if (!(value instanceof NumberValue number) || number.isFloat()) {
            throw Failure.type("%" + conversion + " format: an integer is required, not " + value.type());
        }
        String text = sign(number.asBig(), flags, precision, conversion == 'o' ? 8 : 16);
        if (flags.indexOf('#') >= 0) {
            int digits = text.startsWith("-") || text.startsWith("+") || text.startsWith(" ") ? 1 : 0;
            text = text.substring(0, digits) + (conversion == 'o' ? "0o" : "0x") + text.substring(digits);
        }
        pad(conversion == 'X' ? text.toUpperCase(java.util.Locale.ROOT) : text, value, flags, width);
    }

    private void real(char conversion, Value value, String flags, int width, int precision) {
        if (value instanceof Undefined undefined) {
            throw undefined.failure();
        }
        if (!(value instanceof NumberValue number)) {
            throw Failure.type("must be real number, not " + value.type());
        }
        render.spend(Math.max(0, precision));
        String shown = FormatSpec.real(
                number.asDouble(), conversion, precision == NONE ? 6 : precision, flags.indexOf('#') >= 0);
        pad(shown.startsWith("-") ? shown : plus(flags) + shown, value, flags, width);
    }

    /** Writes a number, filled with blanks or with zeros behind its sign. */
    private void pad(String number, Value value, String flags, int width) {
        Origin origin = value instanceof NumberValue known ? known.origin() : Origin.TEMPLATE;
        int missing = Math.max(0, width - number.length());
        render.spend(missing);
        if (flags.indexOf('-') >= 0) {
            out.append(number, origin, Runs.DERIVED).append(" ".repeat(missing));
        } else if (flags.indexOf('0') >= 0) {
            int sign = number.isEmpty() || Character.isLetterOrDigit(number.charAt(0)) ? 0 : 1;
            int prefix = number.startsWith("0x", sign) || number.startsWith("0X", sign) || number.startsWith("0o", sign)
                    ? sign + 2
                    : sign;
            out.append(
                    number.substring(0, prefix) + "0".repeat(missing) + number.substring(prefix), origin, Runs.DERIVED);
        } else {
            out.append(" ".repeat(missing)).append(number, origin, Runs.DERIVED);
        }
    }
}
