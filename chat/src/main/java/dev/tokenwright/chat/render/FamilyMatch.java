package dev.tokenwright.chat.render;

import dev.tokenwright.Tokenizer;
import dev.tokenwright.chat.Conversation;
import dev.tokenwright.chat.Message;
import dev.tokenwright.chat.Renderer;
import dev.tokenwright.chat.RendererSettings;
import dev.tokenwright.chat.render.family.Families;
import dev.tokenwright.chat.render.family.FamilySetup;
import dev.tokenwright.error.TokenwrightException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells a model's family by what its template writes: a family matches when both write the same for conversations that
 * bring out what families differ in. Names of models and of tokens prove nothing, since they are copied freely.
 */
final class FamilyMatch {
    /**
     * Families that write conversations with tools in another way than the models' templates, as their headers say: because
     * the template lacks such turns, or because the models' own code changes the tools before the template sees them.
     */
    private static final Set<String> OTHER_TOOL_TURNS = Set.of("deepseek-v3", "deepseek-r1", "kimi-k2", "kimi-k2.5");

    private static final List<Map<String, @Nullable Object>> TOOLS = List.of(object(
            "type",
            "function",
            "function",
            object(
                    "name",
                    "look",
                    "description",
                    "Looks.",
                    "parameters",
                    object(
                            "type",
                            "object",
                            "properties",
                            object("at", object("type", "string"), "far", object("type", "boolean"))))));

    private final Tokenizer tokenizer;
    private final RendererSettings settings;
    private final TemplateRenderer template;

    FamilyMatch(Tokenizer tokenizer, RendererSettings settings, TemplateRenderer template) {
        this.tokenizer = tokenizer;
        this.settings = settings;
        this.template = template;
    }

    /** The family that writes as the template does; of several, the one that also writes images so. */
    Optional<Renderer> find() {
        List<String> names = new ArrayList<>();
        for (String name : Families.names()) {
            Optional<Renderer> family = make(name, settings.withOptions(Map.of()));
            if (family.isPresent() && matches(name, family.get())) {
                names.add(isAlike(family.get(), image()) ? 0 : names.size(), name);
            }
        }
        return names.stream()
                .findFirst()
                .map(name -> Families.make(
                        name,
                        new FamilySetup(tokenizer, settings, "the model's chat template writes as this family does")));
    }

    /** Whether a family writes as the template does. */
    boolean isWrittenBy(String name) {
        return make(name, settings.withOptions(Map.of()))
                .filter(family -> matches(name, family))
                .isPresent();
    }

    private Optional<Renderer> make(String name, RendererSettings usual) {
        try {
            return Optional.of(Families.make(name, new FamilySetup(tokenizer, usual, "tried")));
        } catch (TokenwrightException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private boolean matches(String name, Renderer family) {
        int compared = 0;
        for (Conversation probe : probes()) {
            boolean hasTools = probe.tools().isPresent();
            if (hasTools && OTHER_TOOL_TURNS.contains(name)) {
                continue;
            }
            Optional<String> wanted = prompt(template, probe);
            if (wanted.isPresent()) {
                if (!wanted.equals(prompt(family, probe))) {
                    return false;
                }
                compared++;
            }
        }
        return compared > 2;
    }

    private boolean isAlike(Renderer family, Conversation probe) {
        Optional<String> wanted = prompt(template, probe);
        return wanted.isPresent() && wanted.equals(prompt(family, probe));
    }

    /** The text of a prompt, control tokens included. */
    private Optional<String> prompt(Renderer renderer, Conversation probe) {
        try {
            return Optional.of(tokenizer.decode(renderer.prompt(probe).ids()));
        } catch (TokenwrightException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Conversation image() {
        return Conversation.of(new Message(object(
                "role",
                "user",
                "content",
                List.of(
                        object("type", "image", "image", "one.png"),
                        object("type", "text", "text", "What is this?")))));
    }

    private static List<Conversation> probes() {
        Message question = Message.user("What is 2 + 2?");
        Message answer = Message.assistant("It is 4.");
        Message system = Message.system("Be brief.");
        Message thought = answer.with("reasoning_content", "Two and two.");
        Message call = Message.assistant("")
                .with(
                        "tool_calls",
                        List.of(object(
                                "id",
                                "functions.look:0",
                                "type",
                                "function",
                                "function",
                                object("name", "look", "arguments", object("at", "the sky", "far", true)))));
        Message result = Message.toolResult("functions.look:0", "blue").with("name", "look");
        List<Conversation> probes = new ArrayList<>();
        probes.add(Conversation.of(question));
        probes.add(Conversation.of(system, question));
        probes.add(Conversation.of(question, answer, question));
        probes.add(Conversation.of(system, question, thought, question));
        probes.add(Conversation.of(question, thought));
        probes.add(Conversation.of(system, question).withTools(TOOLS));
        probes.add(Conversation.of(question, call, result).withTools(TOOLS));
        probes.add(Conversation.of(question, call.with("reasoning_content", "Look up."), result, thought, question)
                .withTools(TOOLS));
        return probes;
    }

    private static Map<String, @Nullable Object> object(Object... members) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        for (int index = 0; index < members.length; index += 2) {
            object.put((String) members[index], members[index + 1]);
        }
        return object;
    }
}
