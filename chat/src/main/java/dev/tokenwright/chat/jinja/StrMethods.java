package dev.tokenwright.chat.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The methods of Python's {@code str}. */
final class StrMethods {
    static final Set<String> NAMES = Set.of(
            "capitalize",
            "casefold",
            "center",
            "count",
            "encode",
            "endswith",
            "expandtabs",
            "find",
            "format",
            "format_map",
            "index",
            "isalnum",
            "isalpha",
            "isascii",
            "isdecimal",
            "isdigit",
            "isidentifier",
            "islower",
            "isnumeric",
            "isprintable",
            "isspace",
            "istitle",
            "isupper",
            "join",
            "ljust",
            "lower",
            "lstrip",
            "maketrans",
            "partition",
            "removeprefix",
            "removesuffix",
            "replace",
            "rfind",
            "rindex",
            "rjust",
            "rpartition",
            "rsplit",
            "rstrip",
            "split",
            "splitlines",
            "startswith",
            "strip",
            "swapcase",
            "title",
            "translate",
            "upper",
            "zfill");

    private StrMethods() {}

    static Value call(Render render, StrValue self, String name, Arguments arguments) {
        render.steps(self.text().length() / 16);
        return switch (name) {
            case "split", "rsplit" -> split(render, self, name, arguments);
            case "strip" -> strip(self, name, StrSplits.Ends.BOTH, arguments);
            case "lstrip" -> strip(self, name, StrSplits.Ends.LEFT, arguments);
            case "rstrip" -> strip(self, name, StrSplits.Ends.RIGHT, arguments);
            case "startswith", "endswith" -> affix(self, name, arguments);
            case "replace" -> replace(render, self, arguments);
            case "join" -> join(render, self, arguments);
            case "splitlines" -> {
                boolean keep = arguments.bind(name, "keepends").truth(0, false);
                yield list(render, StrSplits.lines(self, keep));
            }
            case "partition", "rpartition" -> partition(self, name, arguments);
            case "removeprefix", "removesuffix" -> removeAffix(self, name, arguments);
            case "find", "rfind", "index", "rindex", "count" -> StrSearch.call(self, name, arguments);
            case "format" -> StrFormat.format(render, self, arguments);
            case "format_map" -> StrFormat.formatMap(render, self, arguments);
            case "center", "ljust", "rjust", "zfill", "expandtabs" -> StrPadding.call(render, self, name, arguments);
            case "encode" -> encode(self, arguments);
            case "maketrans", "translate" ->
                throw Failure.type("str." + name + "() works on tables, which are not part of the language");
            default -> withoutArguments(render, self, name, arguments);
        };
    }

    private static Value withoutArguments(Render render, StrValue self, String name, Arguments arguments) {
        arguments.positional("str." + name, 0, 0);
        return switch (name) {
            case "lower" -> lower(render, self);
            case "upper" -> upper(render, self);
            case "capitalize" -> capitalize(render, self);
            case "title" -> StrCases.title(render, self);
            case "swapcase" -> StrCases.swap(render, self);
            case "casefold" -> StrCases.fold(render, self);
            default -> BoolValue.of(StrCases.is(self.text(), name));
        };
    }

    private static Value encode(StrValue self, Arguments arguments) {
        Value encoding = arguments.bind("encode", "encoding", "errors").or(0, StrValue.of("utf-8"));
        String name = text(encoding, "encode() argument 'encoding'")
                .toLowerCase(Locale.ROOT)
                .replace('_', '-');
        if (!name.equals("utf-8")
                && !name.equals("utf8")
                && !(name.equals("ascii") && StrCases.is(self.text(), "isascii"))) {
            throw Failure.value("LookupError", "encodings other than UTF-8 are not part of the language");
        }
        return new BytesValue(self.text().getBytes(java.nio.charset.StandardCharsets.UTF_8), self.asPlain());
    }

    static ListValue list(Render render, List<StrValue> parts) {
        Arithmetic.payForElements(render, parts.size());
        return new ListValue(new ArrayList<>(parts));
    }

    static String text(Value value, String where) {
        if (value instanceof StrValue text) {
            return text.text();
        }
        throw Failure.type(where + " must be str, not " + value.type());
    }

    /** An integer argument that fits an index. */
    static int integer(Value value) {
        if (value instanceof Undefined || !(value instanceof NumberValue number) || number.isFloat()) {
            throw Failure.type("'" + value.type() + "' object cannot be interpreted as an integer");
        }
        if (!number.fitsLong()) {
            throw Failure.value("OverflowError", "Python int too large to convert to C ssize_t");
        }
        return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, number.asLong()));
    }

    private static Value split(Render render, StrValue self, String name, Arguments arguments) {
        Arguments.Bound bound = arguments.bind(name, "sep", "maxsplit");
        Value limitArgument = bound.at(1);
        int limit = limitArgument == null ? -1 : integer(limitArgument);
        Value separator = bound.orNone(0);
        boolean fromEnd = name.equals("rsplit");
        if (separator == null) {
            return list(render, fromEnd ? StrSplits.wordsFromEnd(self, limit) : StrSplits.words(self, limit));
        }
        String by = separator instanceof StrValue known ? known.text() : text(separator, "must be str or None; it");
        return list(render, fromEnd ? StrSplits.splitFromEnd(self, by, limit) : StrSplits.split(self, by, limit));
    }

    private static Value strip(StrValue self, String name, StrSplits.Ends ends, Arguments arguments) {
        Value characters = arguments.positional("str." + name, 0, 1).at(0);
        if (characters == null || characters instanceof NoneValue) {
            return StrSplits.trim(self, ends);
        }
        if (!(characters instanceof StrValue known)) {
            throw Failure.type(name + " arg must be None or str");
        }
        return StrSplits.trim(self, ends, known.text());
    }

    private static Value affix(StrValue self, String name, Arguments arguments) {
        arguments.positional(name, 1, 3);
        StrValue part = range(self, arguments);
        boolean inside = part != null;
        StrValue text = part == null ? StrValue.EMPTY : part;
        Value wanted = arguments.get(0);
        if (wanted instanceof TupleValue choices) {
            boolean any = false;
            for (Value choice : choices.items()) {
                any |= inside && hasAffix(text, name, text(choice, "tuple for " + name));
            }
            return BoolValue.of(any);
        }
        if (!(wanted instanceof StrValue known)) {
            throw Failure.type(name + " first arg must be str or a tuple of str, not " + wanted.type());
        }
        return BoolValue.of(inside && hasAffix(text, name, known.text()));
    }

    private static boolean hasAffix(StrValue text, String name, String affix) {
        return name.equals("startswith")
                ? text.text().startsWith(affix)
                : text.text().endsWith(affix);
    }

    /** The stretch that the second and third argument name, or null when it is none. */
    static @Nullable StrValue range(StrValue self, Arguments arguments) {
        if (arguments.count() < 2) {
            return self;
        }
        int start = bound(self, arguments.at(1), 0);
        int end = Math.min(bound(self, arguments.at(2), self.length()), self.length());
        return start > end ? null : self.slice(self.unit(start), self.unit(end));
    }

    /** An index argument in code points, counted from the end when negative. */
    static int bound(StrValue self, @Nullable Value argument, int otherwise) {
        if (argument == null || argument instanceof NoneValue) {
            return otherwise;
        }
        int index = integer(argument);
        return index < 0 ? Math.max(0, index + self.length()) : index;
    }

    private static Value replace(Render render, StrValue self, Arguments arguments) {
        Arguments.Bound bound = arguments.bind("replace", "old!", "new!", "count");
        Value count = bound.at(2);
        String old = text(bound.required(0), "replace() argument 1");
        text(bound.required(1), "replace() argument 2");
        StrValue replacement = (StrValue) bound.required(1);
        StrValue inserted = self.markup() ? MarkupText.escape(render, replacement) : replacement;
        return StrSplits.replace(render, self, old, inserted, count == null ? -1 : integer(count));
    }

    private static Value join(Render render, StrValue self, Arguments arguments) {
        Value parts = arguments.positional("str.join", 1, 1).get(0);
        if (!parts.iterable()) {
            throw Failure.type("can only join an iterable");
        }
        StrBuilder out = new StrBuilder(render);
        int index = 0;
        boolean markup = self.markup();
        for (Value part : Ordering.list(render, parts)) {
            if (!(part instanceof StrValue) && !markup) {
                throw Failure.type("sequence item " + index + ": expected str instance, " + part.type() + " found");
            }
            if (index++ > 0) {
                out.append(self);
            }
            out.append(markup ? MarkupText.escape(render, part) : (StrValue) part);
        }
        return out.build(markup);
    }

    private static Value partition(StrValue self, String name, Arguments arguments) {
        String separator = text(arguments.positional("str." + name, 1, 1).get(0), "must be str; it");
        StrSplits.requireSeparator(separator);
        boolean last = name.equals("rpartition");
        int at = last ? self.text().lastIndexOf(separator) : self.text().indexOf(separator);
        if (at < 0) {
            StrValue empty = self.slice(0, 0);
            return new TupleValue(last ? List.of(empty, empty, self) : List.of(self, empty, empty));
        }
        int end = at + separator.length();
        return new TupleValue(List.of(
                self.slice(0, at),
                self.slice(at, end),
                self.slice(end, self.text().length())));
    }

    private static Value removeAffix(StrValue self, String name, Arguments arguments) {
        String affix = text(arguments.positional("str." + name, 1, 1).get(0), name + "() argument");
        int length = self.text().length();
        if (name.equals("removeprefix")) {
            return self.text().startsWith(affix) ? self.slice(affix.length(), length) : self;
        }
        return !affix.isEmpty() && self.text().endsWith(affix) ? self.slice(0, length - affix.length()) : self;
    }

    static StrValue lower(Render render, StrValue self) {
        return StrCases.mapped(render, self, self.text().toLowerCase(Locale.ROOT), PythonText::lower);
    }

    static StrValue upper(Render render, StrValue self) {
        return StrCases.mapped(
                render, self, self.text().toUpperCase(Locale.ROOT), codePoint -> Character.toString(codePoint)
                        .toUpperCase(Locale.ROOT));
    }

    static StrValue capitalize(Render render, StrValue self) {
        String text = self.text();
        if (text.isEmpty()) {
            return self;
        }
        int first = Character.charCount(text.codePointAt(0));
        StrValue head = self.slice(0, first);
        StrValue upper = StrCases.mapped(render, head, PythonText.title(text.codePointAt(0)), PythonText::title);
        // the whole is lowered, because a sigma at the end depends on what stands before it
        StrValue lowered = lower(render, self);
        int from = PythonText.lower(text.codePointAt(0)).length();
        return new StrBuilder(render)
                .append(upper)
                .append(lowered, from, lowered.text().length())
                .build(self.markup());
    }
}
