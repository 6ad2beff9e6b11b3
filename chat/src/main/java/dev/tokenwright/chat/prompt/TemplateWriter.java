package dev.tokenwright.chat.prompt;

import dev.tokenwright.chat.jinja.RenderOptions;
import dev.tokenwright.chat.jinja.Template;
import dev.tokenwright.error.ConversationException;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes conversations with a library's template, or with one that is given. Immutable. */
final class TemplateWriter {
    private final LibraryTokenizer library;
    private final Optional<Template> template;

    private TemplateWriter(LibraryTokenizer library, Optional<Template> template) {
        this.library = library;
        this.template = template;
    }

    /** A given template goes before the library's own; an empty one counts as none. */
    static TemplateWriter of(LibraryTokenizer library, Optional<String> given) {
        Optional<String> source = given.filter(text -> !text.isEmpty()).or(library::chatTemplate);
        return new TemplateWriter(
                library, source.filter(text -> !text.isEmpty()).map(text -> Template.compile("chat template", text)));
    }

    /** The text of messages. */
    String write(List<Map<String, @Nullable Object>> messages, TemplateOptions options) {
        if (!library.rendersTemplates()) {
            throw new ConversationException(
                    ConversationException.Kind.NO_TEMPLATE, -1, "this library writes no conversations");
        }
        Template chosen = template.orElseThrow(() -> new ConversationException(
                ConversationException.Kind.NO_TEMPLATE,
                -1,
                "the tokenizer has no chat template; give one or choose another prompt format"));
        if (library.needsMessages() && messages.isEmpty()) {
            throw new ConversationException(
                    ConversationException.Kind.EMPTY_CONVERSATION, -1, "the conversation has no messages");
        }
        Map<String, @Nullable Object> variables = new LinkedHashMap<>();
        boolean all = library.needsMessages() || options.reading() == ConversationOptions.Reading.CORRECTED;
        if (all) {
            variables.putAll(specialTokens());
            variables.putAll(library.templateVariables());
            variables.putAll(options.variables());
        }
        variables.put("messages", messages);
        variables.put("add_generation_prompt", options.ending() == ConversationOptions.Ending.GENERATION_PROMPT);
        RenderOptions rendering = RenderOptions.at(options.now().orElseGet(LocalDateTime::now))
                .withOrigins(RenderOptions.Origins.IGNORED);
        return chosen.render(variables, rendering).text();
    }

    /** The special tokens that the library knows by their ids. */
    private Map<String, @Nullable Object> specialTokens() {
        Map<String, @Nullable Object> variables = new LinkedHashMap<>();
        if (library instanceof HuggingFaceLibrary) {
            return variables;
        }
        for (SpecialRole role : SpecialRole.values()) {
            library.id(role).ifPresent(id -> library.token(id)
                    .ifPresent(
                            token -> variables.put(role.name().toLowerCase(java.util.Locale.ROOT) + "_token", token)));
        }
        return variables;
    }
}
