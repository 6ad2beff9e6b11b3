package dev.tokenwright.chat.render.family;

import dev.tokenwright.Tokenizer;
import dev.tokenwright.chat.RendererSettings;
import java.util.Objects;

/**
 * What a family is made with.
 *
 * @param reason why this family was chosen
 */
public record FamilySetup(Tokenizer tokenizer, RendererSettings settings, String reason) {
    /** Checks that nothing is null. */
    public FamilySetup {
        Objects.requireNonNull(tokenizer, "tokenizer");
        Objects.requireNonNull(settings, "settings");
        Objects.requireNonNull(reason, "reason");
    }
}
