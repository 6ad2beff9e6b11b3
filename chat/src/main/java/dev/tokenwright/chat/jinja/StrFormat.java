package dev.tokenwright.chat.jinja;

import org.jspecify.annotations.Nullable;

/** Python's {@code str.format}. */
final class StrFormat {
    private static final int MAX_NESTING = 2;
    private static final int MANUAL = -1;

    private final Render render;
    private final boolean markup;
    private final Arguments arguments;
    private final @Nullable Value names;
    private int automatic;

    private StrFormat(Render render, boolean markup, Arguments arguments, @Nullable Value names) {
        this.render = render;
        this.markup = markup;
        this.arguments = arguments;
        this.names = names;
    }

    static StrValue format(Render render, StrValue format, Arguments arguments) {
        return new StrFormat(render, format.markup(), arguments, null)
                .fill(format, MAX_NESTING)
                .build(format.markup());
    }

    static StrValue formatMap(Render render, StrValue format, Arguments arguments) {
        Value names = arguments.positional("format_map", 1, 1).get(0);
        return new StrFormat(render, format.markup(), Arguments.NONE, names)
                .fill(format, MAX_NESTING)
                .build(format.markup());
    }

    private StrBuilder fill(StrValue format, int nesting) {
        if (nesting < 0) {
            throw Failure.value("Max string recursion exceeded");
        }
        StrBuilder out = new StrBuilder(render);
        String text = format.text();
        int index = 0;
        while (index < text.length()) {
            char unit = text.charAt(index);
            if (unit != '{' && unit != '}') {
                int end = index;
                while (end < text.length() && text.charAt(end) != '{' && text.charAt(end) != '}') {
                    end++;
                }
                out.append(format, index, end);
                index = end;
            } else if (index + 1 < text.length() && text.charAt(index + 1) == unit) {
                out.append(format, index, index + 1);
                index += 2;
            } else if (unit == '}') {
                throw Failure.value("Single '}' encountered in format string");
            } else {
                int end = closing(text, index + 1);
                field(format.slice(index + 1, end), nesting, out);
                index = end + 1;
            }
        }
        return out;
    }

    private static int closing(String text, int from) {
        if (from >= text.length()) {
            throw Failure.value("Single '{' encountered in format string");
        }
        int depth = 1;
        boolean inBrackets = false;
        for (int index = from; index < text.length(); index++) {
            char unit = text.charAt(index);
            if (unit == '[') {
                inBrackets = true;
            } else if (unit == ']') {
                inBrackets = false;
            } else if (!inBrackets && unit == '{') {
                depth++;
            } else if (!inBrackets && unit == '}' && --depth == 0) {
                return index;
            }
        }
        throw Failure.value("expected '}' before end of string");
    }

    private void field(StrValue field, int nesting, StrBuilder out) {
        String text = field.text();
        int nameEnd = 0;
        boolean inBrackets = false;
        while (nameEnd < text.length()
                && (inBrackets || (text.charAt(nameEnd) != '!' && text.charAt(nameEnd) != ':'))) {
            char unit = text.charAt(nameEnd++);
            if (unit == '{') {
                throw Failure.value("unexpected '{' in field name");
            }
            inBrackets = unit == '[' || (inBrackets && unit != ']');
        }
        char conversion = 0;
        int specFrom = nameEnd;
        if (specFrom < text.length() && text.charAt(specFrom) == '!') {
            if (specFrom + 1 >= text.length()) {
                throw Failure.value("end of string while looking for conversion specifier");
            }
            conversion = text.charAt(specFrom + 1);
            specFrom += 2;
            if (specFrom < text.length() && text.charAt(specFrom) != ':') {
                throw Failure.value("expected ':' after conversion specifier");
            }
        }
        Value value = converted(lookup(text.substring(0, nameEnd)), conversion);
        StrValue spec = specFrom < text.length() ? field.slice(specFrom + 1, text.length()) : StrValue.EMPTY;
        StrValue shown =
                FormatSpec.format(render, value, fill(spec, nesting - 1).build().text());
        out.append(markup ? escaped(value, spec, shown) : shown);
    }

    private StrValue escaped(Value value, StrValue spec, StrValue shown) {
        boolean safe = value instanceof StrValue text && text.markup();
        if (safe && !spec.text().isEmpty()) {
            throw Failure.value("Unsupported format specification for Markup.");
        }
        return safe ? shown : MarkupText.escape(render, shown);
    }

    private Value converted(Value value, char conversion) {
        StrBuilder repr = new StrBuilder(render);
        switch (conversion) {
            case 0 -> {
                return value;
            }
            case 's' -> {
                return value.str(render);
            }
            case 'r', 'a' -> {
                value.repr(repr);
                return conversion == 'r' ? repr.build() : FormatSpec.ascii(render, repr.build());
            }
            default -> throw Failure.value("Unknown conversion specifier '" + conversion + "'");
        }
    }

    private Value lookup(String name) {
        int end = 0;
        while (end < name.length() && name.charAt(end) != '.' && name.charAt(end) != '[') {
            end++;
        }
        Value value = first(name.isEmpty() || isNumber(name) ? numbered(name) : name.substring(0, end));
        while (end < name.length()) {
            boolean attribute = name.charAt(end) == '.';
            int from = end + 1;
            end = from;
            while (end < name.length()
                    && (attribute ? name.charAt(end) != '.' && name.charAt(end) != '[' : name.charAt(end) != ']')) {
                end++;
            }
            String key = name.substring(from, end);
            if (key.isEmpty()) {
                throw Failure.value("Empty attribute in format string");
            }
            if (!attribute) {
                if (end++ >= name.length()) {
                    throw Failure.value("Missing ']' in format string");
                }
                if (end < name.length() && name.charAt(end) != '.' && name.charAt(end) != '[') {
                    throw Failure.value("Only '.' or '[' may follow ']' in format field specifier");
                }
            }
            value = attribute
                    ? Access.attribute(value, key)
                    : Access.item(render, value, isNumber(key) ? IntValue.of(Integer.parseInt(key)) : StrValue.of(key));
        }
        return value;
    }

    private static boolean isNumber(String name) {
        return !name.isEmpty() && name.length() < 10 && name.chars().allMatch(unit -> unit >= '0' && unit <= '9');
    }

    /** The number of a field that is a number or has none. */
    private String numbered(String name) {
        if (name.isEmpty()) {
            if (automatic == MANUAL) {
                throw switching();
            }
            return Integer.toString(automatic++);
        }
        if (automatic > 0) {
            throw switching();
        }
        automatic = MANUAL;
        return name;
    }

    private static Failure switching() {
        return Failure.value("cannot switch from manual field specification to automatic field numbering");
    }

    private Value first(String name) {
        if (isNumber(name)) {
            int index = Integer.parseInt(name);
            Value value = arguments.at(index);
            if (value == null) {
                throw Failure.value(
                        "IndexError", "Replacement index " + index + " out of range for positional args tuple");
            }
            return value;
        }
        Value value = names == null ? arguments.named().get(name) : names.item(StrValue.of(name));
        if (value == null) {
            throw Failure.value("KeyError", PythonText.quoted(name));
        }
        return value;
    }
}
