package dev.tokenwright.app.cli;

import dev.tokenwright.EncodeOptions;
import dev.tokenwright.Encoding;
import dev.tokenwright.OffsetUnit;
import dev.tokenwright.Tokenizer;
import java.io.PrintWriter;
import java.util.Optional;
import picocli.CommandLine.Help.Ansi;

/** Tokens for people: the text cut into coloured stretches, then a row a token. */
final class PieceTable {
    private static final int[] COLOURS = {24, 53, 22, 94, 60, 88};

    private final Ansi ansi;

    PieceTable(Ansi ansi) {
        this.ansi = ansi;
    }

    void write(String text, Tokenizer tokenizer, EncodeOptions options, Optional<OffsetUnit> unit, PrintWriter out) {
        Encoding places = tokenizer.encodeWithOffsets(text, options.withOffsetUnit(OffsetUnit.UTF16));
        Encoding encoding = tokenizer.encodeWithOffsets(text, options);
        if (ansi.enabled()) {
            out.println(coloured(text, places));
        }
        for (int index = 0; index < encoding.size(); index++) {
            String offsets =
                    unit.isPresent() ? String.format("%7d %7d  ", encoding.start(index), encoding.end(index)) : "";
            String special = encoding.specialTokensMask()[index] == 1 ? "  (added)" : "";
            String token = visible(encoding.tokens().get(index));
            out.println(String.format("%8d  ", encoding.ids()[index]) + offsets + paint(token, index) + special);
        }
    }

    /** The text, each stretch in the colour of the first token that begins there. */
    private String coloured(String text, Encoding places) {
        StringBuilder line = new StringBuilder();
        int done = 0;
        for (int index = 0; index < places.size(); index++) {
            int end = Math.min(places.end(index), text.length());
            int start = Math.max(done, places.start(index));
            if (end > start) {
                line.append(visible(text.substring(done, start)));
                line.append(paint(visible(text.substring(start, end)), index));
                done = end;
            }
        }
        return line.append(visible(text.substring(done))).toString();
    }

    private String paint(String text, int index) {
        return ansi.enabled() ? "\u001b[97;48;5;" + COLOURS[index % COLOURS.length] + "m" + text + "\u001b[0m" : text;
    }

    /** A text with its white space and control characters made visible. */
    static String visible(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().forEach(codePoint -> {
            switch (codePoint) {
                case ' ' -> shown.append('·');
                case '\n' -> shown.append('⏎');
                case '\t' -> shown.append('⇥');
                case '\r' -> shown.append('␍');
                default -> {
                    if (Character.isISOControl(codePoint)) {
                        shown.append(String.format("\\x%02x", codePoint));
                    } else {
                        shown.appendCodePoint(codePoint);
                    }
                }
            }
        });
        return shown.toString();
    }
}
