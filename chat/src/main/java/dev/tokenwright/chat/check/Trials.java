package dev.tokenwright.chat.check;

import dev.tokenwright.SpecialText;
import dev.tokenwright.chat.ChatOptions;
import dev.tokenwright.chat.ChatOptions.Ending;
import dev.tokenwright.chat.ChatTemplate;
import dev.tokenwright.chat.Conversation;
import dev.tokenwright.chat.RenderedChat;
import dev.tokenwright.chat.jinja.RenderOptions;
import dev.tokenwright.chat.jinja.SourcePlace;
import dev.tokenwright.chat.jinja.VariableRead;
import dev.tokenwright.error.TemplateException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A template and what it made of each probe. */
final class Trials {
    private static final Map<String, String> USUAL_TOKENS = Map.of("bos_token", "<s>", "eos_token", "</s>");

    private final ChatTemplate template;
    private final ChatOptions options;
    private final Set<String> substitutes;
    private final List<Trial> trials = new ArrayList<>();

    /**
     * A probe and its rendering, or why there is none.
     *
     * @param probe the probe, with the special tokens that the template reads and the tokenizer lacks
     */
    record Trial(Probe probe, Optional<RenderedChat> rendered, Optional<TemplateException> refusal) {}

    private Trials(ChatTemplate template, RenderOptions rendering) {
        this.template = template;
        this.options = ChatOptions.reference().withRendering(rendering.withOrigins(RenderOptions.Origins.PLACED));
        Set<String> named =
                template.tokenizer().modelDefaults().specialTokens().named().keySet();
        this.substitutes = template.template().variables().stream()
                .map(VariableRead::name)
                .filter(name -> USUAL_TOKENS.containsKey(name) && !named.contains(name.replace("_token", "")))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    static Trials of(ChatTemplate template, RenderOptions rendering) {
        Trials trials = new Trials(template, rendering);
        for (Probe probe : Probe.all()) {
            Conversation conversation = probe.conversation();
            for (String name : trials.substitutes) {
                conversation = conversation.with(name, USUAL_TOKENS.get(name));
            }
            trials.trials.add(trials.trial(new Probe(probe.sort(), conversation)));
        }
        return trials;
    }

    private Trial trial(Probe probe) {
        try {
            return new Trial(probe, Optional.of(render(probe.conversation(), Ending.NOTHING)), Optional.empty());
        } catch (TemplateException refusal) {
            return new Trial(probe, Optional.empty(), Optional.of(refusal));
        }
    }

    ChatTemplate template() {
        return template;
    }

    /** The special tokens that the template reads and the tokenizer lacks; usual ones stand for them. */
    Set<String> substitutes() {
        return substitutes;
    }

    /** Whether a variable is the tokenizer's and nobody typed it. */
    boolean isTrusted(String variable) {
        return variable.endsWith("_token");
    }

    List<Trial> all() {
        return trials;
    }

    /** The probes that the template took. */
    List<Trial> rendered() {
        return trials.stream().filter(trial -> trial.rendered().isPresent()).toList();
    }

    RenderedChat render(Conversation conversation, Ending ending) {
        return template.apply(conversation, options.withEnding(ending));
    }

    RenderedChat renderSafely(Conversation conversation) {
        return template.apply(conversation, options.withTyped(SpecialText.AS_TEXT));
    }

    /** The place in the template that wrote a character, or what stands before it. */
    SourcePlace place(RenderedChat rendered, int index) {
        return template.template().place(rendered.rendered().templateOffset(index));
    }
}
