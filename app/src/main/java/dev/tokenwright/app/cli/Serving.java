package dev.tokenwright.app.cli;

import dev.tokenwright.ModelStore;
import dev.tokenwright.Tokenizer;
import dev.tokenwright.app.serve.ServeSettings;
import dev.tokenwright.app.serve.ServeSettings.Served;
import dev.tokenwright.app.serve.TokenwrightServer;
import dev.tokenwright.app.serve.api.Limits;
import dev.tokenwright.app.serve.dialect.Profile;
import dev.tokenwright.load.Backend;
import dev.tokenwright.load.BackendChoice;
import dev.tokenwright.load.LoadOptions;
import dev.tokenwright.vocab.Tokenizers;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Starts the server that a command line describes and lets it run until the process is told to stop. */
final class Serving {
    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final String CACHE_VARIABLE = "DYN_TOKENIZER_CACHE";
    private static final long USUAL_CACHE_BYTES = 64L << 20;
    private static final String KEY_VARIABLE = "TOKENWRIGHT_API_KEY";

    private final ServeCommand options;
    private final CommandSpec command;

    Serving(ServeCommand options, CommandSpec command) {
        this.options = options;
        this.command = command;
    }

    int run() throws Exception {
        ServeSettings settings = settings();
        TokenwrightServer server = TokenwrightServer.start(settings);
        CountDownLatch stopped = new CountDownLatch(1);
        Signals.onStop(() -> {
            try {
                server.stop(Duration.ofSeconds(options.preStopSeconds), Duration.ofSeconds(options.drainSeconds));
            } finally {
                stopped.countDown();
            }
        });
        PrintWriter out = command.commandLine().getOut();
        out.println(settings.models().stream().map(Serving::line).collect(Collectors.joining("\n")));
        out.println("ready on http://" + options.host + ":" + server.port() + "/");
        out.flush();
        stopped.await();
        return 0;
    }

    private static String line(Served model) {
        return "serving " + model.name() + " with the backend "
                + model.tokenizer().backend().backend();
    }

    private ServeSettings settings() {
        return new ServeSettings(
                options.host,
                options.port,
                models(),
                Profile.named(options.profile)
                        .orElseThrow(() -> wrong("--profile is \"" + options.profile + "\"; it must be one of "
                                + String.join(", ", Profile.labels()))),
                limits(),
                Optional.ofNullable(options.threads).orElse(Runtime.getRuntime().availableProcessors()),
                cacheBytes(),
                keys(),
                options.tokenizerInfo,
                options.dynamoMetrics,
                IDLE,
                new Version().getVersion()[0]);
    }

    private ParameterException wrong(String problem) {
        return new ParameterException(command.commandLine(), problem);
    }

    private Optional<String> variable(String name) {
        Map<String, String> environment =
                command.root().userObject() instanceof Main main ? main.environment() : Map.of();
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }

    private List<String> keys() {
        List<String> keys = new ArrayList<>(options.keys);
        variable(KEY_VARIABLE).ifPresent(keys::add);
        return keys;
    }

    private long cacheBytes() {
        Long given = options.cacheBytes;
        if (given != null) {
            if (given < 0) {
                throw wrong("--cache-bytes must not be negative: " + given);
            }
            return given;
        }
        if (variable(CACHE_VARIABLE).filter("0"::equals).isPresent()) {
            return 0;
        }
        Optional<String> bytes = variable(CACHE_VARIABLE + "_BYTES");
        if (bytes.isPresent() && !bytes.get().matches("[0-9]{1,18}")) {
            throw wrong(CACHE_VARIABLE + "_BYTES is \"" + bytes.get() + "\"; it must be a number of bytes");
        }
        return bytes.map(Long::parseLong).orElse(USUAL_CACHE_BYTES);
    }

    private Limits limits() {
        Limits usual = Limits.USUAL;
        return new Limits(
                options.maxBodyBytes > 0 ? options.maxBodyBytes : usual.bodyBytes(),
                options.maxTextChars > 0 ? options.maxTextChars : usual.textChars(),
                options.maxBatch > 0 ? options.maxBatch : usual.batch(),
                options.maxIds > 0 ? options.maxIds : usual.ids(),
                usual.depth(),
                options.deadlineSeconds > 0 ? Duration.ofSeconds(options.deadlineSeconds) : usual.deadline(),
                options.maxInFlightBytes > 0 ? options.maxInFlightBytes : usual.inFlightBytes());
    }

    private List<Served> models() {
        BackendChoice choice = options.backend.choice(command, Backend.DEFAULT);
        List<String> given = options.models.isEmpty() ? List.of(ModelOptions.DEFAULT_MODEL) : options.models;
        List<Served> served = new ArrayList<>();
        for (String model : given) {
            int equals = model.indexOf('=');
            String source = model.substring(equals + 1);
            String name = equals > 0 ? model.substring(0, equals) : nameOf(source);
            Optional<Integer> length = Optional.ofNullable(options.maxLengths.get(name));
            served.add(new Served(name, load(source, backend(name, choice)), length));
        }
        List<String> names = served.stream().map(Served::name).toList();
        refuseOthers("--model-backend", options.modelBackends, names);
        refuseOthers("--max-model-len", options.maxLengths, names);
        return served;
    }

    private void refuseOthers(String option, Map<String, ?> values, List<String> names) {
        for (String name : values.keySet()) {
            if (!names.contains(name)) {
                throw wrong(option + " names \"" + name + "\"; served are " + String.join(", ", names));
            }
        }
    }

    private BackendChoice backend(String name, BackendChoice usual) {
        String own = options.modelBackends.get(name);
        if (own == null) {
            return usual;
        }
        Backend backend = Backend.named(own)
                .orElseThrow(() -> wrong("--model-backend of \"" + name + "\" is \"" + own + "\"; it must be one of "
                        + String.join(", ", Backend.labels())));
        return new BackendChoice(backend, usual.fallback());
    }

    /** The last part of a path, or a name as it is. */
    private static String nameOf(String source) {
        String trimmed = source.replaceAll("/+$", "");
        return trimmed.startsWith(".") || trimmed.startsWith("/")
                ? trimmed.substring(trimmed.lastIndexOf('/') + 1)
                : trimmed;
    }

    private Tokenizer load(String source, BackendChoice choice) {
        LoadOptions load = LoadOptions.DEFAULT.withBackend(choice);
        Optional<Path> store = Optional.ofNullable(options.modelStore);
        if (store.isPresent()) {
            return ModelStore.in(store.get()).load(source, load);
        }
        if (Tokenizers.names().contains(source)) {
            return Tokenizer.of(Tokenizers.bundled(source).spec(), choice);
        }
        return Tokenizer.load(ModelOptions.path(source), load);
    }
}
