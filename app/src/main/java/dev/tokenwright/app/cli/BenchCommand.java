package dev.tokenwright.app.cli;

import dev.tokenwright.EncodeOptions;
import dev.tokenwright.SpecialText;
import dev.tokenwright.Tokenizer;
import dev.tokenwright.app.cli.BenchRounds.Round;
import dev.tokenwright.app.json.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tokenwright bench}. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = {
            "Times the encoding of your own text, round by round.",
            "",
            "Before the first round made text is encoded by a tokenizer of its own, so that the JVM has compiled what it"
                    + " runs. The first round is then the first sight of your text, the later ones are warm."
                    + " cpu_s is the CPU time of the threads that encode; process_cpu_s is that of the whole process,"
                    + " compiler and garbage collector included, in the steps of the JVM's clock (10 ms on some)."
                    + " ids_crc32 is the CRC-32 of all ids, each as a little-endian 32-bit integer: equal ids, equal"
                    + " checksum. Documents are encoded as the reference does, without opening and closing tokens."
        },
        footer = {
            "",
            "Examples:",
            "  tokenwright bench --model qwen3 --corpus notes.txt",
            "  tokenwright bench --corpus corpus.txt --separator \"<|endoftext|>\" --rounds 9 --threads 2",
            "  tokenwright bench --corpus corpus.txt --jsonl     {\"round\",\"bytes\",\"tokens\",\"cpu_s\",\"wall_s\",",
            "                                                     \"process_cpu_s\",\"ids_crc32\"} a round"
        })
final class BenchCommand implements Callable<Integer> {
    private static final String HEAD = String.format(
            "%5s %13s %12s %10s %10s %14s %10s %12s",
            "round", "bytes", "tokens", "cpu_s", "wall_s", "process_cpu_s", "MB/s (cpu)", "ids_crc32");

    @Spec
    @Nullable
    CommandSpec spec;

    @Mixin
    ModelOptions model = new ModelOptions();

    @Option(names = "--corpus", paramLabel = "FILE", required = true, description = "The text, UTF-8.")
    Path corpus = Path.of("");

    @Option(
            names = "--separator",
            paramLabel = "S",
            description = "What stands between the documents of the file; without it the file is one document.")
    String separator = "";

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "5",
            description = "How often the text is encoded (default: ${DEFAULT-VALUE}).")
    int rounds = 5;

    @Option(
            names = "--threads",
            paramLabel = "T",
            defaultValue = "1",
            description = "Threads that share the documents (default: ${DEFAULT-VALUE}).")
    int threads = 1;

    @Option(
            names = "--warm-up",
            paramLabel = "SECONDS",
            defaultValue = "6",
            description = "How long made text is encoded first; 0 times a JVM that has just started"
                    + " (default: ${DEFAULT-VALUE}).")
    double warmUp = 6;

    @Option(names = "--jsonl", description = "Write a JSON object a round instead of a table.")
    boolean jsonl;

    @Override
    public Integer call() throws IOException {
        CommandLine command = Objects.requireNonNull(spec).commandLine();
        if (rounds < 1 || threads < 1) {
            throw new ParameterException(command, "--rounds and --threads must be 1 or more");
        }
        PrintWriter out = command.getOut();
        List<String> documents = InputOptions.documents(corpus, separator);
        Tokenizer tokenizer = model.load();
        EncodeOptions options = EncodeOptions.ORDINARY.withSpecialText(SpecialText.RECOGNIZE);
        WarmUp.run(tokenizer, options, warmUp);
        if (!jsonl) {
            out.println(HEAD);
        }
        try (BenchRounds bench = new BenchRounds(tokenizer, options, documents, threads)) {
            for (int number = 1; number <= rounds; number++) {
                Round round = bench.run();
                out.println(jsonl ? json(number, round) : row(number, round));
                out.flush();
            }
        }
        return 0;
    }

    private static String row(int number, Round round) {
        return String.format(
                Locale.ROOT,
                "%5d %13d %12d %10.4f %10.4f %14.2f %10.1f %12d",
                number,
                round.bytes(),
                round.tokens(),
                round.cpuSeconds(),
                round.wallSeconds(),
                round.processCpuSeconds(),
                round.bytes() / 1e6 / Math.max(round.cpuSeconds(), 1e-9),
                round.idsCrc32());
    }

    private static String json(int number, Round round) {
        return Json.line(json -> {
            json.writeNumberField("round", number);
            json.writeNumberField("bytes", round.bytes());
            json.writeNumberField("tokens", round.tokens());
            json.writeNumberField("cpu_s", round.cpuSeconds());
            json.writeNumberField("wall_s", round.wallSeconds());
            json.writeNumberField("process_cpu_s", round.processCpuSeconds());
            json.writeNumberField("ids_crc32", round.idsCrc32());
        });
    }
}
