package dev.tokenwright.app.cli;

import dev.tokenwright.app.json.Json;
import dev.tokenwright.chat.jinja.RenderOptions;
import dev.tokenwright.chat.jinja.RenderedText;
import dev.tokenwright.chat.jinja.Template;
import dev.tokenwright.chat.jinja.TextRange;
import dev.tokenwright.error.TemplateException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tokenwright template render}. */
@Command(
        name = "render",
        mixinStandardHelpOptions = true,
        description = "The text that a template makes of variables.",
        footer = {
            "",
            "Examples:",
            "  tokenwright template render --template chat_template.jinja --file variables.json",
            "  tokenwright template render --template chat_template.jinja --jsonl < variables.jsonl",
            "                          {\"variables\"} -> {\"text\", \"generation\": [[start, end], …]}"
        })
final class TemplateRenderCommand implements Callable<Integer> {
    @Spec
    @Nullable
    CommandSpec spec;

    @Option(names = "--template", paramLabel = "FILE", required = true, description = "The template.")
    Path template = Path.of("");

    @Mixin
    Clock clock = new Clock();

    @Mixin
    InputOptions input = new InputOptions();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        RenderOptions options = RenderOptions.at(clock.time()).withOrigins(RenderOptions.Origins.IGNORED);
        if (input.jsonl) {
            return input.answer(
                    answers(options),
                    out,
                    Objects.requireNonNull(spec).commandLine().getErr());
        }
        Template compiled = TemplateSource.compile(template);
        for (String text : input.texts(List.of())) {
            byte[] data = text.getBytes(StandardCharsets.UTF_8);
            out.print(compiled.render(variables(data), options).text());
        }
        out.flush();
        return 0;
    }

    /** Answers lines; a template that does not compile is the answer to each. */
    private Function<byte[], String> answers(RenderOptions options) throws IOException {
        try {
            Template compiled = TemplateSource.compile(template);
            return line -> json(compiled.render(variables(line), options));
        } catch (TemplateException refused) {
            return line -> {
                throw refused;
            };
        }
    }

    /** The variables of a line: its member of that name, or the whole line. */
    private static Map<String, @Nullable Object> variables(byte[] line) {
        Map<String, @Nullable Object> object = JsonData.object(line);
        Object variables = object.get("variables");
        return object.size() == 1 && variables instanceof Map<?, ?> ? JsonData.object(variables, "variables") : object;
    }

    private static String json(RenderedText rendered) {
        String text = rendered.text();
        return Json.line(json -> {
            json.writeStringField("text", text);
            json.writeArrayFieldStart("generation");
            for (TextRange range : rendered.generations()) {
                // what the reference counts inside captured text may lie beyond the end
                int start = Math.min(range.start(), text.length());
                int end = Math.min(range.end(), text.length());
                int[] codePoints = {text.codePointCount(0, start), text.codePointCount(0, end)};
                json.writeArray(codePoints, 0, 2);
            }
            json.writeEndArray();
        });
    }
}
