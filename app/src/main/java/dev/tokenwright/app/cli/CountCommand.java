package dev.tokenwright.app.cli;

import dev.tokenwright.EncodeOptions;
import dev.tokenwright.Tokenizer;
import dev.tokenwright.app.json.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tokenwright count}. */
@Command(
        name = "count",
        mixinStandardHelpOptions = true,
        description = "How many tokens texts have, one line a text.",
        footer = {
            "",
            "Examples:",
            "  tokenwright count \"Hello, world\"",
            "  tokenwright count --file a.txt --file b.txt",
            "  tokenwright count --jsonl < requests.jsonl      {\"text\", \"add_special_tokens\"?,",
            "                                                   \"special_text\"?} -> {\"count\"}"
        })
final class CountCommand implements Callable<Integer> {
    private static final Set<String> FIELDS = Set.of("text", "add_special_tokens", "special_text");

    @Spec
    @Nullable
    CommandSpec spec;

    @Mixin
    ModelOptions model = new ModelOptions();

    @Mixin
    InputOptions input = new InputOptions();

    @Mixin
    EncodingOptions encoding = new EncodingOptions();

    @Parameters(paramLabel = "TEXT", description = "Texts. Without texts and files standard input is read.")
    List<String> texts = List.of();

    @Option(names = "--json", description = "Write a JSON object a text instead of a plain number.")
    boolean json;

    @Override
    public Integer call() throws IOException {
        CommandSpec command = Objects.requireNonNull(spec);
        PrintWriter out = command.commandLine().getOut();
        Tokenizer tokenizer = model.load();
        if (input.jsonl) {
            return input.answer(
                    line -> answer(tokenizer, line), out, command.commandLine().getErr());
        }
        EncodeOptions options = encoding.options();
        for (String text : input.texts(texts)) {
            int count = tokenizer.count(text, options);
            out.println(json ? json(count) : Integer.toString(count));
        }
        return 0;
    }

    private String answer(Tokenizer tokenizer, byte[] line) {
        Request request = Request.parse(line, FIELDS);
        return json(tokenizer.count(request.text("text"), encoding.options(request)));
    }

    private static String json(int count) {
        return Json.line(generator -> generator.writeNumberField("count", count));
    }
}
