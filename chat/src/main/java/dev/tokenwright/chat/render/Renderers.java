package dev.tokenwright.chat.render;

import dev.tokenwright.Tokenizer;
import dev.tokenwright.chat.Renderer;
import dev.tokenwright.chat.RendererSettings;
import dev.tokenwright.chat.render.family.Families;
import dev.tokenwright.chat.render.family.FamilySetup;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Renderers of models. Which family a model is of is told by what its chat template writes; a model that is of none is
 * rendered by its template.
 */
public final class Renderers {
    private Renderers() {}

    /** Names of the families, and {@code template}. */
    public static Set<String> names() {
        Set<String> names = new TreeSet<>(Families.names());
        names.add(TemplateRenderer.NAME);
        return names;
    }

    /**
     * The renderer of a model; what somebody typed never becomes a control token.
     *
     * @param directory the model's directory
     * @throws dev.tokenwright.error.LoadException when the directory holds no tokenizer that can be used
     * @throws IllegalArgumentException when the model has no chat template
     */
    public static Renderer load(Path directory) {
        return load(directory, RendererSettings.SAFE);
    }

    /** The renderer of a model; see {@link #load(Path)}. */
    public static Renderer load(Path directory, RendererSettings settings) {
        return of(Tokenizer.load(directory), settings);
    }

    /**
     * The renderer of a model.
     *
     * @param tokenizer a tokenizer that was loaded from the model's directory
     * @throws IllegalArgumentException when the model has no chat template, or its family lacks an option
     */
    public static Renderer of(Tokenizer tokenizer, RendererSettings settings) {
        if (tokenizer.modelDefaults().chatTemplates().isEmpty()) {
            throw new IllegalArgumentException(
                    "the model has no chat template to tell its family by; name one of " + String.join(", ", names()));
        }
        return match(tokenizer, settings)
                .find()
                .orElseGet(() -> new TemplateRenderer(
                        tokenizer, settings, "no family writes as the model's chat template does"));
    }

    private static FamilyMatch match(Tokenizer tokenizer, RendererSettings settings) {
        RendererSettings usual = settings.withOptions(Map.of());
        return new FamilyMatch(tokenizer, settings, new TemplateRenderer(tokenizer, usual, "compared"));
    }

    /**
     * The renderer of a family.
     *
     * @param name such as {@code qwen3}, or {@code template}
     * @throws IllegalArgumentException when there is no such family, or it lacks an option
     * @throws dev.tokenwright.error.ConversationException when the tokenizer lacks a control token of the family
     */
    public static Renderer named(String name, Tokenizer tokenizer, RendererSettings settings) {
        return name.equals(TemplateRenderer.NAME)
                ? new TemplateRenderer(tokenizer, settings, "asked for by name")
                : Families.make(name, new FamilySetup(tokenizer, settings, "asked for by name"));
    }

    /**
     * The renderer of a family for a model whose chat template is known.
     *
     * @throws IllegalArgumentException when the template writes as another family does
     */
    public static Renderer checked(String name, Tokenizer tokenizer, RendererSettings settings) {
        Renderer chosen = named(name, tokenizer, settings);
        if (tokenizer.modelDefaults().chatTemplates().isEmpty()
                || !Families.names().contains(name)) {
            return chosen;
        }
        FamilyMatch match = match(tokenizer, settings.withOptions(Map.of()));
        if (!match.isWrittenBy(name)) {
            match.find().ifPresent(other -> {
                throw new IllegalArgumentException("renderer " + name + " was asked for, but the model's chat template"
                        + " writes as " + other.describe().name() + " does");
            });
        }
        return chosen;
    }
}
