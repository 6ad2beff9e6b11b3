package dev.tokenwright.chat;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a renderer is.
 *
 * @param name name of the family, such as {@code qwen3}
 * @param reason why it was chosen
 * @param options the family's options with their values
 * @param stability whether more messages leave what was rendered before as it is
 * @param retention what becomes of earlier reasoning
 */
public record RendererInfo(
        String name, String reason, Map<String, @Nullable Object> options, Stability stability, Retention retention) {
    /** Whether more messages leave what was rendered before as it is. */
    public enum Stability {
        /** They always do. */
        STABLE,
        /** There are conversations of which they rewrite the past. */
        REWRITES
    }

    /** What becomes of the reasoning of earlier turns. */
    public enum Retention {
        /** The template decides by rules of its own. */
        TEMPLATE,
        /** It stays until the user speaks again. */
        TOOL_CYCLE,
        /** It stays. */
        ALL
    }

    /** Copies the options. */
    public RendererInfo {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(reason, "reason");
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
        Objects.requireNonNull(stability, "stability");
        Objects.requireNonNull(retention, "retention");
    }
}
