package dev.tokenwright.chat.jinja;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Filters of texts. */
final class TextFilters {
    private static final String HEX = "0123456789ABCDEF";

    private TextFilters() {}

    static void register(Map<String, Filters.Filter> filters) {
        filters.put("capitalize", (render, input, arguments) -> {
            arguments.bind("do_capitalize");
            return StrMethods.capitalize(render, soft(render, input));
        });
        filters.put("lower", (render, input, arguments) -> {
            arguments.bind("do_lower");
            return StrMethods.lower(render, soft(render, input));
        });
        filters.put("upper", (render, input, arguments) -> {
            arguments.bind("do_upper");
            return StrMethods.upper(render, soft(render, input));
        });
        filters.put("title", TextFilters::title);
        filters.put("trim", TextFilters::trim);
        filters.put("replace", TextFilters::replace);
        filters.put(
                "center",
                (render, input, arguments) -> StrPadding.center(
                        render,
                        soft(render, input),
                        StrMethods.integer(arguments.bind("do_center", "width").or(0, IntValue.of(80)))));
        filters.put("indent", TextFilters::indent);
        filters.put("truncate", TextFilters::truncate);
        filters.put("wordcount", TextFilters::wordCount);
        filters.put("wordwrap", WordWrap::apply);
        filters.put("format", TextFilters::format);
        filters.put("string", (render, input, arguments) -> {
            arguments.bind("soft_str");
            return soft(render, input);
        });
        filters.put("safe", (render, input, arguments) -> {
            arguments.bind("do_mark_safe");
            return soft(render, input).asMarkup();
        });
        filters.put("escape", TextFilters::escape);
        filters.put("e", TextFilters::escape);
        filters.put("forceescape", (render, input, arguments) -> {
            arguments.bind("do_forceescape");
            return MarkupText.escape(render, input.str(render));
        });
        filters.put("striptags", (render, input, arguments) -> {
            arguments.bind("do_striptags");
            return MarkupText.stripTags(render, input.str(render));
        });
        filters.put("urlencode", TextFilters::urlEncode);
        filters.put("xmlattr", TextFilters::xmlAttributes);
        filters.put("urlize", Urlize::apply);
    }

    /** The text, still marked as safe if it was. */
    static StrValue soft(Render render, Value value) {
        return value instanceof StrValue text ? text : value.str(render);
    }

    private static Value escape(Render render, Value input, Arguments arguments) {
        arguments.bind("escape");
        return MarkupText.escape(render, input);
    }

    private static Value title(Render render, Value input, Arguments arguments) {
        arguments.bind("do_title");
        StrValue text = soft(render, input);
        StrBuilder out = new StrBuilder(render);
        boolean start = true;
        int from = 0;
        for (int index = 0; index <= text.text().length(); index++) {
            boolean border =
                    index == text.text().length() || isBorder(text.text().charAt(index));
            if (border || start) {
                appendTitled(render, text, from, index, out);
                if (index < text.text().length() && border) {
                    out.append(text, index, index + 1);
                }
                from = border ? index + 1 : index;
            }
            start = border;
        }
        return out.build();
    }

    /** A word with its first character raised; the rest is lowered as a whole. */
    private static void appendTitled(Render render, StrValue text, int from, int to, StrBuilder out) {
        if (from >= to) {
            return;
        }
        StrValue word = text.slice(from, to).asPlain();
        int first = Character.charCount(word.text().codePointAt(0));
        out.append(StrMethods.upper(render, word.slice(0, first)))
                .append(StrMethods.lower(render, word.slice(first, word.text().length())));
    }

    private static boolean isBorder(char unit) {
        return "-({[<".indexOf(unit) >= 0 || PythonText.isSpace(unit);
    }

    private static Value trim(Render render, Value input, Arguments arguments) {
        Value characters = arguments.bind("do_trim", "chars").orNone(0);
        StrValue text = soft(render, input);
        render.steps(text.text().length() / 16);
        if (characters == null) {
            return StrSplits.trim(text, StrSplits.Ends.BOTH);
        }
        if (!(characters instanceof StrValue known)) {
            throw Failure.type("strip arg must be None or str");
        }
        return StrSplits.trim(text, StrSplits.Ends.BOTH, known.text());
    }

    private static Value replace(Render render, Value input, Arguments arguments) {
        Arguments.Bound bound = arguments.bind("do_replace", "old!", "new!", "count");
        Value count = bound.orNone(2);
        return StrSplits.replace(
                render,
                input.str(render),
                bound.required(0).str(render).text(),
                bound.required(1).str(render),
                count == null ? -1 : StrMethods.integer(count));
    }

    private static Value indent(Render render, Value input, Arguments arguments) {
        Arguments.Bound bound = arguments.bind("do_indent", "width", "first", "blank");
        Value width = bound.or(0, IntValue.of(4));
        StrValue indention;
        if (width instanceof StrValue text) {
            indention = text;
        } else {
            int blanks = Math.max(0, StrMethods.integer(width));
            render.spend(blanks);
            indention = StrValue.of(" ".repeat(blanks));
        }
        if (input instanceof ListValue) {
            throw Failure.attribute(input, "splitlines");
        }
        Value ended = Arithmetic.apply(render, Arithmetic.Operator.ADD, input, StrValue.of("\n"));
        if (!(ended instanceof StrValue text)) {
            throw Failure.attribute(input, "splitlines");
        }
        boolean blank = bound.truth(2, false);
        StrBuilder out = new StrBuilder(render);
        List<StrValue> lines = StrSplits.lines(text, false);
        for (int index = 0; index < lines.size(); index++) {
            StrValue line = lines.get(index);
            if (index > 0) {
                out.append("\n");
            }
            boolean indented = index == 0 ? bound.truth(1, false) : blank || line.truth();
            out.append(indented ? indention : StrValue.EMPTY).append(line);
        }
        return out.build(text.markup());
    }

    private static Value truncate(Render render, Value input, Arguments arguments) {
        Arguments.Bound bound = arguments.bind("do_truncate", "length", "killwords", "end", "leeway");
        int length = StrMethods.integer(bound.or(0, IntValue.of(255)));
        Value endValue = bound.or(2, StrValue.of("..."));
        int endLength = endValue.length();
        Value leewayValue = bound.orNone(3);
        int leeway = leewayValue == null ? 5 : StrMethods.integer(leewayValue);
        if (length < endLength) {
            throw Failure.value("AssertionError", "expected length >= " + endLength + ", got " + length);
        }
        if (leeway < 0) {
            throw Failure.value("AssertionError", "expected leeway >= 0, got " + leeway);
        }
        if (input.length() <= (long) length + leeway) {
            return input;
        }
        Value cut = Access.slice(render, input, null, IntValue.of(length - endLength), null);
        if (!bound.truth(1, false)) {
            if (!(cut instanceof StrValue text)) {
                throw Failure.attribute(cut, "rsplit");
            }
            cut = StrSplits.splitFromEnd(text, " ", 1).get(0);
        }
        return Arithmetic.apply(render, Arithmetic.Operator.ADD, cut, endValue);
    }

    private static Value wordCount(Render render, Value input, Arguments arguments) {
        arguments.bind("do_wordcount");
        StrValue text = soft(render, input);
        render.steps(text.text().length() / 8);
        long count = 0;
        boolean inWord = false;
        for (int codePoint : text.text().codePoints().toArray()) {
            boolean word = PythonText.isWord(codePoint);
            count += word && !inWord ? 1 : 0;
            inWord = word;
        }
        return IntValue.of(count, text.origin());
    }

    private static Value format(Render render, Value input, Arguments arguments) {
        if (arguments.count() > 0 && !arguments.named().isEmpty()) {
            throw Failure.argument("can't handle positional and keyword arguments at the same time");
        }
        if (arguments.named().isEmpty()) {
            return Printf.format(render, soft(render, input), new TupleValue(arguments.positional()));
        }
        DictValue names = new DictValue();
        arguments.named().forEach((name, value) -> names.put(StrValue.of(name), value));
        return Printf.format(render, soft(render, input), names);
    }

    private static Value urlEncode(Render render, Value input, Arguments arguments) {
        arguments.bind("do_urlencode");
        if (input instanceof StrValue || !input.iterable()) {
            return quoted(render, soft(render, input), "/", false);
        }
        StrBuilder out = new StrBuilder(render);
        List<Value> pairs = new ArrayList<>();
        if (input instanceof DictValue dict) {
            dict.entries().forEach(entry -> pairs.add(TupleValue.of(entry.key(), entry.value())));
        } else {
            pairs.addAll(Ordering.list(render, input));
        }
        String separator = "";
        for (Value pair : pairs) {
            List<Value> two = Ordering.list(render, pair);
            if (two.size() != 2) {
                throw Failure.value("not enough values to unpack (expected 2, got " + two.size() + ")");
            }
            out.append(separator)
                    .append(quoted(render, soft(render, two.get(0)), "", true))
                    .append("=")
                    .append(quoted(render, soft(render, two.get(1)), "", true));
            separator = "&";
        }
        return out.build();
    }

    private static StrValue quoted(Render render, StrValue text, String safe, boolean plusForBlank) {
        StrBuilder out = new StrBuilder(render);
        for (int index = 0; index < text.text().length(); ) {
            int codePoint = text.text().codePointAt(index);
            int end = index + Character.charCount(codePoint);
            boolean plain = codePoint < 0x80
                    && (Character.isLetterOrDigit(codePoint)
                            || "_.-~".indexOf(codePoint) >= 0
                            || safe.indexOf(codePoint) >= 0);
            if (plain) {
                out.append(text, index, end);
            } else if (plusForBlank && codePoint == ' ') {
                out.appendFor("+", text, index);
            } else {
                StringBuilder escaped = new StringBuilder();
                for (byte unit : Character.toString(codePoint).getBytes(StandardCharsets.UTF_8)) {
                    escaped.append('%').append(HEX.charAt(unit >> 4 & 0xF)).append(HEX.charAt(unit & 0xF));
                }
                out.appendFor(escaped.toString(), text, index);
            }
            index = end;
        }
        return out.build();
    }

    private static Value xmlAttributes(Render render, Value input, Arguments arguments) {
        boolean space = arguments.bind("do_xmlattr", "autospace").truth(0, true);
        if (!(input instanceof DictValue dict)) {
            throw Failure.attribute(input, "items");
        }
        StrBuilder out = new StrBuilder(render);
        for (DictValue.Entry entry : dict.entries()) {
            if (entry.value() instanceof NoneValue || entry.value() instanceof Undefined) {
                continue;
            }
            String key = StrMethods.text(entry.key(), "attribute names");
            if (key.chars().anyMatch(unit -> " \t\n\r\f\u000B/>=".indexOf(unit) >= 0)) {
                throw Failure.value("Invalid character in attribute name: " + PythonText.quoted(key));
            }
            out.append(out.length() > 0 || space ? " " : "")
                    .append(MarkupText.escape(render, entry.key()))
                    .append("=\"")
                    .append(MarkupText.escape(render, entry.value()))
                    .append("\"");
        }
        return out.build();
    }
}
