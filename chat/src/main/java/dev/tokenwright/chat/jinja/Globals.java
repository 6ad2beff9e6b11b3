package dev.tokenwright.chat.jinja;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The functions that every template has. */
final class Globals {
    private static final Map<String, Value> FUNCTIONS = Map.of(
            "range", new FunctionValue("range", "function", Globals::range),
            "dict", new FunctionValue("dict", "TemplateDict", Globals::dict),
            "namespace",
                    new FunctionValue(
                            "namespace", "type", (render, arguments) -> new NamespaceValue(dict(render, arguments))),
            "raise_exception", new FunctionValue("raise_exception", "function", Globals::raiseException),
            "strftime_now", new FunctionValue("strftime_now", "function", Globals::strftimeNow),
            "cycler",
                    new FunctionValue(
                            "cycler",
                            "type",
                            (render, arguments) ->
                                    new CyclerValue(arguments.unnamed("cycler").positional())),
            "joiner",
                    new FunctionValue(
                            "joiner",
                            "type",
                            (render, arguments) -> new JoinerValue(
                                    arguments.bind("joiner", "sep").or(0, StrValue.of(", ")))),
            "lipsum",
                    new FunctionValue("lipsum", "function", (render, arguments) -> {
                        throw Failure.type("lipsum() gives random text, which is not part of the language");
                    }));

    private Globals() {}

    static @Nullable Value find(String name) {
        return FUNCTIONS.get(name);
    }

    /** A render for texts of messages. */
    static Render scratch() {
        return new Render(Map.of(), 0, RenderOptions.at(LocalDateTime.MIN).withOrigins(RenderOptions.Origins.IGNORED));
    }

    private static Value range(Render render, Arguments arguments) {
        List<Value> values = arguments.positional("range", 1, 3).positional();
        long[] bounds = new long[values.size()];
        for (int index = 0; index < bounds.length; index++) {
            Value value = values.get(index);
            if (value instanceof Undefined || !(value instanceof NumberValue number) || number.isFloat()) {
                throw Failure.type("'" + value.type() + "' object cannot be interpreted as an integer");
            }
            if (!number.fitsLong() || Math.abs(number.asLong()) > Long.MAX_VALUE / 4) {
                throw Failure.value("OverflowError", "Python int too large to convert to C ssize_t");
            }
            bounds[index] = number.asLong();
        }
        return switch (bounds.length) {
            case 1 -> new RangeValue(0, bounds[0], 1);
            case 2 -> new RangeValue(bounds[0], bounds[1], 1);
            default -> new RangeValue(bounds[0], bounds[1], bounds[2]);
        };
    }

    private static DictValue dict(Render render, Arguments arguments) {
        if (arguments.count() > 1) {
            throw Failure.type("dict expected at most 1 argument, got " + arguments.count());
        }
        DictValue made = new DictValue();
        if (arguments.count() == 1) {
            Value source = arguments.get(0);
            if (source instanceof DictValue dict) {
                Arithmetic.payForElements(render, 4L * dict.length());
                made.putAll(dict);
            } else {
                fromPairs(render, source, made);
            }
        }
        arguments.named().forEach((name, value) -> made.put(StrValue.of(name), value));
        return made;
    }

    private static void fromPairs(Render render, Value source, DictValue made) {
        int index = 0;
        for (Value pair : Ordering.list(render, source)) {
            if (!pair.iterable()) {
                throw Failure.type("cannot convert dictionary update sequence element #" + index + " to a sequence");
            }
            List<Value> items = Ordering.list(render, pair);
            if (items.size() != 2) {
                throw Failure.value("dictionary update sequence element #" + index + " has length " + items.size()
                        + "; 2 is required");
            }
            made.put(items.get(0), items.get(1));
            index++;
        }
    }

    private static Value raiseException(Render render, Arguments arguments) {
        Value message = arguments.bind("raise_exception", "message!").required(0);
        throw Failure.raised(
                message instanceof NoneValue ? "None" : message.str(render).text());
    }

    private static Value strftimeNow(Render render, Arguments arguments) {
        Value format = arguments.bind("strftime_now", "format!").required(0);
        if (!(format instanceof StrValue text)) {
            throw Failure.type("strftime() argument 1 must be str, not " + format.type());
        }
        return text.derived(Strftime.format(render, text.text(), render.now())).asPlain();
    }
}
