package dev.tokenwright.stage.model.numbers;

import dev.tokenwright.stage.model.PieceEncoder;
import dev.tokenwright.stage.model.TokenRun;
import dev.tokenwright.text.Utf8;

/** Each number, with one blank between two, is a token, whose id is the number. Immutable. */
public final class NumberEncoder implements PieceEncoder {
    /*
     * A token takes as many code points of the text as its number has when it is written plainly, and one for the blank:
     * so Megatron's offsets are defined. They are off the text when a number is written otherwise, such as 007.
     */
    @Override
    public void encode(byte[] text, int from, int to, boolean controlAllowed, TokenRun run) {
        int shown = from;
        for (int start = from; start <= to; ) {
            int end = start;
            while (end < to && text[end] != ' ') {
                end++;
            }
            int id = PythonInteger.parse(text, start, end);
            int next =
                    end == to ? to : skip(text, shown, to, Integer.toString(id).length() + 1);
            run.add(id, next - shown);
            shown = next;
            start = end + 1;
        }
    }

    /** The place that lies {@code codePoints} code points further. */
    private static int skip(byte[] text, int from, int to, int codePoints) {
        int at = from;
        for (int count = 0; count < codePoints && at < to; count++) {
            at += Utf8.lengthByLead(text[at]);
        }
        return at;
    }
}
