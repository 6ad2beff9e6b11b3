package dev.tokenwright.chat.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The {@code wordwrap} filter: each line wrapped as Python's {@code textwrap} does. */
final class WordWrap {
    private static final String SPACE = "[\\t\\n\\x0b\\x0c\\r ]";
    private static final String NOT_SPACE = "[^\\t\\n\\x0b\\x0c\\r ]";
    private static final String PUNCTUATION = "[\\w!\"'&.,?]";
    private static final String LETTER = "[^\\d\\W]";
    private static final Pattern CHUNKS = Pattern.compile(
            SPACE + "+|(?<=" + PUNCTUATION + ")-{2,}(?=\\w)|" + NOT_SPACE + "+?(?:-(?:(?<=" + LETTER + "{2}-)|(?<="
                    + LETTER + "-" + LETTER + "-))(?=" + LETTER + "-?" + LETTER + ")|(?=" + SPACE + "|\\Z)|(?<="
                    + PUNCTUATION + ")(?=-{2,}\\w))",
            Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern PLAIN_CHUNKS = Pattern.compile(SPACE + "+|" + NOT_SPACE + "+");

    private final Render render;
    private final int width;
    private final boolean breakLong;
    private final List<StrValue> lines = new ArrayList<>();

    private WordWrap(Render render, int width, boolean breakLong) {
        this.render = render;
        this.width = width;
        this.breakLong = breakLong;
    }

    static Value apply(Render render, Value input, Arguments arguments) {
        Arguments.Bound bound =
                arguments.bind("do_wordwrap", "width", "break_long_words", "wrapstring", "break_on_hyphens");
        int width = StrMethods.integer(bound.or(0, IntValue.of(79)));
        Value separator = bound.orNone(2);
        if (!(input instanceof StrValue text)) {
            throw Failure.attribute(input, "splitlines");
        }
        if (width <= 0) {
            throw Failure.value("invalid width " + width + " (must be > 0)");
        }
        render.steps(text.text().length());
        WordWrap wrap = new WordWrap(render, width, bound.truth(1, true));
        StrBuilder out = new StrBuilder(render);
        StrValue by = separator == null ? StrValue.of("\n") : TextFilters.soft(render, separator);
        boolean first = true;
        for (StrValue line : StrSplits.lines(text.asPlain(), false)) {
            wrap.lines.clear();
            wrap.wrap(line, bound.truth(3, true) ? CHUNKS : PLAIN_CHUNKS);
            out.append(first ? StrValue.EMPTY : by);
            first = false;
            for (int index = 0; index < wrap.lines.size(); index++) {
                out.append(index == 0 ? StrValue.EMPTY : by).append(wrap.lines.get(index));
            }
        }
        return out.build();
    }

    private void wrap(StrValue line, Pattern pattern) {
        List<StrValue> chunks = new ArrayList<>();
        Matcher matcher = pattern.matcher(line.text());
        int end = 0;
        while (matcher.find()) {
            if (matcher.start() > end) {
                chunks.add(line.slice(end, matcher.start()));
            }
            chunks.add(line.slice(matcher.start(), matcher.end()));
            end = matcher.end();
        }
        chunks.removeIf(chunk -> !chunk.truth());
        int next = 0;
        while (next < chunks.size()) {
            next = fill(chunks, next);
        }
    }

    /** Makes one line of the chunks from an index on and gives the index of the first that is left. */
    private int fill(List<StrValue> chunks, int from) {
        int next = from;
        if (!lines.isEmpty() && isBlank(chunks.get(next))) {
            next++;
        }
        List<StrValue> current = new ArrayList<>();
        int length = 0;
        while (next < chunks.size() && length + chunks.get(next).length() <= width) {
            length += chunks.get(next).length();
            current.add(chunks.get(next++));
        }
        if (next < chunks.size() && chunks.get(next).length() > width) {
            StrValue chunk = chunks.get(next);
            int room = breakLong ? Math.max(1, width - length) : current.isEmpty() ? chunk.length() : 0;
            if (room > 0) {
                int cut = chunk.unit(room);
                current.add(chunk.slice(0, cut));
                chunks.set(next, chunk.slice(cut, chunk.text().length()));
                next += chunks.get(next).truth() ? 0 : 1;
            }
        }
        if (!current.isEmpty() && isBlank(current.get(current.size() - 1))) {
            current.remove(current.size() - 1);
        }
        if (!current.isEmpty()) {
            StrBuilder line = new StrBuilder(render);
            current.forEach(line::append);
            lines.add(line.build());
        }
        return next;
    }

    private static boolean isBlank(StrValue chunk) {
        return StrSplits.trim(chunk, StrSplits.Ends.BOTH).text().isEmpty();
    }
}
