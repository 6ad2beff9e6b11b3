package dev.tokenwright.chat.jinja;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Filters of single values. */
final class ValueFilters {
    private ValueFilters() {}

    static void register(Map<String, Filters.Filter> filters) {
        filters.put("length", ValueFilters::length);
        filters.put("count", ValueFilters::length);
        filters.put("default", ValueFilters::otherwise);
        filters.put("d", ValueFilters::otherwise);
        filters.put("int", ValueFilters::toInt);
        filters.put("float", ValueFilters::toFloat);
        filters.put("abs", ValueFilters::abs);
        filters.put("round", ValueFilters::round);
        filters.put("attr", ValueFilters::attr);
        filters.put("tojson", JsonText::of);
        filters.put("filesizeformat", ValueFilters::fileSize);
        filters.put("pprint", ValueFilters::prettyPrint);
    }

    private static Value length(Render render, Value input, Arguments arguments) {
        arguments.bind("len");
        return IntValue.of(input.length(), input instanceof StrValue text ? text.origin() : Origin.TEMPLATE);
    }

    private static Value otherwise(Render render, Value input, Arguments arguments) {
        Arguments.Bound bound = arguments.bind("do_default", "default_value", "boolean");
        boolean missing = input instanceof Undefined || (bound.truth(1, false) && !input.truth());
        return missing ? bound.or(0, StrValue.EMPTY) : input;
    }

    private static Value toInt(Render render, Value input, Arguments arguments) {
        Arguments.Bound bound = arguments.bind("do_int", "default", "base");
        if (input instanceof Undefined undefined) {
            throw undefined.failure();
        }
        Value otherwise = bound.or(0, IntValue.of(0));
        if (input instanceof NumberValue number) {
            return number.isFloat() ? floatToInt(number, otherwise) : IntValue.of(number.asBig(), number.origin());
        }
        if (!(input instanceof StrValue text)) {
            return otherwise;
        }
        Value baseValue = bound.or(1, IntValue.of(10));
        if (!(baseValue instanceof NumberValue base) || base.isFloat()) {
            return fromFloat(text, otherwise);
        }
        int radix = StrMethods.integer(base);
        boolean valid = radix == 0 || (radix >= 2 && radix <= 36);
        BigInteger parsed = valid ? parsed(text, radix) : null;
        return parsed != null ? IntValue.of(parsed, text.origin()) : fromFloat(text, otherwise);
    }

    private static @Nullable BigInteger parsed(StrValue text, int radix) {
        try {
            return Conversions.parseInteger(text.text(), radix);
        } catch (Failure tooLong) {
            return null;
        }
    }

    private static Value floatToInt(NumberValue number, Value otherwise) {
        if (Double.isFinite(number.asDouble())) {
            return IntValue.of(Conversions.truncated(number), number.origin());
        }
        if (Double.isInfinite(number.asDouble())) {
            throw Failure.value("OverflowError", "cannot convert float infinity to integer");
        }
        return otherwise;
    }

    private static Value fromFloat(StrValue text, Value otherwise) {
        Double parsed = Conversions.parseFloat(text.text());
        return parsed == null || !Double.isFinite(parsed)
                ? otherwise
                : IntValue.of(new BigDecimal(parsed).toBigInteger(), text.origin());
    }

    private static Value toFloat(Render render, Value input, Arguments arguments) {
        Value otherwise = arguments.bind("do_float", "default").or(0, FloatValue.of(0.0, Origin.TEMPLATE));
        if (input instanceof Undefined undefined) {
            throw undefined.failure();
        }
        if (input instanceof NumberValue number) {
            return FloatValue.of(number.asDouble(), number.origin());
        }
        if (!(input instanceof StrValue text)) {
            return otherwise;
        }
        Double parsed = Conversions.parseFloat(text.text());
        return parsed == null ? otherwise : FloatValue.of(parsed, text.origin());
    }

    private static Value abs(Render render, Value input, Arguments arguments) {
        arguments.bind("abs");
        if (!(input instanceof NumberValue number)) {
            throw Failure.type("bad operand type for abs(): '" + input.type() + "'");
        }
        return number.isFloat()
                ? FloatValue.of(Math.abs(number.asDouble()), number.origin())
                : IntValue.of(number.asBig().abs(), number.origin());
    }

    private static Value round(Render render, Value input, Arguments arguments) {
        Arguments.Bound bound = arguments.bind("do_round", "precision", "method");
        Value method = bound.or(1, StrValue.of("common"));
        String name = method instanceof StrValue text ? text.text() : "";
        if (!List.of("common", "ceil", "floor").contains(name)) {
            throw Failure.argument("method must be common, ceil or floor");
        }
        if (input instanceof Undefined undefined) {
            throw name.equals("common")
                    ? Failure.type("type Undefined doesn't define __round__ method")
                    : undefined.failure();
        }
        if (!(input instanceof NumberValue number)) {
            throw Failure.type("type " + input.type() + " doesn't define __round__ method");
        }
        Value precision = bound.or(0, IntValue.of(0));
        if (!name.equals("common")) {
            return directed(render, number, precision, name.equals("ceil"));
        }
        int digits = precision instanceof NoneValue ? 0 : StrMethods.integer(precision);
        if (number.isFloat() && precision instanceof NoneValue) {
            return IntValue.of(
                    Conversions.truncated((NumberValue) FloatValue.of(Math.rint(number.asDouble()), number.origin())),
                    number.origin());
        }
        if (number.isFloat()) {
            return FloatValue.of(Floats.round(number.asDouble(), digits), number.origin());
        }
        return IntValue.of(roundedInteger(number.asBig(), digits), number.origin());
    }

    private static BigInteger roundedInteger(BigInteger value, int digits) {
        if (digits >= 0) {
            return value;
        }
        if (digits < -IntValue.MAX_DIGITS * 8) {
            return BigInteger.ZERO;
        }
        return new BigDecimal(value).setScale(digits, RoundingMode.HALF_EVEN).toBigInteger();
    }

    private static Value directed(Render render, NumberValue number, Value precision, boolean up) {
        Value scale = Arithmetic.apply(render, Arithmetic.Operator.POWER, IntValue.of(10), precision);
        Value scaled = Arithmetic.apply(render, Arithmetic.Operator.MULTIPLY, number, scale);
        Value whole = scaled;
        if (scaled instanceof FloatValue real) {
            double value = up ? Math.ceil(real.asDouble()) : Math.floor(real.asDouble());
            whole = IntValue.of(Conversions.truncated(FloatValue.of(value, real.origin())), real.origin());
        }
        return Arithmetic.apply(render, Arithmetic.Operator.DIVIDE, whole, scale);
    }

    private static Value attr(Render render, Value input, Arguments arguments) {
        Value name = arguments.bind("do_attr", "name!").required(0);
        String attribute = StrMethods.text(name, "attribute name");
        if (input instanceof Undefined undefined && !attribute.startsWith("__")) {
            throw undefined.failure();
        }
        Value value = input.attribute(attribute);
        return value == null ? Undefined.of(input, name) : value;
    }

    private static Value fileSize(Render render, Value input, Arguments arguments) {
        boolean binary = arguments.bind("do_filesizeformat", "binary").truth(0, false);
        Value converted = toFloat(render, input, new Arguments(List.of(StrValue.EMPTY), Map.of()));
        if (!(input instanceof StrValue) && !(input instanceof NumberValue)) {
            throw Failure.type("float() argument must be a string or a real number, not '" + input.type() + "'");
        }
        if (!(converted instanceof NumberValue number)) {
            throw Failure.value("could not convert string to float");
        }
        double bytes = number.asDouble();
        double base = binary ? 1024 : 1000;
        if (bytes == 1) {
            return StrValue.of("1 Byte");
        }
        if (bytes < base) {
            return StrValue.of((long) bytes + " Bytes");
        }
        double unit = base;
        String prefix = "";
        for (char letter : "kMGTPEZY".toCharArray()) {
            unit *= base;
            prefix = binary ? Character.toUpperCase(letter) + "iB" : letter + "B";
            if (bytes < unit) {
                break;
            }
        }
        String shown = FormatSpec.real(base * bytes / unit, 'f', 1, false);
        StrBuilder out = new StrBuilder(render);
        return out.append(shown + " " + prefix, number.origin(), Runs.DERIVED).build();
    }

    private static Value prettyPrint(Render render, Value input, Arguments arguments) {
        arguments.bind("do_pprint");
        return PrettyText.of(render, input);
    }
}
