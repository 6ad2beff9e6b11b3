package dev.tokenwright.chat.render.family;

import dev.tokenwright.chat.RendererInfo.Retention;
import dev.tokenwright.chat.RendererInfo.Stability;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a family is with the options that it was made with.
 *
 * @param options the options with their values
 * @param stability whether more messages leave what was rendered before as it is
 * @param retention what becomes of earlier reasoning
 */
record FamilyTraits(Map<String, @Nullable Object> options, Stability stability, Retention retention) {}
