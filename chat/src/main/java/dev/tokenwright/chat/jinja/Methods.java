package dev.tokenwright.chat.jinja;

import java.util.List;

/** Calls of the methods that values have. */
final class Methods {
    private Methods() {}

    static Value call(Render render, Value owner, String name, Arguments arguments) {
        if (owner instanceof StrValue text) {
            if (text.markup() && MarkupText.METHODS.contains(name)) {
                return markup(render, text, name, arguments);
            }
            return StrMethods.call(render, text, name, arguments);
        }
        if (owner instanceof DictValue dict) {
            return dict(render, dict, name, arguments);
        }
        if (owner instanceof SequenceValue sequence) {
            return sequence(render, sequence, name, arguments);
        }
        if (owner instanceof LoopValue loop) {
            List<Value> items = arguments.unnamed(name).positional();
            return name.equals("cycle") ? loop.cycle(items) : BoolValue.of(loop.changed(items));
        }
        if (owner instanceof CyclerValue cycler) {
            return cycler(cycler, name, arguments);
        }
        if (owner instanceof NumberValue number) {
            return number(number, name, arguments);
        }
        if (owner instanceof BytesValue bytes) {
            arguments.bind(name, "encoding", "errors");
            return bytes.source();
        }
        if (owner instanceof RangeValue range) {
            return range(range, name, arguments);
        }
        throw Failure.type("the method " + name + " of a " + owner.type() + " is not part of the language");
    }

    private static Value markup(Render render, StrValue text, String name, Arguments arguments) {
        if (name.equals("escape")) {
            return MarkupText.escape(render, arguments.positional(name, 1, 1).get(0));
        }
        arguments.positional(name, 0, 0);
        return name.equals("striptags")
                ? MarkupText.stripTags(render, text)
                : MarkupText.unescape(render, text.asPlain());
    }

    private static Value dict(Render render, DictValue dict, String name, Arguments arguments) {
        switch (name) {
            case "get" -> {
                arguments.positional("get", 1, 2);
                Value found = dict.get(arguments.get(0));
                Value otherwise = arguments.at(1);
                return found != null ? found : otherwise != null ? otherwise : NoneValue.NONE;
            }
            case "fromkeys" -> {
                arguments.positional(name, 1, 2);
                DictValue made = new DictValue();
                Value value = arguments.at(1);
                for (Value key : Ordering.list(render, arguments.get(0))) {
                    made.put(key, value == null ? NoneValue.NONE : value);
                }
                return made;
            }
            default -> {
                arguments.positional("dict." + name, 0, 0);
                render.steps(dict.length());
                return switch (name) {
                    case "items" -> new DictView(dict, DictView.Part.ITEMS);
                    case "keys" -> new DictView(dict, DictView.Part.KEYS);
                    case "values" -> new DictView(dict, DictView.Part.VALUES);
                    default -> copy(render, dict);
                };
            }
        }
    }

    private static DictValue copy(Render render, DictValue dict) {
        Arithmetic.payForElements(render, 4L * dict.length());
        DictValue copy = new DictValue();
        copy.putAll(dict);
        return copy;
    }

    private static Value sequence(Render render, SequenceValue sequence, String name, Arguments arguments) {
        if (name.equals("copy")) {
            arguments.positional("list.copy", 0, 0);
            return sequence;
        }
        boolean counting = name.equals("count");
        arguments.positional(name, 1, counting ? 1 : 3);
        int from = counting ? 0 : bound(sequence, arguments, 1, 0);
        int to = counting ? sequence.length() : bound(sequence, arguments, 2, sequence.length());
        int count = 0;
        for (int index = from; index < Math.min(to, sequence.length()); index++) {
            render.step();
            if (Equality.same(sequence.items().get(index), arguments.get(0))) {
                if (!counting) {
                    return IntValue.of(index);
                }
                count++;
            }
        }
        if (!counting) {
            throw Failure.value(
                    sequence instanceof ListValue ? "value is not in list" : "tuple.index(x): x not in tuple");
        }
        return IntValue.of(count);
    }

    private static int bound(SequenceValue sequence, Arguments arguments, int at, int otherwise) {
        Value argument = arguments.at(at);
        if (argument == null) {
            return otherwise;
        }
        int index = StrMethods.integer(argument);
        return index < 0 ? Math.max(0, index + sequence.length()) : index;
    }

    private static Value cycler(CyclerValue cycler, String name, Arguments arguments) {
        arguments.positional(name, 0, 0);
        if (name.equals("next")) {
            return cycler.next();
        }
        cycler.reset();
        return NoneValue.NONE;
    }

    private static Value number(NumberValue number, String name, Arguments arguments) {
        if (name.equals("to_bytes") || name.equals("from_bytes") || name.equals("hex") || name.equals("fromhex")) {
            throw Failure.type("the method " + name + " of a number is not part of the language");
        }
        arguments.positional(number.type() + "." + name, 0, 0);
        return switch (name) {
            case "is_integer" ->
                BoolValue.of(!number.isFloat()
                        || (Double.isFinite(number.asDouble()) && number.asDouble() == Math.rint(number.asDouble())));
            case "conjugate" -> Arithmetic.plus(number);
            case "bit_length" -> IntValue.of(number.asBig().abs().bitLength(), number.origin());
            case "bit_count" -> IntValue.of(number.asBig().abs().bitCount(), number.origin());
            default -> ratio(number);
        };
    }

    private static Value ratio(NumberValue number) {
        if (!number.isFloat()) {
            return TupleValue.of(Arithmetic.plus(number), IntValue.of(1));
        }
        java.math.BigDecimal exact = number.exact();
        java.math.BigInteger bottom = java.math.BigInteger.TEN.pow(Math.max(0, exact.scale()));
        java.math.BigInteger top =
                exact.multiply(new java.math.BigDecimal(bottom)).toBigInteger();
        java.math.BigInteger common = top.gcd(bottom).max(java.math.BigInteger.ONE);
        return TupleValue.of(
                IntValue.of(top.divide(common), number.origin()), IntValue.of(bottom.divide(common), number.origin()));
    }

    private static Value range(RangeValue range, String name, Arguments arguments) {
        Value wanted = arguments.positional("range." + name, 1, 1).get(0);
        int index = wanted instanceof NumberValue number && number.fitsLong() ? range.indexOf(number.asLong()) : -1;
        if (name.equals("count")) {
            return IntValue.of(index < 0 ? 0 : 1);
        }
        if (index < 0) {
            throw Failure.value("the value is not in range");
        }
        return IntValue.of(index);
    }
}
