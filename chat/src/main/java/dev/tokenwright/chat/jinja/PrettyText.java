package dev.tokenwright.chat.jinja;

import java.util.ArrayList;
import java.util.List;

/**
 * Values as Python's {@code pprint} writes them: in one line of 80 characters where they fit, otherwise one element a line,
 * and long texts cut at blanks. Keys of dictionaries are sorted.
 */
final class PrettyText {
    private static final int WIDTH = 80;
    private static final int BYTES_TOGETHER = 4;

    private final Render render;
    private final StrBuilder out;

    private PrettyText(Render render) {
        this.render = render;
        this.out = new StrBuilder(render);
    }

    static StrValue of(Render render, Value value) {
        PrettyText text = new PrettyText(render);
        text.write(text.ordered(value), 0, 0, 0);
        return text.out.build();
    }

    /**
     * Writes a value.
     *
     * @param indent how far from the left it begins
     * @param allowance how much of its last line others need
     * @param level how many values it lies inside
     */
    private void write(Value value, int indent, int allowance, int level) {
        render.step();
        StrValue shown = shown(value);
        if (shown.length() <= WIDTH - indent - allowance) {
            out.append(shown);
        } else if (value instanceof DictValue dict) {
            out.append("{");
            writeEntries(dict, indent + 1, allowance + 1, level + 1);
            out.append("}");
        } else if (value instanceof SequenceValue sequence) {
            boolean list = sequence instanceof ListValue;
            String end = list ? "]" : sequence.items().size() == 1 ? ",)" : ")";
            out.append(list ? "[" : "(");
            writeItems(sequence.items(), indent + 1, allowance + end.length(), level + 1);
            out.append(end);
        } else if (value instanceof StrValue text && text.truth() && !text.markup()) {
            writeText(text, indent, allowance, level + 1, shown);
        } else if (value instanceof BytesValue bytes && bytes.length() > BYTES_TOGETHER) {
            writeBytes(bytes, indent, allowance, level + 1);
        } else {
            out.append(shown);
        }
    }

    private StrValue shown(Value value) {
        StrBuilder text = new StrBuilder(render);
        value.repr(text);
        return text.build();
    }

    private void writeItems(List<Value> items, int indent, int allowance, int level) {
        render.enter();
        for (int index = 0; index < items.size(); index++) {
            boolean isLast = index == items.size() - 1;
            startLine(index, indent, ",");
            write(items.get(index), indent, isLast ? allowance : 1, level);
        }
        render.leave();
    }

    private void writeEntries(DictValue dict, int indent, int allowance, int level) {
        render.enter();
        int index = 0;
        int count = dict.length();
        for (DictValue.Entry entry : dict.entries()) {
            startLine(index, indent, ",");
            StrValue key = shown(entry.key());
            out.append(key).append(": ");
            write(entry.value(), indent + key.length() + 2, ++index == count ? allowance : 1, level);
        }
        render.leave();
    }

    private void startLine(int index, int indent, String separator) {
        if (index > 0) {
            out.append(separator + "\n" + " ".repeat(indent));
        }
    }

    private void writeText(StrValue text, int indent, int allowance, int level, StrValue whole) {
        boolean parenthesised = level == 1;
        int from = indent + (parenthesised ? 1 : 0);
        List<StrValue> chunks = chunks(text, WIDTH - from, allowance + (parenthesised ? 1 : 0));
        if (chunks.size() == 1) {
            out.append(whole);
        } else {
            writeChunks(chunks, from, parenthesised);
        }
    }

    private void writeChunks(List<StrValue> chunks, int indent, boolean parenthesised) {
        out.append(parenthesised ? "(" : "");
        for (int index = 0; index < chunks.size(); index++) {
            startLine(index, indent, "");
            out.append(chunks.get(index));
        }
        out.append(parenthesised ? ")" : "");
    }

    /** The literals that a text is cut into, at the ends of its lines and at blanks. */
    private List<StrValue> chunks(StrValue text, int width, int allowance) {
        List<StrValue> chunks = new ArrayList<>();
        List<StrValue> lines = StrSplits.lines(text, true);
        for (int index = 0; index < lines.size(); index++) {
            boolean isLast = index == lines.size() - 1;
            StrValue shown = shown(lines.get(index));
            if (shown.length() <= width - (isLast ? allowance : 0)) {
                chunks.add(shown);
            } else {
                addWords(lines.get(index), width, isLast ? allowance : 0, chunks);
            }
        }
        return chunks;
    }

    private void addWords(StrValue line, int width, int allowance, List<StrValue> chunks) {
        int start = 0;
        int end = 0;
        while (end < line.text().length()) {
            int next = wordEnd(line.text(), end);
            int room = width - (next == line.text().length() ? allowance : 0);
            if (shown(line.slice(start, next)).length() > room) {
                if (start < end) {
                    chunks.add(shown(line.slice(start, end)));
                }
                start = end;
            }
            end = next;
        }
        chunks.add(shown(line.slice(start, end)));
    }

    /** The end of a word and of the blanks behind it. */
    private static int wordEnd(String text, int from) {
        int at = from;
        while (at < text.length() && !PythonText.isSpace(text.charAt(at))) {
            at++;
        }
        while (at < text.length() && PythonText.isSpace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private void writeBytes(BytesValue bytes, int indent, int allowance, int level) {
        boolean parenthesised = level == 1;
        int from = indent + (parenthesised ? 1 : 0);
        int width = WIDTH - from;
        int last = bytes.length() / BYTES_TOGETHER * BYTES_TOGETHER;
        List<StrValue> chunks = new ArrayList<>();
        int start = 0;
        for (int at = 0; at < bytes.length(); at += BYTES_TOGETHER) {
            width -= at == last ? allowance + (parenthesised ? 1 : 0) : 0;
            if (shown(bytes.slice(start, at + BYTES_TOGETHER)).length() > width) {
                if (start < at) {
                    chunks.add(shown(bytes.slice(start, at)));
                }
                start = at;
            }
        }
        chunks.add(shown(bytes.slice(start, bytes.length())));
        writeChunks(chunks, from, parenthesised);
    }

    /** The value with the keys of all dictionaries sorted. */
    private Value ordered(Value value) {
        render.step();
        if (value instanceof SequenceValue sequence) {
            List<Value> items = new ArrayList<>();
            sequence.items().forEach(item -> items.add(ordered(item)));
            return sequence.with(items);
        }
        if (!(value instanceof DictValue dict)) {
            return value;
        }
        List<Ordering.Keyed> keyed = new ArrayList<>();
        dict.entries()
                .forEach(entry ->
                        keyed.add(new Ordering.Keyed(entry.key(), TupleValue.of(entry.key(), ordered(entry.value())))));
        DictValue sorted = new DictValue();
        for (Value pair : Ordering.sorted(render, keyed, false)) {
            sorted.put(
                    ((TupleValue) pair).items().get(0),
                    ((TupleValue) pair).items().get(1));
        }
        return sorted;
    }
}
