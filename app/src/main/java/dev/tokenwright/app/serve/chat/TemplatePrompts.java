package dev.tokenwright.app.serve.chat;

import dev.tokenwright.EncodeOptions;
import dev.tokenwright.Framing;
import dev.tokenwright.SpecialText;
import dev.tokenwright.Tokenizer;
import dev.tokenwright.app.json.JsonObject;
import dev.tokenwright.app.serve.api.ApiError;
import dev.tokenwright.app.serve.api.ChatPrompts;
import dev.tokenwright.chat.ChatOptions;
import dev.tokenwright.chat.ChatOptions.Ending;
import dev.tokenwright.chat.ChatTemplate;
import dev.tokenwright.chat.Conversation;
import dev.tokenwright.chat.LossPolicy;
import dev.tokenwright.chat.RenderedChat;
import dev.tokenwright.chat.Reply;
import dev.tokenwright.chat.jinja.RenderLimits;
import dev.tokenwright.chat.jinja.RenderOptions;
import dev.tokenwright.error.TemplateException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Prompts by a model's own chat templates. Nothing that a request says becomes a control token, unless the request asks for
 * it, and templates of requests are not run.
 */
public final class TemplatePrompts implements ChatPrompts {
    private static final String DEFAULT = "default";
    private static final String TOOL_USE = "tool_use";
    private static final int MOST_MESSAGES = 4_096;
    private static final int MOST_TOOLS = 512;
    private static final RenderLimits LIMITS = new RenderLimits(
            RenderLimits.DEFAULT.steps(), RenderLimits.DEFAULT.characters(), 16 << 20, RenderLimits.DEFAULT.depth());

    private final Tokenizer tokenizer;
    private final Named usual;
    /** What conversations with tools are rendered by. */
    private final Named withTools;

    private final Clock clock;
    private final RendererTurns turns;

    /** A template and what it takes a message's content for. */
    private record Named(ChatTemplate template, ContentShape shape) {}

    private TemplatePrompts(Tokenizer tokenizer, Named usual, Named withTools, Clock clock) {
        this.tokenizer = tokenizer;
        this.usual = usual;
        this.withTools = withTools;
        this.clock = clock;
        this.turns = new RendererTurns(tokenizer);
    }

    /** The prompts of a model, if it has a chat template. What is wrong with the template is said to each request. */
    public static Optional<ChatPrompts> of(Tokenizer tokenizer, Clock clock) {
        List<String> names =
                List.copyOf(tokenizer.modelDefaults().chatTemplates().keySet());
        Map<String, Named> found = new LinkedHashMap<>();
        try {
            for (String name : names) {
                if (names.size() == 1 || name.equals(DEFAULT) || name.equals(TOOL_USE)) {
                    ChatTemplate template = ChatTemplate.named(name, tokenizer);
                    found.put(names.size() == 1 ? DEFAULT : name, new Named(template, ContentShape.of(template)));
                }
            }
        } catch (TemplateException malformed) {
            return Optional.of(new MalformedTemplate(malformed));
        }
        return Optional.ofNullable(found.get(DEFAULT))
                .map(usual -> new TemplatePrompts(tokenizer, usual, found.getOrDefault(TOOL_USE, usual), clock));
    }

    /** A template that cannot be compiled, which is said to each request. */
    private record MalformedTemplate(TemplateException problem) implements ChatPrompts {
        @Override
        public Prompt prompt(JsonObject request) {
            throw problem;
        }

        @Override
        public Parts parts(JsonObject request) {
            throw problem;
        }

        @Override
        public int[] engineIds(JsonObject request, Prompt prompt) {
            throw problem;
        }

        @Override
        public Optional<Reply> reply(int[] completion, Optional<JsonObject> request) {
            return Optional.empty();
        }
    }

    @Override
    public int[] engineIds(JsonObject request, Prompt prompt) {
        return turns.prompt(conversation(request), options(request), LocalDate.now(clock))
                .orElseGet(prompt::ids);
    }

    @Override
    public Optional<Reply> reply(int[] completion, Optional<JsonObject> request) {
        Optional<Conversation> known =
                request.filter(body -> body.has("messages")).map(this::conversation);
        return turns.reply(completion, known);
    }

    @Override
    public Prompt prompt(JsonObject request) {
        ChatOptions options = options(request);
        return prompt(rendered(request, options), options);
    }

    @Override
    public Parts parts(JsonObject request) {
        ChatOptions options = options(request);
        RenderedChat rendered = rendered(request, options);
        return new Parts(
                prompt(rendered, options),
                rendered.spans().stream()
                        .map(span -> new Part(
                                span.start(),
                                span.end(),
                                span.message(),
                                span.kind().toString().toLowerCase(Locale.ROOT)))
                        .toList(),
                rendered.lossMask(LossPolicy.assistant()));
    }

    private RenderedChat rendered(JsonObject request, ChatOptions options) {
        if (request.has("chat_template")) {
            throw ApiError.badField("chat_template", "templates of requests are not run here; the model's own is used");
        }
        return named(request).template().apply(conversation(request), options);
    }

    private Named named(JsonObject request) {
        return request.objects("tools").isEmpty() ? usual : withTools;
    }

    private Conversation conversation(JsonObject request) {
        Optional<List<Map<String, @Nullable Object>>> tools = objects(request, "tools", MOST_TOOLS);
        Named named = named(request);
        return new Conversation(
                limited(request, "messages", MOST_MESSAGES).stream()
                        .map(message -> ChatMessages.of(message, named.shape()))
                        .toList(),
                tools,
                objects(request, "documents", MOST_TOOLS),
                request.object("chat_template_kwargs")
                        .map(variables -> ChatMessages.plainObject(variables.data()))
                        .orElse(Map.of()));
    }

    private Prompt prompt(RenderedChat rendered, ChatOptions options) {
        return new Prompt(rendered.text(), rendered.encoding(), neutralised(rendered, options));
    }

    /** How many special tokens the prompt would have beyond those it has if its text were trusted. */
    private int neutralised(RenderedChat rendered, ChatOptions options) {
        if (options.typed() != SpecialText.AS_TEXT) {
            return 0;
        }
        int[] trusted = tokenizer.encode(
                rendered.text(),
                EncodeOptions.ORDINARY.withSpecialText(SpecialText.RECOGNIZE).withFraming(options.framing()));
        return Math.max(0, specials(trusted) - specials(rendered.encoding().ids()));
    }

    private int specials(int[] ids) {
        return (int) IntStream.of(ids).filter(tokenizer.vocabulary()::isSpecial).count();
    }

    private ChatOptions options(JsonObject request) {
        RenderOptions rendering = RenderOptions.at(LocalDateTime.now(clock)).withLimits(LIMITS);
        return ChatOptions.safePrompt()
                .withRendering(rendering)
                .withEnding(ending(request))
                .withTyped(typed(request))
                .withFraming(request.flag("add_special_tokens", false) ? Framing.ADD : Framing.NONE);
    }

    private static Ending ending(JsonObject request) {
        if (!request.flag("continue_final_message", false)) {
            return request.flag("add_generation_prompt", true) ? Ending.GENERATION_PROMPT : Ending.NOTHING;
        }
        if (request.flag("add_generation_prompt", false)) {
            throw ApiError.badField(
                    "continue_final_message",
                    "Cannot set both `continue_final_message` and `add_generation_prompt` to True.");
        }
        return Ending.CONTINUATION;
    }

    private static SpecialText typed(JsonObject request) {
        return switch (request.optionalText("special_text").orElse("as-text")) {
            case "as-text" -> SpecialText.AS_TEXT;
            case "recognize" -> SpecialText.RECOGNIZE;
            case "reject" -> SpecialText.REJECT;
            default -> throw ApiError.badField("special_text", "expected as-text, recognize or reject");
        };
    }

    /** Objects that a template is given as they are; an empty list counts as none. */
    private static Optional<List<Map<String, @Nullable Object>>> objects(JsonObject request, String name, int most) {
        List<Map<String, @Nullable Object>> objects = limited(request, name, most).stream()
                .map(object -> ChatMessages.plainObject(object.data()))
                .toList();
        return objects.isEmpty() ? Optional.empty() : Optional.of(objects);
    }

    private static List<JsonObject> limited(JsonObject request, String name, int most) {
        List<JsonObject> objects = request.objects(name);
        if (objects.size() > most) {
            throw ApiError.badField(name, "there are " + objects.size() + "; at most " + most + " are allowed");
        }
        return objects;
    }
}
