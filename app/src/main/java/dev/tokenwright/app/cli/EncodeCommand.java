package dev.tokenwright.app.cli;

import dev.tokenwright.EncodeInput;
import dev.tokenwright.EncodeOptions;
import dev.tokenwright.Encoding;
import dev.tokenwright.OffsetUnit;
import dev.tokenwright.Tokenizer;
import dev.tokenwright.app.json.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tokenwright encode}. */
@Command(
        name = "encode",
        mixinStandardHelpOptions = true,
        description = "Text to token ids, one line a text.",
        footer = {
            "",
            "Examples:",
            "  tokenwright encode \"Hello, world\"",
            "  tokenwright encode --pieces \"naïve 🙂\"          the pieces in colour",
            "  cat notes.txt | tokenwright encode --json --offsets utf16",
            "  tokenwright encode --jsonl < requests.jsonl     {\"text\", \"pair\"?, \"add_special_tokens\"?,",
            "                                                   \"special_text\"?} -> {\"ids\", \"tokens\"}"
        })
final class EncodeCommand implements Callable<Integer> {
    private static final Set<String> FIELDS = Set.of("text", "pair", "add_special_tokens", "special_text");

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

    @Option(names = "--json", description = "Write a JSON object a text instead of plain ids.")
    boolean json;

    @Option(
            names = "--offsets",
            paramLabel = "UNIT",
            description = "Also show where each token is in the text, in code-points, utf16 or bytes.")
    @Nullable
    String offsets;

    @Option(names = "--pieces", description = "Show the pieces with their ids, in colours on a terminal.")
    boolean pieces;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec().commandLine().getOut();
        Optional<OffsetUnit> unit = unit();
        Tokenizer tokenizer = model.load();
        if (input.jsonl) {
            return input.answer(
                    line -> answer(tokenizer, line, unit),
                    out,
                    spec().commandLine().getErr());
        }
        EncodeOptions options = encoding.options().withOffsetUnit(unit.orElse(OffsetUnit.UTF16));
        for (String text : input.texts(texts)) {
            write(tokenizer, text, options, unit, out);
        }
        return 0;
    }

    private CommandSpec spec() {
        return java.util.Objects.requireNonNull(spec);
    }

    private Optional<OffsetUnit> unit() {
        if (offsets == null) {
            return Optional.empty();
        }
        return Optional.of(
                switch (offsets.toLowerCase(Locale.ROOT)) {
                    case "code-points" -> OffsetUnit.CODE_POINTS;
                    case "utf16" -> OffsetUnit.UTF16;
                    case "bytes" -> OffsetUnit.UTF8_BYTES;
                    default ->
                        throw new CliException(
                                "offsets in \"" + offsets + "\" are not known; known are bytes, code-points, utf16");
                });
    }

    private String answer(Tokenizer tokenizer, byte[] line, Optional<OffsetUnit> unit) {
        Request request = Request.parse(line, FIELDS);
        EncodeOptions options = encoding.options(request).withOffsetUnit(unit.orElse(OffsetUnit.UTF16));
        String text = request.text("text");
        EncodeInput whole = request.optionalText("pair")
                .map(pair -> EncodeInput.pair(text, pair))
                .orElseGet(() -> EncodeInput.text(text));
        return json(tokenizer.encodeWithOffsets(whole, options), unit);
    }

    private void write(
            Tokenizer tokenizer, String text, EncodeOptions options, Optional<OffsetUnit> unit, PrintWriter out) {
        if (json) {
            out.println(json(tokenizer.encodeWithOffsets(text, options), unit));
        } else if (pieces || unit.isPresent()) {
            new PieceTable(spec().commandLine().getColorScheme().ansi()).write(text, tokenizer, options, unit, out);
        } else {
            out.println(Arrays.stream(tokenizer.encode(text, options))
                    .mapToObj(Integer::toString)
                    .collect(Collectors.joining(" ")));
        }
    }

    private static String json(Encoding encoding, Optional<OffsetUnit> unit) {
        return Json.line(generator -> {
            Json.ids(generator, encoding.ids());
            generator.writeArrayFieldStart("tokens");
            for (String token : encoding.tokens()) {
                generator.writeString(token);
            }
            generator.writeEndArray();
            if (unit.isPresent()) {
                generator.writeArrayFieldStart("offsets");
                for (int index = 0; index < encoding.size(); index++) {
                    generator.writeArray(new int[] {encoding.start(index), encoding.end(index)}, 0, 2);
                }
                generator.writeEndArray();
            }
        });
    }
}
