package dev.tokenwright.app.cli;

import dev.tokenwright.error.TokenwrightException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code tokenwright} command. */
@Command(
        name = "tokenwright",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Text to token ids and back, exactly as the reference does.",
        subcommands = {
            EncodeCommand.class,
            DecodeCommand.class,
            StreamCommand.class,
            CountCommand.class,
            InspectCommand.class,
            ConvertCommand.class,
            ChatCommand.class,
            RenderCommand.class,
            ParseCommand.class,
            ExtendCommand.class,
            TemplateCommand.class,
            MegatronCommand.class,
            BenchCommand.class,
            ServeCommand.class,
            GenerateCompletion.class
        },
        footer = {
            "",
            "Examples:",
            "  tokenwright encode \"Hello, world\"",
            "  tokenwright encode --pieces --model qwen3 --file notes.txt",
            "  tokenwright decode 13225 11 2375",
            "  tokenwright inspect --model path/to/model",
            "  tokenwright serve --model qwen3 --port 8000",
            "  tokenwright convert --model path/to/tekken.json -o tokenizer.json",
            "",
            "Exit codes: 0 done, 1 bad input or file, 2 wrong usage."
        })
public final class Main {
    static final int FAILED = 1;

    private static final String LOG_FORMAT = "java.util.logging.SimpleFormatter.format";

    private final Map<String, String> environment;

    private Main(Map<String, String> environment) {
        this.environment = environment;
    }

    /** The environment variables that commands may read. */
    Map<String, String> environment() {
        return environment;
    }

    /** Runs the command line and ends the process with its exit code. */
    public static void main(String[] args) {
        if (System.getProperty(LOG_FORMAT) == null) {
            System.setProperty(LOG_FORMAT, "%4$s: %5$s%n");
        }
        PrintWriter out = writer(FileDescriptor.out);
        PrintWriter err = writer(FileDescriptor.err);
        int exitCode = run(System.getenv(), out, err, args);
        out.flush();
        err.flush();
        System.exit(exitCode);
    }

    /** Runs the command line without environment variables and gives its exit code. */
    static int run(PrintWriter out, PrintWriter err, String... args) {
        return run(Map.of(), out, err, args);
    }

    /** Runs the command line and gives its exit code. */
    static int run(Map<String, String> environment, PrintWriter out, PrintWriter err, String... args) {
        CommandLine commandLine = new CommandLine(new Main(environment));
        commandLine.setOut(out);
        commandLine.setErr(err);
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setUsageHelpWidth(100);
        commandLine.setExecutionExceptionHandler((exception, command, parsed) -> report(exception, command));
        return commandLine.execute(args);
    }

    private static int report(Exception exception, CommandLine command) throws Exception {
        if (exception instanceof TokenwrightException || exception instanceof CliException) {
            command.getErr().println(command.getColorScheme().errorText("error: " + exception.getMessage()));
            return FAILED;
        }
        if (exception instanceof IOException) {
            command.getErr().println(command.getColorScheme().errorText("error: " + exception));
            return FAILED;
        }
        throw exception;
    }

    private static PrintWriter writer(FileDescriptor descriptor) {
        return new PrintWriter(new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8), false);
    }
}
