package dev.tokenwright.app.cli;

import dev.tokenwright.DecodeStream;
import dev.tokenwright.StreamOptions;
import dev.tokenwright.Tokenizer;
import dev.tokenwright.app.json.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
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

/** {@code tokenwright stream}. */
@Command(
        name = "stream",
        mixinStandardHelpOptions = true,
        description = "Token ids to the text that each of them gives in a stream.",
        footer = {
            "",
            "Examples:",
            "  tokenwright stream 13225 11 2375",
            "  tokenwright stream --jsonl < requests.jsonl"
                    + "     {\"ids\", \"skip_special_tokens\"?, \"mode\"?} -> {\"chunks\", \"finish\"}"
        })
final class StreamCommand implements Callable<Integer> {
    private static final Set<String> FIELDS = Set.of("ids", "skip_special_tokens", "mode");

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
            names = "--mode",
            paramLabel = "MODE",
            defaultValue = "exact",
            description =
                    "When text is given: exact (when no later id can change it) or live (when its bytes are there;"
                            + " differs for vocabularies with byte fallback) (default: ${DEFAULT-VALUE}).")
    String mode = "exact";

    @Override
    public Integer call() throws IOException {
        CommandSpec command = Objects.requireNonNull(spec);
        PrintWriter out = command.commandLine().getOut();
        StreamOptions options = options(skipSpecialTokens, mode);
        Tokenizer tokenizer = model.load();
        if (input.jsonl) {
            return input.answer(
                    line -> answer(tokenizer, line), out, command.commandLine().getErr());
        }
        List<String> sources = ids.isEmpty() ? input.texts(List.of()) : List.of(String.join(" ", ids));
        for (String source : sources) {
            out.println(streamed(tokenizer, DecodeCommand.parse(source), options));
        }
        return 0;
    }

    private String answer(Tokenizer tokenizer, byte[] line) {
        Request request = Request.parse(line, FIELDS);
        StreamOptions options = options(
                request.flag("skip_special_tokens", skipSpecialTokens),
                request.optionalText("mode").orElse(mode));
        return streamed(tokenizer, request.ids("ids"), options);
    }

    private static StreamOptions options(boolean skipsSpecial, String mode) {
        StreamOptions options = skipsSpecial ? StreamOptions.SKIP_SPECIAL : StreamOptions.DEFAULT;
        return switch (mode) {
            case "exact" -> options;
            case "live" -> options.withMode(StreamOptions.Mode.LIVE);
            default -> throw new CliException("mode \"" + mode + "\": known are exact, live");
        };
    }

    private static String streamed(Tokenizer tokenizer, int[] ids, StreamOptions options) {
        DecodeStream stream = tokenizer.decodeStream(options);
        List<String> chunks = new ArrayList<>(ids.length);
        for (int id : ids) {
            chunks.add(stream.push(id));
        }
        String rest = stream.finish();
        return Json.line(json -> {
            json.writeArrayFieldStart("chunks");
            for (String chunk : chunks) {
                json.writeString(chunk);
            }
            json.writeEndArray();
            json.writeStringField("finish", rest);
        });
    }
}
