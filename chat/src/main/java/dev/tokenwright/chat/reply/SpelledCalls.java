package dev.tokenwright.chat.reply;

import dev.tokenwright.chat.ToolCallAttempt;
import dev.tokenwright.chat.plain.PythonStrings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Calls whose marks a model spelled with ordinary tokens.
 *
 * @param content the text before them
 * @param calls the calls, without places
 */
record SpelledCalls(String content, List<ToolCallAttempt> calls) {
    private static final List<String> SECTIONS = List.of("<|tool_calls_section_", "<|tool_call_section_");
    private static final String CALL = "<|tool_call_begin|>";
    private static final String ARGUMENTS = "<|tool_call_argument_begin|>";
    private static final String CALL_END = "<|tool_call_end|>";

    /** Finds the first section at or behind a place of a text. */
    static SpelledCalls in(String text, int from) {
        int start = -1;
        String section = "";
        for (String mark : SECTIONS) {
            String begin = mark + "begin|>";
            int at = text.indexOf(begin, from);
            int end = at < 0 ? -1 : text.indexOf(mark + "end|>", at + begin.length());
            if (end >= 0 && (start < 0 || at < start)) {
                start = at;
                section = text.substring(at + begin.length(), end);
            }
        }
        return start < 0
                ? new SpelledCalls(text, List.of())
                : new SpelledCalls(text.substring(0, start), calls(section));
    }

    private static List<ToolCallAttempt> calls(String section) {
        List<ToolCallAttempt> calls = new ArrayList<>();
        int start = section.indexOf(CALL);
        while (start >= 0) {
            int id = start + CALL.length();
            int next = section.indexOf('<', id);
            int end = next < 0 ? -1 : section.indexOf(CALL_END, next);
            if (end < 0) {
                break;
            }
            int behind = id;
            if (section.startsWith(ARGUMENTS, next) && isId(section.substring(id, next))) {
                behind = end + CALL_END.length();
                calls.add(SectionCalls.attempt(
                        section.substring(start, behind),
                        PythonStrings.strip(section.substring(id, next)),
                        PythonStrings.strip(section.substring(next + ARGUMENTS.length(), end)),
                        Optional.empty()));
            }
            start = section.indexOf(CALL, behind);
        }
        return calls;
    }

    /** Whether a text ends with a colon and digits, and something stands before. */
    private static boolean isId(String text) {
        String id = PythonStrings.rstrip(text);
        int digits = id.length();
        while (digits > 0 && Character.isDigit(id.codePointBefore(digits))) {
            digits -= Character.charCount(id.codePointBefore(digits));
        }
        return digits < id.length() && digits > 1 && id.charAt(digits - 1) == ':';
    }
}
