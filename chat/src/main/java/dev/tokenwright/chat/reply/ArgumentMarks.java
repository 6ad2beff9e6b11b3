package dev.tokenwright.chat.reply;

import dev.tokenwright.chat.plain.PythonStrings;

/** Control tokens around the names and the values of arguments. */
public record ArgumentMarks(int key, int endKey, int value, int endValue) {
    /** Reads the arguments in a part of a call. */
    ReadArguments read(ReplyIds call, int from, String tool, ArgumentTypes types) {
        ReadArguments arguments = new ReadArguments(tool, types);
        int start = call.indexOf(key, from);
        while (start >= 0) {
            int nameEnd = call.indexOf(endKey, start + 1);
            int valueStart = nameEnd < 0 ? -1 : call.indexOf(value, nameEnd + 1);
            int valueEnd = valueStart < 0 ? -1 : call.indexOf(endValue, valueStart + 1);
            if (valueEnd < 0) {
                arguments.markBroken();
                break;
            }
            arguments.put(PythonStrings.strip(call.text(start + 1, nameEnd)), call.text(valueStart + 1, valueEnd));
            start = call.indexOf(key, valueEnd + 1);
        }
        return arguments;
    }
}
