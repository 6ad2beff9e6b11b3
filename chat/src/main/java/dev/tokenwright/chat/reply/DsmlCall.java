package dev.tokenwright.chat.reply;

import dev.tokenwright.chat.CallStatus;
import dev.tokenwright.chat.ToolCallAttempt;
import dev.tokenwright.chat.ToolCallAttempt.TokenSpan;
import dev.tokenwright.chat.plain.PythonJsonReader;
import dev.tokenwright.chat.plain.PythonStrings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A call in DSML. Each argument says whether it is a text; everything else is JSON. */
final class DsmlCall {
    private static final String HEAD = "<｜DSML｜invoke name=\"";
    private static final String HEAD_END = "\">\n";
    private static final String END = "</｜DSML｜invoke>";
    private static final String ARGUMENT = "<｜DSML｜parameter name=\"";
    private static final String IS_TEXT = "\" string=\"";
    private static final String ARGUMENT_END = "</｜DSML｜parameter>";

    private final Map<String, @Nullable Object> arguments = new LinkedHashMap<>();
    private boolean isMalformed;
    private boolean isJson = true;

    private DsmlCall() {}

    static ToolCallAttempt read(String raw, TokenSpan span, boolean isClosed) {
        DsmlCall call = new DsmlCall();
        int headEnd = raw.indexOf(">\n");
        Optional<String> name = Optional.empty();
        if (headEnd < 0) {
            call.isMalformed = true;
        } else {
            name = call.name(raw.substring(0, headEnd + 2));
            int start = headEnd + 2;
            call.arguments(
                    raw.substring(start, Math.max(start, isClosed ? raw.length() - END.length() : raw.length())));
        }
        CallStatus status = CallStatus.OK;
        if (!isClosed) {
            status = CallStatus.UNCLOSED_BLOCK;
        } else if (name.orElse("").isEmpty()) {
            status = CallStatus.MISSING_NAME;
        } else if (call.isMalformed) {
            status = CallStatus.MALFORMED_STRUCTURE;
        } else if (!call.isJson) {
            status = CallStatus.INVALID_JSON;
        }
        return new ToolCallAttempt(raw, name, call.arguments, Optional.of(span), status, Optional.empty());
    }

    private Optional<String> name(String head) {
        if (head.startsWith(HEAD) && head.endsWith(HEAD_END) && head.length() >= HEAD.length() + HEAD_END.length()) {
            return Optional.of(head.substring(HEAD.length(), head.length() - HEAD_END.length()));
        }
        isMalformed = true;
        return Optional.empty();
    }

    private void arguments(String body) {
        StringBuilder rest = new StringBuilder();
        int cursor = 0;
        int start = body.indexOf(ARGUMENT);
        while (start >= 0) {
            int nameStart = start + ARGUMENT.length();
            int nameEnd = nameEnd(body, nameStart);
            int end = nameEnd < 0 ? -1 : body.indexOf(ARGUMENT_END, nameEnd);
            if (end < 0) {
                break;
            }
            boolean isText = body.startsWith("true", nameEnd + IS_TEXT.length());
            int value = nameEnd + IS_TEXT.length() + (isText ? "true\">" : "false\">").length();
            argument(body.substring(nameStart, nameEnd), isText, body.substring(value, end));
            rest.append(body, cursor, start);
            cursor = end + ARGUMENT_END.length();
            start = body.indexOf(ARGUMENT, cursor);
        }
        rest.append(body, cursor, body.length());
        isMalformed |= !PythonStrings.stripNewlines(rest.toString()).isEmpty();
    }

    private static int nameEnd(String body, int from) {
        int at = body.indexOf(IS_TEXT, from);
        while (at >= 0
                && !body.startsWith("true\">", at + IS_TEXT.length())
                && !body.startsWith("false\">", at + IS_TEXT.length())) {
            at = body.indexOf(IS_TEXT, at + 1);
        }
        return at;
    }

    private void argument(String name, boolean isText, String value) {
        if (arguments.containsKey(name)) {
            isMalformed = true;
        } else if (isText) {
            arguments.put(name, value);
        } else {
            Optional<PythonJsonReader.Read> read = PythonJsonReader.read(value);
            isJson &= read.isPresent();
            arguments.put(name, read.isPresent() ? read.get().value() : value);
        }
    }
}
