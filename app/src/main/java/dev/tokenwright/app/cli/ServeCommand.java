package dev.tokenwright.app.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tokenwright serve}. Knows nothing of the server, so that other commands start without it. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = "Tokenizers over HTTP, in the wire formats of vLLM, OpenAI, Anthropic, SGLang, TEI, TGI and"
                + " llama.cpp; a playground at /.",
        footer = {
            "",
            "Examples:",
            "  tokenwright serve --model qwen3",
            "  tokenwright serve --model llama=models/llama-3 --model gpt=o200k_base --tokenizer auto",
            "  curl -s localhost:8000/tokenize -H 'Content-Type: application/json' -d '{\"prompt\": \"Hello\"}'"
        })
final class ServeCommand implements Callable<Integer> {
    @Spec
    @Nullable
    CommandSpec spec;

    @Mixin
    BackendOptions backend = new BackendOptions();

    @Option(
            names = {"-m", "--model"},
            paramLabel = "[NAME=]MODEL",
            description = "A bundled name, tokenizer file, model directory or name in the store, and the name that"
                    + " clients use. Can be given several times (default: o200k_base).")
    List<String> models = new ArrayList<>();

    @Option(names = "--model-store", paramLabel = "DIR", description = "Folder of models, as for the other commands.")
    @Nullable
    Path modelStore;

    @Option(
            names = "--model-backend",
            paramLabel = "NAME=BACKEND",
            description = "The backend of one model, where it is not that of --tokenizer.")
    Map<String, String> modelBackends = new LinkedHashMap<>();

    @Option(
            names = "--max-model-len",
            paramLabel = "NAME=N",
            description = "Most tokens of a model, where its files do not say it.")
    Map<String, Integer> maxLengths = new LinkedHashMap<>();

    @Option(names = "--host", defaultValue = "127.0.0.1", description = "Address (default: ${DEFAULT-VALUE}).")
    String host = "127.0.0.1";

    @Option(
            names = {"-p", "--port"},
            defaultValue = "8000",
            description = "Port, 0 for any that is free (default: ${DEFAULT-VALUE}).")
    int port = 8_000;

    @Option(
            names = "--profile",
            defaultValue = "auto",
            description =
                    "Whose format /tokenize and /detokenize speak: auto (told by the body), llamacpp, sglang, tei,"
                            + " tgi or vllm (default: ${DEFAULT-VALUE}).")
    String profile = "auto";

    @Option(
            names = "--api-key",
            paramLabel = "KEY",
            description = "A key that clients must show. Can be given several times. Also read from"
                    + " TOKENWRIGHT_API_KEY.")
    List<String> keys = new ArrayList<>();

    @Option(names = "--threads", paramLabel = "N", description = "Threads that tokenize (default: one a core).")
    @Nullable
    Integer threads;

    @Option(
            names = "--cache-bytes",
            paramLabel = "N",
            description = "What remembering texts may take, a model; 0 remembers none (default: 64 MiB). Also read from"
                    + " DYN_TOKENIZER_CACHE and DYN_TOKENIZER_CACHE_BYTES. Only for the fast engine.")
    @Nullable
    Long cacheBytes;

    @Option(names = "--enable-tokenizer-info-endpoint", description = "Answer /tokenizer_info.")
    boolean tokenizerInfo;

    @Option(names = "--dynamo-metrics", description = "Also count latencies under NVIDIA Dynamo's name.")
    boolean dynamoMetrics;

    @Option(names = "--max-body-bytes", paramLabel = "N", description = "Longest body (default: 8 MiB).")
    int maxBodyBytes;

    @Option(names = "--max-text-chars", paramLabel = "N", description = "Longest text (default: 4 Mi characters).")
    int maxTextChars;

    @Option(names = "--max-batch", paramLabel = "N", description = "Most texts of a request (default: 512).")
    int maxBatch;

    @Option(names = "--max-ids", paramLabel = "N", description = "Most ids of a list (default: 1 Mi).")
    int maxIds;

    @Option(
            names = "--max-in-flight-bytes",
            paramLabel = "N",
            description = "Most bytes of bodies that are worked on or wait (default: 256 MiB).")
    long maxInFlightBytes;

    @Option(
            names = "--deadline-seconds",
            paramLabel = "N",
            description = "How long a body may take, and how long it may wait for a worker (default: 10).")
    int deadlineSeconds;

    @Option(
            names = "--pre-stop-seconds",
            paramLabel = "N",
            defaultValue = "5",
            description = "How long requests are taken after SIGTERM (default: ${DEFAULT-VALUE}).")
    int preStopSeconds;

    @Option(
            names = "--drain-seconds",
            paramLabel = "N",
            defaultValue = "25",
            description = "How long what has begun may take after that (default: ${DEFAULT-VALUE}).")
    int drainSeconds;

    @Override
    public Integer call() throws Exception {
        CommandSpec command = Objects.requireNonNull(spec);
        return new Serving(this, command).run();
    }
}
