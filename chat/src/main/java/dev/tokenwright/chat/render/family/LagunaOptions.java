package dev.tokenwright.chat.render.family;

import dev.tokenwright.chat.RendererInfo.Retention;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Options of the Laguna families.
 *
 * @param values the options with their values
 * @param thinks whether the model is to think
 * @param isRaw whether the assistant's messages are text as it was sampled
 * @param showsReasoning whether replies show their reasoning
 */
record LagunaOptions(
        Map<String, @Nullable Object> values,
        boolean thinks,
        boolean isRaw,
        boolean showsReasoning,
        Retention retention) {
    static LagunaOptions spaced(String name, FamilySetup setup) {
        FamilyOptions given = new FamilyOptions(name, setup.settings().options());
        boolean thinks = given.flag("enable_thinking", false);
        boolean isRaw = given.flag("render_assistant_messages_raw", false);
        Retention retention = given.retention(Retention.ALL);
        return new LagunaOptions(given.finish(), thinks, isRaw, true, retention);
    }

    static LagunaOptions small(String name, FamilySetup setup) {
        FamilyOptions given = new FamilyOptions(name, setup.settings().options());
        boolean thinks = given.flag("enable_thinking", false);
        Retention retention = given.retention(Retention.ALL);
        return new LagunaOptions(given.finish(), thinks, false, thinks, retention);
    }

    static LagunaOptions large(String name, FamilySetup setup) {
        FamilyOptions given = new FamilyOptions(name, setup.settings().options());
        boolean thinks = given.flag("enable_thinking", true);
        boolean preserves = given.flag("preserve_thinking", false);
        Retention retention = given.retention(Retention.ALL);
        return new LagunaOptions(given.finish(), thinks, false, thinks || preserves, retention);
    }
}
