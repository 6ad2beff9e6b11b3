package dev.tokenwright.chat.render;

import dev.tokenwright.Tokenizer;
import dev.tokenwright.chat.ChatOptions;
import dev.tokenwright.chat.ChatOptions.Ending;
import dev.tokenwright.chat.ChatTemplate;
import dev.tokenwright.chat.Conversation;
import dev.tokenwright.chat.Extension;
import dev.tokenwright.chat.Extension.Reason;
import dev.tokenwright.chat.Extension.Refused;
import dev.tokenwright.chat.Message;
import dev.tokenwright.chat.Rendered;
import dev.tokenwright.chat.RenderedChat;
import dev.tokenwright.chat.Renderer;
import dev.tokenwright.chat.RendererInfo;
import dev.tokenwright.chat.RendererInfo.Retention;
import dev.tokenwright.chat.RendererInfo.Stability;
import dev.tokenwright.chat.RendererSettings;
import dev.tokenwright.chat.Reply;
import dev.tokenwright.chat.ReplyContext;
import dev.tokenwright.chat.jinja.RenderOptions;
import dev.tokenwright.chat.render.family.ExtensionRequest;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Renders by a model's own chat template, whichever it is. How messages are added behind a reply is derived from what the
 * template does to conversations of one's own, and proved on several before it is used.
 */
final class TemplateRenderer implements Renderer {
    static final String NAME = "template";

    private final Tokenizer tokenizer;
    private final RendererSettings settings;
    private final String reason;
    private final ChatTemplate template;
    private final TurnEnd turnEnd;
    private final TemplateReplies replies;
    private final int[] stops;

    TemplateRenderer(Tokenizer tokenizer, RendererSettings settings, String reason) {
        this.tokenizer = tokenizer;
        this.settings = settings;
        this.reason = reason;
        this.template = ChatTemplate.of(tokenizer);
        this.turnEnd = TurnEnd.of(this);
        this.stops = IntStream.concat(turnEnd.id().stream(), tokenizer.specialTokens().eosId().stream())
                .distinct()
                .toArray();
        this.replies = TemplateReplies.of(tokenizer, template.template().source(), turnEnd.opening());
    }

    @Override
    public RendererInfo describe() {
        return new RendererInfo(NAME, reason, settings.options(), Stability.REWRITES, Retention.TEMPLATE);
    }

    @Override
    public Tokenizer tokenizer() {
        return tokenizer;
    }

    @Override
    public Rendered render(Conversation conversation) {
        return rendered(conversation, Ending.NOTHING);
    }

    @Override
    public Rendered prompt(Conversation conversation) {
        return rendered(conversation, Ending.GENERATION_PROMPT);
    }

    private Rendered rendered(Conversation conversation, Ending ending) {
        RenderedChat chat = apply(conversation, ending);
        return new Rendered(chat.ids(), chat.spans(), List.of(), conversation.messages());
    }

    /** What the template makes of a conversation, with the settings as variables. */
    RenderedChat apply(Conversation conversation, Ending ending) {
        Conversation asked = conversation;
        for (Map.Entry<String, @Nullable Object> option : settings.options().entrySet()) {
            if (!conversation.variables().containsKey(option.getKey())) {
                asked = asked.with(option.getKey(), option.getValue());
            }
        }
        LocalDate day = settings.today().orElseGet(() -> LocalDate.now(ZoneId.systemDefault()));
        return template.apply(
                asked,
                ChatOptions.reference()
                        .withEnding(ending)
                        .withTyped(settings.typed())
                        .withRendering(RenderOptions.at(day.atStartOfDay())));
    }

    @Override
    public Extension extend(int[] promptIds, int[] completionIds, Conversation added) {
        Optional<Refused> refusal = ExtensionRequest.refusal(promptIds, added)
                .or(() -> ExtensionRequest.refusalAfterStop(completionIds, stops));
        if (refusal.isPresent()) {
            return refusal.get();
        }
        ReplyContext context = ReplyContext.NONE.withPrompt(promptIds);
        boolean isOpen = parse(completionIds, context).reasoningState() == Reply.ReasoningState.OPEN;
        return isOpen
                ? new Refused(Reason.REASONING_OPEN, "the reply ends inside its reasoning", completionIds.length)
                : turnEnd.extend(this, promptIds, completionIds, added);
    }

    @Override
    public Reply parse(int[] completionIds, ReplyContext context) {
        return replies.read(completionIds, context, stops);
    }

    @Override
    public int[] stopIds() {
        return stops.clone();
    }

    static List<Message> joined(List<Message> first, List<Message> second) {
        return java.util.stream.Stream.concat(first.stream(), second.stream()).toList();
    }
}
