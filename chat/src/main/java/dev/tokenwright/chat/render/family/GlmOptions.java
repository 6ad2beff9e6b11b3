package dev.tokenwright.chat.render.family;

import dev.tokenwright.chat.RendererInfo.Retention;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Options of the GLM families.
 *
 * @param values the options with their values
 * @param thinks whether the model is to think
 * @param clears whether the reasoning before the last question is left out
 * @param effort how much the model is to think; empty for a family that does not say
 */
record GlmOptions(
        Map<String, @Nullable Object> values, boolean thinks, boolean clears, String effort, Retention retention) {
    static GlmOptions glm45(FamilySetup setup) {
        FamilyOptions given = new FamilyOptions("glm-4.5", setup.settings().options());
        boolean thinks = given.flag("enable_thinking", true);
        Retention retention = given.retention(thinks ? Retention.TOOL_CYCLE : Retention.ALL);
        return new GlmOptions(given.finish(), thinks, true, "", retention);
    }

    static GlmOptions glm5(String name, FamilySetup setup) {
        FamilyOptions given = new FamilyOptions(name, setup.settings().options());
        boolean thinks = given.flag("enable_thinking", true);
        boolean clears = given.flag("clear_thinking", true);
        Retention retention =
                given.retention(thinks ? kept(clears) : Retention.ALL, kept(clears), "clear_thinking", true);
        return new GlmOptions(given.finish(), thinks, clears, "", retention);
    }

    static GlmOptions glm53(FamilySetup setup) {
        FamilyOptions given = new FamilyOptions("glm-5.3", setup.settings().options());
        boolean clears = given.flag("clear_thinking", false);
        String effort = given.choice("reasoning_effort", "max", List.of("low", "high", "max"));
        Retention retention = given.retention(kept(clears), kept(clears), "clear_thinking", false);
        return new GlmOptions(given.finish(), true, clears, effort, retention);
    }

    private static Retention kept(boolean clears) {
        return clears ? Retention.TOOL_CYCLE : Retention.ALL;
    }
}
