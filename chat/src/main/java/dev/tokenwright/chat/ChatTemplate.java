package dev.tokenwright.chat;

import dev.tokenwright.EncodeInput;
import dev.tokenwright.EncodeOptions;
import dev.tokenwright.Encoding;
import dev.tokenwright.Tokenizer;
import dev.tokenwright.chat.jinja.InputPath;
import dev.tokenwright.chat.jinja.RenderOptions;
import dev.tokenwright.chat.jinja.RenderedText;
import dev.tokenwright.chat.jinja.Template;
import dev.tokenwright.chat.jinja.TextRange;
import dev.tokenwright.chat.jinja.TextSpan;
import dev.tokenwright.spec.ModelDefaults;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A model's chat template together with its tokenizer. Immutable; any number of threads may use it at once. */
public final class ChatTemplate {
    /** Who may speak. These words are part of what a template knows, as in {@code <|user|>}, and not typed. */
    private static final Set<String> ROLES =
            Set.of("system", "developer", "user", "assistant", "tool", "function", "ipython", "model");

    private static final List<String> REASONING = List.of("reasoning_content", "thinking", "reasoning");

    private final Template template;
    private final Tokenizer tokenizer;
    private final Map<String, @Nullable Object> specialTokens;

    private ChatTemplate(Template template, Tokenizer tokenizer) {
        this.template = template;
        this.tokenizer = tokenizer;
        this.specialTokens = new LinkedHashMap<>();
        tokenizer
                .modelDefaults()
                .specialTokens()
                .named()
                .forEach((name, token) -> specialTokens.put(name + "_token", token.content()));
    }

    /**
     * The default template of a model.
     *
     * @param tokenizer a tokenizer that was loaded from the model's directory
     * @throws IllegalArgumentException when the model has no template
     */
    public static ChatTemplate of(Tokenizer tokenizer) {
        Map<String, String> templates = tokenizer.modelDefaults().chatTemplates();
        return named(templates.size() == 1 ? templates.keySet().iterator().next() : "default", tokenizer);
    }

    /**
     * A template of a model, such as {@code tool_use}.
     *
     * @throws IllegalArgumentException when the model has no template of that name
     */
    public static ChatTemplate named(String name, Tokenizer tokenizer) {
        ModelDefaults defaults = tokenizer.modelDefaults();
        String source = defaults.chatTemplates().get(name);
        if (source == null) {
            throw new IllegalArgumentException("the model has no chat template \"" + name + "\"; it has "
                    + (defaults.chatTemplates().isEmpty()
                            ? "none"
                            : String.join(
                                    ", ", new TreeSet<>(defaults.chatTemplates().keySet()))));
        }
        return of(Template.compile(name, source), tokenizer);
    }

    /** A template of one's own for a model. */
    public static ChatTemplate of(Template template, Tokenizer tokenizer) {
        return new ChatTemplate(
                Objects.requireNonNull(template, "template"), Objects.requireNonNull(tokenizer, "tokenizer"));
    }

    /** The compiled template. */
    public Template template() {
        return template;
    }

    /** The tokenizer. */
    public Tokenizer tokenizer() {
        return tokenizer;
    }

    /**
     * Renders a conversation and encodes the text.
     *
     * @throws dev.tokenwright.error.TemplateException when the template fails or refuses the conversation
     * @throws dev.tokenwright.error.SpecialTokenException when control text in what somebody typed is to be rejected
     */
    public RenderedChat apply(Conversation conversation, ChatOptions options) {
        Map<String, @Nullable Object> variables = new LinkedHashMap<>(specialTokens);
        variables.putAll(conversation.variables());
        List<Object> messages = messages(conversation);
        FinalMessage last = null;
        if (options.ending() == ChatOptions.Ending.CONTINUATION) {
            last = FinalMessage.mark(template.name(), template.source(), messages);
            messages = last.messages();
        }
        variables.put("messages", messages);
        variables.put("tools", conversation.tools().orElse(null));
        variables.put("documents", conversation.documents().orElse(null));
        variables.put("add_generation_prompt", options.ending() == ChatOptions.Ending.GENERATION_PROMPT);
        RenderedText text = template.render(variables, tracked(options.rendering()));
        RenderedText rendered = last == null ? text : cut(text, last.end(text.text()));
        Encoding encoding = tokenizer.encodeWithOffsets(
                EncodeInput.guarded(rendered.text(), typed(rendered, conversation)),
                EncodeOptions.ORDINARY.withSpecialText(options.typed()).withFraming(options.framing()));
        return new RenderedChat(template, rendered, encoding, conversation.messages());
    }

    private static RenderOptions tracked(RenderOptions options) {
        return options.origins() == RenderOptions.Origins.IGNORED
                ? options.withOrigins(RenderOptions.Origins.TRACKED)
                : options;
    }

    /** The messages as the reference hands them over: reasoning has all the names that templates know. */
    private static List<Object> messages(Conversation conversation) {
        List<Object> messages = new ArrayList<>();
        for (Message message : conversation.messages()) {
            Map<String, @Nullable Object> fields = message.fields();
            for (String name : REASONING) {
                if (fields.get(name) != null) {
                    Map<String, @Nullable Object> aliased = new LinkedHashMap<>();
                    aliased.put("thinking", fields.get(name));
                    aliased.putAll(fields);
                    aliased.put("reasoning_content", fields.get(name));
                    fields = aliased;
                    break;
                }
            }
            messages.add(fields);
        }
        return messages;
    }

    /** The characters that somebody typed: all that the conversation brings along but the names of roles. */
    private BitSet typed(RenderedText rendered, Conversation conversation) {
        BitSet typed = new BitSet(rendered.text().length());
        for (TextSpan span : rendered.spans()) {
            if (span.origin() instanceof InputPath path && isTyped(path, conversation)) {
                typed.set(span.start(), span.end());
            }
        }
        return typed;
    }

    private boolean isTyped(InputPath path, Conversation conversation) {
        if (specialTokens.containsKey(path.root())) {
            return conversation.variables().containsKey(path.root());
        }
        List<Object> steps = path.steps();
        boolean isRole = steps.size() == 3
                && path.root().equals("messages")
                && steps.get(1) instanceof Integer message
                && message < conversation.messages().size()
                && ROLES.contains(conversation.messages().get(message).role());
        return !(isRole && steps.get(2).equals("role") && !path.isKey());
    }

    private static RenderedText cut(RenderedText text, int end) {
        List<TextSpan> spans = new ArrayList<>();
        for (TextSpan span : text.spans()) {
            if (span.start() < end) {
                spans.add(new TextSpan(span.start(), Math.min(span.end(), end), span.origin(), span.originStart()));
            }
        }
        List<TextRange> generations = new ArrayList<>();
        for (TextRange range : text.generations()) {
            if (range.start() < end) {
                generations.add(new TextRange(range.start(), Math.min(range.end(), end)));
            }
        }
        return new RenderedText(text.text().substring(0, end), spans, generations, text.writes());
    }
}
