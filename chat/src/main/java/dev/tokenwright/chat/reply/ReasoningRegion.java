package dev.tokenwright.chat.reply;

import java.util.Optional;

/**
 * The reasoning that a reply begins with.
 *
 * @param isOpen whether the reply ends inside it
 * @param text its text; empty when there is none
 * @param isClosedByCall whether the beginning of a call ended it, and not the mark that does
 */
public record ReasoningRegion(boolean isOpen, Optional<String> text, boolean isClosedByCall) {
    /** No reasoning. */
    static final ReasoningRegion NONE = new ReasoningRegion(false, Optional.empty(), false);
}
