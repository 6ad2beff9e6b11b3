package dev.tokenwright.chat.jinja;

import dev.tokenwright.chat.plain.FloatText;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Python's {@code format(value, spec)}. */
final class FormatSpec {
    private static final Pattern FORM = Pattern.compile(
            "(?:(.)?([<>=^]))?([-+ ])?(z)?(#)?(0)?([0-9]{0,9})([,_])?(?:\\.([0-9]{1,9}))?(.)?", Pattern.DOTALL);

    private final Render render;
    private final String spec;
    private final String fill;
    private final char align;
    private final String sign;
    private final boolean alternate;
    private final int width;
    private final String grouping;
    private final int precision;
    private final char type;

    private FormatSpec(Render render, String spec, Value value) {
        this.render = render;
        this.spec = spec;
        Matcher form = FORM.matcher(spec);
        if (!form.matches()) {
            throw Failure.value("Invalid format specifier '" + spec + "' for object of type '" + value.type() + "'");
        }
        boolean zero = form.group(6) != null;
        this.fill = form.group(1) != null
                ? form.group(1)
                : zero && form.group(2) == null ? "0" : zero && form.group(1) == null ? "0" : " ";
        this.align = form.group(2) != null ? form.group(2).charAt(0) : zero && !(value instanceof StrValue) ? '=' : 0;
        this.sign = form.group(3) == null ? "" : form.group(3);
        this.alternate = form.group(5) != null;
        this.width = form.group(7).isEmpty() ? 0 : Integer.parseInt(form.group(7));
        this.grouping = form.group(8) == null ? "" : form.group(8);
        this.precision = form.group(9) == null ? -1 : Integer.parseInt(form.group(9));
        this.type = form.group(10) == null ? 0 : form.group(10).charAt(0);
    }

    static StrValue format(Render render, Value value, String spec) {
        if (spec.isEmpty()) {
            return value.str(render);
        }
        if (value instanceof StrValue text) {
            return new FormatSpec(render, spec, value).string(text);
        }
        if (value instanceof NumberValue number) {
            return new FormatSpec(render, spec, value).number(number);
        }
        throw Failure.type("unsupported format string passed to " + value.type() + ".__format__");
    }

    private Failure unknownType(Value value) {
        return Failure.value("Unknown format code '" + type + "' for object of type '" + value.type() + "'");
    }

    private StrValue string(StrValue text) {
        if (type != 0 && type != 's') {
            throw unknownType(text);
        }
        if (!sign.isEmpty() || alternate || !grouping.isEmpty() || align == '=') {
            throw Failure.value("the format \"" + spec + "\" is not for texts");
        }
        StrValue cut = precision >= 0 && precision < text.length() ? text.slice(0, text.unit(precision)) : text;
        return aligned(cut.asPlain(), align == 0 ? '<' : align);
    }

    private StrValue aligned(StrValue shown, char alignment) {
        int missing = Math.max(0, width - shown.length());
        int left =
                switch (alignment) {
                    case '>' -> missing;
                    case '^' -> missing / 2;
                    default -> 0;
                };
        render.spend(2L * missing);
        return new StrBuilder(render)
                .append(fill.repeat(left))
                .append(shown)
                .append(fill.repeat(missing - left))
                .build();
    }

    private StrValue number(NumberValue number) {
        boolean real = number.isFloat() || "eEfFgG%".indexOf(type) >= 0 && type != 0;
        String digits = real ? realDigits(number) : integerDigits(number);
        boolean negative = digits.startsWith("-");
        String body = negative ? digits.substring(1) : digits;
        String mark = negative ? "-" : sign.equals("-") ? "" : sign;
        if (alternate && !real && "xXob".indexOf(type) >= 0 && type != 0) {
            mark += "0" + type;
        }
        body = grouped(body, mark);
        StrBuilder out = new StrBuilder(render);
        out.append(mark + body, number.origin(), Runs.DERIVED);
        return aligned(out.build(), align == 0 ? '>' : align);
    }

    /** The digits with separators, and with the filling that goes between sign and digits. */
    private String grouped(String body, String mark) {
        int wholeEnd = 0;
        while (wholeEnd < body.length()
                && Character.digit(body.charAt(wholeEnd), 16) >= 0
                && body.charAt(wholeEnd) != '.') {
            if (!isBased() && body.charAt(wholeEnd) > '9') {
                break;
            }
            wholeEnd++;
        }
        String whole = body.substring(0, wholeEnd);
        String rest = body.substring(wholeEnd);
        int room = align == '=' ? width - mark.length() - rest.length() : 0;
        render.spend(Math.max(0, room));
        if (grouping.isEmpty()) {
            return align == '=' ? fill.repeat(Math.max(0, room - whole.length())) + whole + rest : whole + rest;
        }
        int size = isBased() ? 4 : 3;
        StringBuilder grouped = new StringBuilder(whole);
        boolean zeros = align == '=' && fill.equals("0");
        for (int at = whole.length() - size; at > 0; at -= size) {
            grouped.insert(at, grouping);
        }
        int digitsInGroup = whole.length() % size;
        while (zeros && grouped.length() < room) {
            if (digitsInGroup == 0 && grouped.length() > 0) {
                grouped.insert(0, grouping);
                digitsInGroup = 0;
            }
            grouped.insert(0, '0');
            digitsInGroup = (digitsInGroup + 1) % size;
        }
        return zeros ? grouped + rest : fill.repeat(Math.max(0, room - grouped.length())) + grouped + rest;
    }

    private boolean isBased() {
        return type == 'x' || type == 'X' || type == 'o' || type == 'b';
    }

    private String integerDigits(NumberValue number) {
        if (precision >= 0) {
            throw Failure.value("Precision not allowed in integer format specifier");
        }
        BigInteger value = number.asBig();
        return switch (type) {
            case 0, 'd', 'n' -> IntValue.of(value, Origin.TEMPLATE).digits();
            case 'x' -> value.toString(16);
            case 'X' -> value.toString(16).toUpperCase(Locale.ROOT);
            case 'o' -> value.toString(8);
            case 'b' -> value.toString(2);
            case 'c' -> Character.toString(Math.max(0, Math.min(0x10FFFF, value.intValue())));
            default -> throw unknownType(number);
        };
    }

    private String realDigits(NumberValue number) {
        double value = number.asDouble();
        render.spend(Math.max(0, precision));
        return switch (type) {
            case 0 -> precision < 0 ? FloatText.repr(value) : untyped(value);
            case 'e', 'E', 'f', 'F', 'g', 'G' -> real(value, type, precision < 0 ? 6 : precision, alternate);
            case 'n' -> real(value, 'g', precision < 0 ? 6 : precision, alternate);
            case '%' -> real(value * 100, 'f', precision < 0 ? 6 : precision, alternate) + "%";
            default -> throw unknownType(number);
        };
    }

    /** As {@code g}, but with a digit after the point. */
    private String untyped(double value) {
        if (!Double.isFinite(value)) {
            return FloatText.repr(value);
        }
        int digits = Math.max(1, precision);
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(digits, RoundingMode.HALF_EVEN));
        int exponent = rounded.signum() == 0 ? 0 : rounded.precision() - rounded.scale() - 1;
        String shown = real(value, 'g', digits, false);
        boolean plain = shown.indexOf('e') < 0 && shown.indexOf('.') < 0;
        if (plain && exponent >= digits - 1) {
            return real(value, 'e', digits - 1, false).replaceFirst("\\.?0+e", "e");
        }
        return plain ? shown + ".0" : shown;
    }

    /** A number as {@code printf} of C writes it. */
    static String real(double value, char conversion, int precision, boolean alternate) {
        if (!Double.isFinite(value)) {
            String shown = FloatText.repr(value);
            return Character.isUpperCase(conversion) ? shown.toUpperCase(Locale.ROOT) : shown;
        }
        String sign = value < 0 || (value == 0 && 1 / value < 0) ? "-" : "";
        BigDecimal exact = new BigDecimal(Math.abs(value));
        String shown =
                switch (Character.toLowerCase(conversion)) {
                    case 'f' ->
                        exact.setScale(precision, RoundingMode.HALF_EVEN).toPlainString()
                                + (alternate && precision == 0 ? "." : "");
                    case 'e' -> scientific(exact, precision, alternate);
                    default -> general(exact, Math.max(1, precision), alternate);
                };
        return sign + (Character.isUpperCase(conversion) ? shown.toUpperCase(Locale.ROOT) : shown);
    }

    private static String scientific(BigDecimal exact, int precision, boolean alternate) {
        BigDecimal rounded = exact.round(new MathContext(precision + 1, RoundingMode.HALF_EVEN));
        int exponent = rounded.signum() == 0 ? 0 : rounded.precision() - rounded.scale() - 1;
        String digits = rounded.unscaledValue().toString();
        digits = digits + "0".repeat(Math.max(0, precision + 1 - digits.length()));
        String fraction = precision > 0 ? "." + digits.substring(1, precision + 1) : alternate ? "." : "";
        return digits.charAt(0) + fraction + "e" + FloatText.exponentText(exponent);
    }

    private static String general(BigDecimal exact, int precision, boolean alternate) {
        BigDecimal rounded = exact.round(new MathContext(precision, RoundingMode.HALF_EVEN));
        int exponent = rounded.signum() == 0 ? 0 : rounded.precision() - rounded.scale() - 1;
        if (exponent < -4 || exponent >= precision) {
            String shown = scientific(exact, precision - 1, alternate);
            int at = shown.indexOf('e');
            return alternate ? shown : withoutZeros(shown.substring(0, at)) + shown.substring(at);
        }
        String shown = exact.setScale(Math.max(0, precision - 1 - exponent), RoundingMode.HALF_EVEN)
                .toPlainString();
        return alternate ? (shown.indexOf('.') < 0 ? shown + "." : shown) : withoutZeros(shown);
    }

    private static String withoutZeros(String shown) {
        if (shown.indexOf('.') < 0) {
            return shown;
        }
        int end = shown.length();
        while (shown.charAt(end - 1) == '0') {
            end--;
        }
        return shown.substring(0, shown.charAt(end - 1) == '.' ? end - 1 : end);
    }

    /** The text with everything beyond ASCII escaped, as {@code ascii} gives it. */
    static StrValue ascii(Render render, StrValue text) {
        StrBuilder out = new StrBuilder(render);
        for (int index = 0; index < text.text().length(); ) {
            int codePoint = text.text().codePointAt(index);
            int end = index + Character.charCount(codePoint);
            if (codePoint < 0x80) {
                out.append(text, index, end);
            } else {
                String form = codePoint < 0x100 ? "\\x%02x" : codePoint < 0x10000 ? "\\u%04x" : "\\U%08x";
                out.appendFor(String.format(form, codePoint), text, index);
            }
            index = end;
        }
        return out.build();
    }
}
