package dev.tokenwright.app.cli;

import dev.tokenwright.app.json.Json;
import dev.tokenwright.chat.check.Answer;
import dev.tokenwright.chat.check.Answer.Question;
import dev.tokenwright.chat.check.Answer.Verdict;
import dev.tokenwright.chat.check.Finding;
import dev.tokenwright.chat.check.TemplateCheck;
import dev.tokenwright.chat.check.TemplateReport;
import dev.tokenwright.chat.jinja.RenderOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tokenwright template check}. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "What a template needs, whether its past is stable and its masks are exact, and where text that"
                + " somebody typed could become control.",
        footer = {
            "",
            "Examples:",
            "  tokenwright template check --model path/to/model",
            "  tokenwright template check --template chat_template.jinja --model path/to/model --json",
            "  tokenwright template check --model path/to/model --require past,masks",
            "",
            "Exit codes: 0 done, 1 bad template or something required does not hold, 2 wrong usage."
        })
final class TemplateCheckCommand implements Callable<Integer> {
    @Spec
    @Nullable
    CommandSpec spec;

    @Mixin
    ModelOptions model = new ModelOptions();

    @Mixin
    TemplateSource source = new TemplateSource();

    @Option(
            names = "--require",
            split = ",",
            paramLabel = "QUESTION",
            description = "Fail unless these hold: ${COMPLETION-CANDIDATES}.")
    Set<Question> required = EnumSet.noneOf(Question.class);

    @Option(names = "--json", description = "Write a JSON object instead of a table.")
    boolean json;

    @Mixin
    Clock clock = new Clock();

    @Mixin
    Colours colours = new Colours();

    @Override
    public Integer call() throws IOException {
        CommandSpec command = Objects.requireNonNull(spec);
        TemplateReport report = TemplateCheck.report(source.of(model.load()), RenderOptions.at(clock.time()));
        PrintWriter out = command.commandLine().getOut();
        if (json) {
            out.println(json(report));
        } else {
            Paint paint = colours.paint(command);
            report.answers().forEach(answer -> write(answer, paint, out));
        }
        return required.stream().allMatch(report::holds) ? 0 : Main.FAILED;
    }

    private static void write(Answer answer, Paint paint, PrintWriter out) {
        String verdict = String.format("%-7s", lower(answer.verdict()));
        out.println(String.format("%-8s ", lower(answer.question())) + paint.text(style(answer.verdict()), verdict)
                + " " + answer.summary());
        for (Finding finding : answer.findings()) {
            String place = finding.place().map(Object::toString).orElse("");
            out.println(String.format("%16s  %s", place, finding.text()));
        }
    }

    private static Paint.Style style(Verdict verdict) {
        return switch (verdict) {
            case YES -> Paint.Style.GOOD;
            case NO -> Paint.Style.BAD;
            case UNKNOWN -> Paint.Style.FAINT;
        };
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static String json(TemplateReport report) {
        return Json.line(generator -> {
            generator.writeStringField("template", report.template());
            for (Answer answer : report.answers()) {
                generator.writeObjectFieldStart(lower(answer.question()));
                generator.writeStringField("verdict", lower(answer.verdict()));
                generator.writeStringField("summary", answer.summary());
                generator.writeArrayFieldStart("findings");
                for (Finding finding : answer.findings()) {
                    generator.writeStartObject();
                    if (finding.place().isPresent()) {
                        generator.writeNumberField("line", finding.place().get().line());
                        generator.writeNumberField(
                                "column", finding.place().get().column());
                    }
                    generator.writeStringField("text", finding.text());
                    generator.writeEndObject();
                }
                generator.writeEndArray();
                generator.writeEndObject();
            }
        });
    }
}
