package dev.tokenwright.app.cli;

import dev.tokenwright.DecodeOptions;
import dev.tokenwright.Tokenizer;
import dev.tokenwright.app.json.Json;
import dev.tokenwright.error.TokenIdException;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
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

/** {@code tokenwright decode}. */
@Command(
        name = "decode",
        mixinStandardHelpOptions = true,
        description = "Token ids to text.",
        footer = {
            "",
            "Examples:",
            "  tokenwright decode 13225 11 2375",
            "  tokenwright encode \"Hello\" | tokenwright decode",
            "  tokenwright decode --jsonl < requests.jsonl     {\"ids\", \"skip_special_tokens\"?} -> {\"text\"}"
        })
final class DecodeCommand implements Callable<Integer> {
    private static final Set<String> FIELDS = Set.of("ids", "skip_special_tokens");

    @Spec
    @Nullable
    CommandSpec spec;

    @Mixin
    ModelOptions model = new ModelOptions();

    @Mixin
    InputOptions input = new InputOptions();

    @Parameters(paramLabel = "ID", description = "Ids. Without ids and files standard input is read.")
    List<String> ids = List.of();

    @Option(names = "--skip-special-tokens", description = "Leave special tokens out of the text.")
    boolean skipSpecialTokens;

    @Option(
            names = "--unknown-ids",
            paramLabel = "MODE",
            defaultValue = "as-reference",
            description = "Ids that no token has: as-reference (Hugging Face leaves them out, tiktoken fails), skip or"
                    + " reject (default: ${DEFAULT-VALUE}).")
    String unknownIds = "as-reference";

    @Option(names = "--json", description = "Write a JSON object instead of plain text.")
    boolean json;

    @Override
    public Integer call() throws IOException {
        CommandSpec command = Objects.requireNonNull(spec);
        PrintWriter out = command.commandLine().getOut();
        DecodeOptions options = options();
        Tokenizer tokenizer = model.load();
        if (input.jsonl) {
            return input.answer(
                    line -> answer(tokenizer, line, options),
                    out,
                    command.commandLine().getErr());
        }
        List<String> sources = ids.isEmpty() ? input.texts(List.of()) : List.of(String.join(" ", ids));
        for (String source : sources) {
            String text = tokenizer.decode(parse(source), options);
            out.println(json ? Json.line(generator -> generator.writeStringField("text", text)) : text);
        }
        return 0;
    }

    private DecodeOptions options() {
        DecodeOptions.UnknownIds mode =
                switch (unknownIds.toLowerCase(Locale.ROOT)) {
                    case "as-reference" -> DecodeOptions.UnknownIds.AS_REFERENCE;
                    case "skip" -> DecodeOptions.UnknownIds.SKIP;
                    case "reject" -> DecodeOptions.UnknownIds.REJECT;
                    default ->
                        throw new CliException(
                                "unknown ids \"" + unknownIds + "\": known are as-reference, reject, skip");
                };
        DecodeOptions options = skipSpecialTokens ? DecodeOptions.SKIP_SPECIAL : DecodeOptions.DEFAULT;
        return options.withUnknownIds(mode);
    }

    private static String answer(Tokenizer tokenizer, byte[] line, DecodeOptions defaults) {
        Request request = Request.parse(line, FIELDS);
        boolean skip =
                request.flag("skip_special_tokens", defaults.specialTokens() == DecodeOptions.SpecialTokens.SKIP);
        DecodeOptions options =
                defaults.withSpecialTokens(skip ? DecodeOptions.SpecialTokens.SKIP : DecodeOptions.SpecialTokens.KEEP);
        String text = tokenizer.decode(request.ids("ids"), options);
        return Json.line(generator -> generator.writeStringField("text", text));
    }

    static int[] parse(String source) {
        String[] words = Arrays.stream(source.split("[\\s,\\[\\]]+"))
                .filter(word -> !word.isEmpty())
                .toArray(String[]::new);
        int[] parsed = new int[words.length];
        for (int index = 0; index < words.length; index++) {
            if (!words[index].matches("-?[0-9]{1,18}")) {
                throw new CliException("\"" + words[index] + "\" is no token id; give integers");
            }
            long id = Long.parseLong(words[index]);
            if (id < Integer.MIN_VALUE || id > Integer.MAX_VALUE) {
                throw new TokenIdException(id, index, Integer.MAX_VALUE);
            }
            parsed[index] = (int) id;
        }
        return parsed;
    }
}
