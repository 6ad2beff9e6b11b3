package dev.tokenwright.chat.reply;

import java.util.Optional;

/** Reasoning that a prompt may begin. */
public interface PromptedReasoning extends ReasoningRules {
    /** Whether a prompt ends inside reasoning. */
    boolean isOpenAfter(int[] prompt, int[] stops);

    /** Whether a prompt, if it is known, ends inside reasoning. */
    default boolean isOpenAfter(Optional<int[]> prompt, int[] stops) {
        return prompt.isPresent() && isOpenAfter(prompt.get(), stops);
    }
}
