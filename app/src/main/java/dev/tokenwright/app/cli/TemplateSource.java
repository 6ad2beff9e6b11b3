package dev.tokenwright.app.cli;

import dev.tokenwright.Tokenizer;
import dev.tokenwright.chat.ChatTemplate;
import dev.tokenwright.chat.jinja.Template;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which chat template a command works with. */
final class TemplateSource {
    @Option(names = "--template", paramLabel = "FILE", description = "A chat template instead of the model's own.")
    @Nullable
    Path template;

    @Option(
            names = "--template-name",
            paramLabel = "NAME",
            description = "Which of the model's chat templates, such as tool_use.")
    @Nullable
    String templateName;

    ChatTemplate of(Tokenizer tokenizer) throws IOException {
        if (template != null) {
            return ChatTemplate.of(compile(template), tokenizer);
        }
        try {
            return templateName == null ? ChatTemplate.of(tokenizer) : ChatTemplate.named(templateName, tokenizer);
        } catch (IllegalArgumentException e) {
            throw new CliException("NoTemplate", e.getMessage() + "; give one with --template");
        }
    }

    /** The template of a file. */
    static Template compile(Path file) throws IOException {
        InputOptions files = new InputOptions();
        files.files = List.of(file);
        return Template.compile(
                Objects.requireNonNull(file.getFileName()).toString(),
                files.texts(List.of()).get(0));
    }
}
