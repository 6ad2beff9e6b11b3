package dev.tokenwright.chat.render;

import dev.tokenwright.Tokenizer;
import dev.tokenwright.chat.Renderer;
import dev.tokenwright.chat.RendererSettings;
import dev.tokenwright.chat.render.family.Families;
import dev.tokenwright.chat.render.family.FamilySetup;
import java.util.Set;

/** Renderers of the known families of models. */
public final class Renderers {
    private Renderers() {}

    /** Names of the families. */
    public static Set<String> names() {
        return Families.names();
    }

    /**
     * The renderer of a family.
     *
     * @param name such as {@code qwen3}
     * @throws IllegalArgumentException when there is no such family, or it lacks an option
     * @throws dev.tokenwright.error.ConversationException when the tokenizer is not one of the family
     */
    public static Renderer named(String name, Tokenizer tokenizer, RendererSettings settings) {
        return Families.make(name, new FamilySetup(tokenizer, settings, "asked for by name"));
    }
}
