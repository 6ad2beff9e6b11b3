package dev.tokenwright.chat.jinja;

import dev.tokenwright.chat.plain.FloatText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The {@code tojson} filter of {@code transformers}: Python's {@code json.dumps}. */
final class JsonText {
    private final StrBuilder out;
    private final boolean ascii;
    private final @Nullable StrValue indent;
    private final StrValue itemSeparator;
    private final StrValue keySeparator;
    private final boolean sortKeys;

    private JsonText(Render render, Arguments.Bound options) {
        this.out = new StrBuilder(render);
        this.ascii = options.truth(0, false);
        this.indent = indent(render, options.orNone(1));
        Value separators = options.orNone(2);
        if (separators == null) {
            this.itemSeparator = StrValue.of(indent == null ? ", " : ",");
            this.keySeparator = StrValue.of(": ");
        } else {
            List<Value> two = Ordering.list(render, separators);
            if (two.size() != 2) {
                throw Failure.value("separators must be two texts");
            }
            this.itemSeparator = separator(two.get(0));
            this.keySeparator = separator(two.get(1));
        }
        this.sortKeys = options.truth(3, false);
    }

    private static StrValue separator(Value value) {
        if (value instanceof StrValue text) {
            return text.asPlain();
        }
        throw Failure.type("separators must be str, not " + value.type());
    }

    private static @Nullable StrValue indent(Render render, @Nullable Value value) {
        if (value == null || value instanceof StrValue) {
            return value == null ? null : ((StrValue) value).asPlain();
        }
        int width = Math.max(0, StrMethods.integer(value));
        render.spend(width);
        return StrValue.of(" ".repeat(width));
    }

    static StrValue of(Render render, Value value, Arguments arguments) {
        JsonText json =
                new JsonText(render, arguments.bind("tojson", "ensure_ascii", "indent", "separators", "sort_keys"));
        json.write(value, 0);
        return json.out.build();
    }

    private void write(Value value, int level) {
        out.render().step();
        if (value instanceof StrValue text) {
            string(text);
        } else if (value instanceof NoneValue || value instanceof NumberValue) {
            scalar(value);
        } else if (value instanceof DictValue dict) {
            dict(dict, level);
        } else if (value instanceof SequenceValue sequence) {
            sequence(sequence, level);
        } else {
            throw Failure.type("Object of type " + value.type() + " is not JSON serializable");
        }
    }

    private void scalar(Value value) {
        if (value instanceof NumberValue number) {
            out.append(number(number), number.origin(), Runs.DERIVED);
        } else {
            out.append("null");
        }
    }

    private static String number(NumberValue number) {
        if (number instanceof BoolValue truth) {
            return truth.truth() ? "true" : "false";
        }
        if (number instanceof IntValue integer) {
            return integer.digits();
        }
        double value = number.asDouble();
        if (Double.isNaN(value)) {
            return "NaN";
        }
        return Double.isInfinite(value) ? (value > 0 ? "Infinity" : "-Infinity") : FloatText.repr(value);
    }

    private void string(StrValue value) {
        String text = value.text();
        out.append("\"");
        int plainFrom = 0;
        for (int index = 0; index < text.length(); index++) {
            String escape = escape(text.charAt(index));
            if (!escape.isEmpty()) {
                out.append(value, plainFrom, index).appendFor(escape, value, index);
                plainFrom = index + 1;
            }
        }
        out.append(value, plainFrom, text.length()).append("\"");
    }

    private String escape(char unit) {
        return switch (unit) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            case '\f' -> "\\f";
            case '\b' -> "\\b";
            default ->
                unit < ' ' || (ascii && unit >= 0x7F && unit != 0x7F) ? String.format("\\u%04x", (int) unit) : "";
        };
    }

    private void newline(int level) {
        if (indent != null) {
            out.append("\n");
            for (int index = 0; index < level; index++) {
                out.append(indent);
            }
        }
    }

    private void sequence(SequenceValue sequence, int level) {
        if (sequence.length() == 0) {
            out.append("[]");
            return;
        }
        out.render().enterData();
        out.append("[");
        boolean first = true;
        for (Value item : sequence.items()) {
            if (!first) {
                out.append(itemSeparator);
            }
            first = false;
            newline(level + 1);
            write(item, level + 1);
        }
        newline(level);
        out.append("]");
        out.render().leaveData();
    }

    private void dict(DictValue dict, int level) {
        if (dict.length() == 0) {
            out.append("{}");
            return;
        }
        out.render().enterData();
        out.append("{");
        boolean first = true;
        for (DictValue.Entry entry : entries(dict)) {
            if (!first) {
                out.append(itemSeparator);
            }
            first = false;
            newline(level + 1);
            key(entry.key());
            out.append(keySeparator);
            write(entry.value(), level + 1);
        }
        newline(level);
        out.append("}");
        out.render().leaveData();
    }

    private List<DictValue.Entry> entries(DictValue dict) {
        List<DictValue.Entry> entries = new ArrayList<>(dict.entries());
        if (!sortKeys) {
            return entries;
        }
        List<Ordering.Keyed> keyed = new ArrayList<>();
        for (DictValue.Entry entry : entries) {
            keyed.add(new Ordering.Keyed(entry.key(), TupleValue.of(entry.key(), entry.value())));
        }
        entries.clear();
        for (Value pair : Ordering.sorted(out.render(), keyed, false)) {
            List<Value> two = ((TupleValue) pair).items();
            entries.add(new DictValue.Entry(two.get(0), two.get(1)));
        }
        return entries;
    }

    private void key(Value key) {
        if (key instanceof StrValue text) {
            string(text);
        } else if (key instanceof NoneValue || key instanceof NumberValue) {
            out.append("\"");
            scalar(key);
            out.append("\"");
        } else {
            throw Failure.type("keys must be str, int, float, bool or None, not " + key.type());
        }
    }
}
