package dev.tokenwright.chat.reply;

import dev.tokenwright.DecodeStream;
import java.util.ArrayList;
import java.util.List;

/** A stretch of a reply as text, with the marks of DSML in it and the tokens that they stand in. */
final class DsmlText {
    /** What a mark does. */
    enum Mark {
        /** It begins a section of calls. */
        SECTION,
        /** It ends a section of calls. */
        SECTION_END,
        /** It begins a call. */
        CALL,
        /** It ends a call. */
        CALL_END
    }

    private record Spelling(String text, Mark mark) {}

    private static final List<Spelling> SPELLINGS = List.of(
            new Spelling("<｜DSML｜tool_calls>", Mark.SECTION),
            new Spelling("<｜DSML｜toolcalls>", Mark.SECTION),
            new Spelling("<｜DSML｜tool>", Mark.SECTION),
            new Spelling("</｜DSML｜tool_calls>", Mark.SECTION_END),
            new Spelling("<｜DSML｜invoke", Mark.CALL),
            new Spelling("</｜DSML｜invoke>", Mark.CALL_END));

    /** A mark and its place in the text. */
    record Found(Mark mark, String text, int start) {
        int end() {
            return start + text.length();
        }
    }

    private final String text;
    private final int[] ends;
    private final List<Found> marks = new ArrayList<>();
    private int token;

    private DsmlText(String text, int[] ends) {
        this.text = text;
        this.ends = ends;
    }

    /** The text of some ids. */
    static DsmlText of(ReplyIds ids) {
        DecodeStream stream = ids.tokenizer().decodeStream();
        StringBuilder text = new StringBuilder();
        int[] ends = new int[ids.size()];
        for (int index = 0; index < ends.length; index++) {
            text.append(stream.push(ids.id(index)));
            ends[index] = text.length();
        }
        text.append(stream.finish());
        if (ends.length > 0) {
            ends[ends.length - 1] = text.length();
        }
        DsmlText result = new DsmlText(text.toString(), ends);
        result.find();
        return result;
    }

    private void find() {
        int at = text.indexOf('<');
        while (at >= 0) {
            int next = at + 1;
            for (Spelling spelling : SPELLINGS) {
                if (text.startsWith(spelling.text, at)) {
                    marks.add(new Found(spelling.mark, spelling.text, at));
                    next = at + spelling.text.length();
                }
            }
            at = text.indexOf('<', next);
        }
    }

    String text() {
        return text;
    }

    List<Found> marks() {
        return marks;
    }

    /** Index of the token that a mark begins in. Marks must be asked for in order. */
    int firstToken(Found found) {
        while (token < ends.length && ends[token] <= found.start) {
            token++;
        }
        return token;
    }

    /** Index behind the token that a mark ends in. Marks must be asked for in order. */
    int lastToken(Found found) {
        while (token < ends.length && ends[token] < found.end()) {
            token++;
        }
        return token + 1;
    }
}
