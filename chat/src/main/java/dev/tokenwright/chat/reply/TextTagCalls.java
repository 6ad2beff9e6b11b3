package dev.tokenwright.chat.reply;

import dev.tokenwright.chat.ToolCallAttempt;
import dev.tokenwright.chat.ToolCallAttempt.TokenSpan;
import dev.tokenwright.chat.plain.PythonStrings;
import java.util.List;

/**
 * Calls such as {@code f<arg_key>a</arg_key><arg_value>1</arg_value>}, where the tags are ordinary text. What stands
 * between the arguments is dropped.
 */
public final class TextTagCalls {
    private static final String KEY = "<arg_key>";
    private static final String END_KEY = "</arg_key>";
    private static final String VALUE = "<arg_value>";
    private static final String END_VALUE = "</arg_value>";

    private TextTagCalls() {}

    /** Reads a block; see {@link CallBody}. */
    public static List<ToolCallAttempt> read(ReplyIds ids, String raw, TokenSpan span, ArgumentTypes types) {
        ReadArguments arguments = new ReadArguments(PythonStrings.strip(PythonStrings.beforeFirst(raw, KEY)), types);
        for (int start = raw.indexOf(KEY); start >= 0; ) {
            int nameEnd = raw.indexOf(END_KEY, start + KEY.length());
            while (nameEnd >= 0 && !raw.startsWith(VALUE, valueTag(raw, nameEnd))) {
                nameEnd = raw.indexOf(END_KEY, nameEnd + END_KEY.length());
            }
            int valueStart = nameEnd < 0 ? raw.length() : valueTag(raw, nameEnd) + VALUE.length();
            int valueEnd = raw.indexOf(END_VALUE, valueStart);
            if (valueEnd < 0) {
                break;
            }
            arguments.put(
                    PythonStrings.strip(raw.substring(start + KEY.length(), nameEnd)),
                    raw.substring(valueStart, valueEnd));
            start = raw.indexOf(KEY, valueEnd + END_VALUE.length());
        }
        return List.of(arguments.attempt(raw, span));
    }

    /** Where a value begins if it belongs to a name that ends here. */
    private static int valueTag(String text, int nameEnd) {
        int start = nameEnd + END_KEY.length();
        while (start < text.length() && PythonStrings.isSpace(text.charAt(start))) {
            start++;
        }
        return start;
    }
}
