package dev.tokenwright.chat.render.family;

import dev.tokenwright.chat.Message;
import dev.tokenwright.chat.plain.PythonStrings;
import java.util.Optional;

/**
 * A message of the assistant, its reasoning told from its answer. White space around both is as it was.
 *
 * @param given reasoning that the message names as such
 * @param inline reasoning that stands in its content before the mark that ends reasoning
 */
record Spoken(Optional<String> given, Optional<String> inline, String answer) {
    /** Looks for reasoning in the message and, if it names none, in its content. */
    static Spoken of(Message message, String content) {
        if (message.fields().get("reasoning_content") instanceof String reasoning) {
            return new Spoken(Optional.of(reasoning), Optional.empty(), content);
        }
        if (!content.contains(Family.END_THINK)) {
            return new Spoken(Optional.empty(), Optional.empty(), content);
        }
        String before = PythonStrings.beforeFirst(content, Family.END_THINK);
        return new Spoken(
                Optional.empty(),
                Optional.of(PythonStrings.afterLast(before, Family.THINK)),
                PythonStrings.afterFirst(content, Family.END_THINK));
    }

    /** The reasoning, inline reasoning without the newlines around it; empty when there is none. */
    String reasoning() {
        return given.orElseGet(() -> inline.map(PythonStrings::stripNewlines).orElse(""));
    }
}
