package dev.tokenwright.chat.jinja;

/**
 * A place in a template.
 *
 * @param line line of the template, from 1
 * @param column column in code points, from 1
 */
public record SourcePlace(int line, int column) {
    /** The place of an offset into a template's source. */
    static SourcePlace at(String source, int offset) {
        int at = Math.min(offset, source.length());
        int lineStart = source.lastIndexOf('\n', at - 1) + 1;
        int line = 1
                + (int) source.substring(0, lineStart)
                        .chars()
                        .filter(unit -> unit == '\n')
                        .count();
        return new SourcePlace(line, 1 + source.codePointCount(lineStart, at));
    }

    @Override
    public String toString() {
        return line + ":" + column;
    }
}
