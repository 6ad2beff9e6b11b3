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
import java.util.Optional;

/** What an engine is given and what it generated, by the renderer of the model's family. Safe for all threads. */
final class RendererTurns {
    private final Tokenizer tokenizer;
    private final Renderer renderer;

    private RendererTurns(Tokenizer tokenizer, Renderer renderer) {
        this.tokenizer = tokenizer;
        this.renderer = renderer;
    }

    /** The turns of a model, if it has a renderer. */
    static Optional<RendererTurns> of(Tokenizer tokenizer) {
        try {
            return Optional.of(new RendererTurns(tokenizer, Renderers.of(tokenizer, RendererSettings.SAFE)));
        } catch (TokenwrightException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The prompt as the family writes it; empty where only the template can say. */
    Optional<int[]> prompt(Conversation conversation, ChatOptions options, LocalDate today) {
        boolean isUsual = options.ending() == Ending.GENERATION_PROMPT
                && options.typed() == SpecialText.AS_TEXT
                && options.framing() == Framing.NONE
                && conversation.documents().isEmpty();
        if (!isUsual) {
            return Optional.empty();
        }
        try {
            RendererSettings settings = RendererSettings.SAFE.withToday(today).withOptions(conversation.variables());
            Renderer asked = Renderers.named(renderer.describe().name(), tokenizer, settings);
            return Optional.of(asked.prompt(conversation).ids());
        } catch (TokenwrightException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** What was generated, behind a conversation if it is known. */
    Reply reply(int[] completion, Optional<Conversation> conversation) {
        ReplyContext context = ReplyContext.NONE;
        if (conversation.isPresent()) {
            context = new ReplyContext(Optional.empty(), conversation.get().tools());
            try {
                context = context.withPrompt(renderer.prompt(conversation.get()).ids());
            } catch (TokenwrightException | IllegalArgumentException e) {
                // the reply is read as if nothing were known of the prompt
                return renderer.parse(completion, context);
            }
        }
        return renderer.parse(completion, context);
    }
}
