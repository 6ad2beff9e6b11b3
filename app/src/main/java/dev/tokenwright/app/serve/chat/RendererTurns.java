package dev.tokenwright.app.serve.chat;

import dev.tokenwright.Framing;
import dev.tokenwright.SpecialText;
import dev.tokenwright.Tokenizer;
import dev.tokenwright.chat.ChatOptions;
import dev.tokenwright.chat.ChatOptions.Ending;
import dev.tokenwright.chat.Conversation;
import dev.tokenwright.chat.Renderer;
import dev.tokenwright.chat.RendererSettings;
import dev.tokenwright.chat.Reply;
import dev.tokenwright.chat.ReplyContext;
import dev.tokenwright.chat.render.Renderers;
import dev.tokenwright.error.TokenwrightException;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What an engine is given and what it generated, by the renderer of the model's family. Safe for all threads. */
final class RendererTurns {
    private static final int MOST_REMEMBERED = 64;

    private final Tokenizer tokenizer;
    private final Map<RendererSettings, Renderer> asked = new ConcurrentHashMap<>();
    private Optional<Renderer> usual = Optional.empty();
    private boolean isKnown;

    RendererTurns(Tokenizer tokenizer) {
        this.tokenizer = tokenizer;
    }

    /** The model's renderer, if it has one. Looked for by the first request that needs it: families are tried one by one. */
    private synchronized Optional<Renderer> usual() {
        if (!isKnown) {
            try {
                usual = Optional.of(Renderers.of(tokenizer, RendererSettings.SAFE));
            } catch (TokenwrightException | IllegalArgumentException e) {
                usual = Optional.empty();
            }
            isKnown = true;
        }
        return usual;
    }

    /** The renderer with the options of a request. Those of some requests are remembered; a client may send any. */
    private Renderer renderer(Renderer renderer, RendererSettings settings) {
        Renderer known = asked.get(settings);
        if (known != null) {
            return known;
        }
        Renderer made = Renderers.named(renderer.describe().name(), tokenizer, settings);
        if (asked.size() >= MOST_REMEMBERED) {
            asked.clear();
        }
        asked.put(settings, made);
        return made;
    }

    /** The prompt as the family writes it; empty where only the template can say. */
    Optional<int[]> prompt(Conversation conversation, ChatOptions options, LocalDate today) {
        boolean isUsual = options.ending() == Ending.GENERATION_PROMPT
                && options.typed() == SpecialText.AS_TEXT
                && options.framing() == Framing.NONE
                && conversation.documents().isEmpty();
        if (!isUsual || usual().isEmpty()) {
            return Optional.empty();
        }
        try {
            RendererSettings settings = RendererSettings.SAFE.withToday(today).withOptions(conversation.variables());
            return Optional.of(
                    renderer(usual().get(), settings).prompt(conversation).ids());
        } catch (TokenwrightException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** What was generated, behind a conversation if it is known; empty when the model has no renderer. */
    Optional<Reply> reply(int[] completion, Optional<Conversation> conversation) {
        return usual().map(renderer -> renderer.parse(completion, context(renderer, conversation)));
    }

    private static ReplyContext context(Renderer renderer, Optional<Conversation> conversation) {
        if (conversation.isEmpty()) {
            return ReplyContext.NONE;
        }
        ReplyContext context =
                new ReplyContext(Optional.empty(), conversation.get().tools());
        try {
            return context.withPrompt(renderer.prompt(conversation.get()).ids());
        } catch (TokenwrightException | IllegalArgumentException e) {
            return context; // the reply is read as if nothing were known of the prompt
        }
    }
}
