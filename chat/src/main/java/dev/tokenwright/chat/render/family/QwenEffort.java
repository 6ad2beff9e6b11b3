package dev.tokenwright.chat.render.family;

import java.util.List;

/** What Qwen 3.8 is told about how long to think. */
final class QwenEffort {
    private static final String HIGHEST =
            """
            Reasoning effort is set to xhigh. Please think carefully through the task, validate key assumptions, \
            consider plausible alternatives, and prioritize correctness, consistency, and clarity in the final \
            answer.""";
    private static final String LOW =
            """
            Reasoning effort is set to low. Keep your thinking brief and focused, moving directly to the conclusion \
            without unnecessary elaboration.""";

    private QwenEffort() {}

    /** The sentence that the options ask for; empty when there is none, or no thinking. */
    static String sentence(FamilyOptions options, boolean thinks) {
        String effort = options.choice("reasoning_effort", "xhigh", List.of("xhigh", "medium", "low"));
        if (!thinks || effort.equals("medium")) {
            return "";
        }
        return effort.equals("low") ? LOW : HIGHEST;
    }
}
