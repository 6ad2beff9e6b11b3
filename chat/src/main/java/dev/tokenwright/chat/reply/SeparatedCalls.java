package dev.tokenwright.chat.reply;

import dev.tokenwright.chat.ToolCallAttempt;
import dev.tokenwright.chat.ToolCallAttempt.TokenSpan;
import dev.tokenwright.chat.plain.PythonStrings;
import java.util.List;

/** Calls of a name, a control token that ends it, and arguments between control tokens. */
public record SeparatedCalls(int separator, ArgumentMarks arguments) implements CallBody {
    @Override
    public List<ToolCallAttempt> read(ReplyIds ids, String raw, TokenSpan span, ArgumentTypes types) {
        int end = ids.indexOf(separator, 0);
        if (end < 0) {
            end = ids.indexOf(arguments.key(), 0);
        }
        if (end < 0) {
            end = ids.size();
        }
        String name = PythonStrings.strip(ids.text(0, end));
        return List.of(arguments.read(ids, end, name, types).attempt(raw, span));
    }
}
