package dev.tokenwright.chat.render.family;

import dev.tokenwright.chat.RendererInfo.Retention;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Options of Hy3.
 *
 * @param values the options with their values
 * @param effort how much the model is to think
 * @param preserves whether earlier reasoning stays; empty: it does if there are tools
 * @param isTraining whether all reasoning stays and the last reply is ended
 * @param isLastRaw whether a last reply without calls is written as its text alone
 * @param isRetry whether a prompt ends where the conversation does
 * @param asked the retention that was asked for
 */
record Hy3Options(
        Map<String, @Nullable Object> values,
        String effort,
        Optional<Boolean> preserves,
        boolean isTraining,
        boolean isLastRaw,
        boolean isRetry,
        Optional<Retention> asked) {
    /** The effort at which the model answers at once. */
    static final String NO_THINKING = "no_think";

    static Hy3Options of(FamilySetup setup) {
        FamilyOptions given = new FamilyOptions("hy3", setup.settings().options());
        String effort = given.choice("reasoning_effort", NO_THINKING, List.of(NO_THINKING, "low", "high"));
        Optional<Boolean> preserves = given.flag("preserved_thinking");
        boolean isTraining = given.flag("is_training", false);
        boolean isLastRaw = given.flag("raw_last_assistant", false);
        boolean isRetry = given.choice("fallback_strategy", List.of("reasoning_toolcall_retry"))
                .isPresent();
        boolean isAsked = given.isGiven("thinking_retention");
        Retention kept = preserves.orElse(false) ? Retention.ALL : Retention.TOOL_CYCLE;
        Retention retention = given.retention(kept, kept, "preserved_thinking", null);
        return new Hy3Options(
                given.finish(),
                isRetry ? "high" : effort,
                preserves,
                isTraining,
                isLastRaw,
                isRetry,
                isAsked ? Optional.of(retention) : Optional.empty());
    }

    /** Whether earlier reasoning stays. */
    boolean preserves(Optional<? extends List<?>> tools) {
        return preserves.orElse(tools.isPresent() && !tools.get().isEmpty());
    }

    /** What becomes of earlier reasoning. */
    Retention retention(Optional<? extends List<?>> tools) {
        return asked.orElse(preserves(tools) ? Retention.ALL : Retention.TOOL_CYCLE);
    }

    /** Whether the model thinks before it answers. */
    boolean thinks() {
        return !effort.equals(NO_THINKING);
    }
}
