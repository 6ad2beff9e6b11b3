package dev.tokenwright.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --tokenizer} and its environment, as a user meets them. */
class BackendOptionsTest {
    private static final String TINY =
            "{\"model\": {\"type\": \"BPE\", \"vocab\": {\"a\": 0, \"b\": 1}, \"merges\": []}}";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"default", "fastokens", "auto"})
    void everyBackendGivesTheSameIds(String backend) {
        CommandRun expected = new CommandRun(0, "13225 11 2375\n", "");
        assertThat(CommandRun.of(Map.of(), "", "encode", "--tokenizer", backend, "Hello, world"))
                .isEqualTo(expected);
        assertThat(CommandRun.of(Map.of("DYN_TOKENIZER", backend), "", "encode", "Hello, world"))
                .isEqualTo(expected);
    }

    @Test
    void aBadFlagAndABadEnvironmentAreWrongUsage() {
        CommandRun flag = CommandRun.of(Map.of(), "", "encode", "--tokenizer", "hf", "a");
        assertThat(flag.exitCode()).isEqualTo(2);
        assertThat(flag.err()).contains("--tokenizer is \"hf\"; it must be one of auto, default, fastokens");
        CommandRun environment = CommandRun.of(Map.of("DYN_TOKENIZER", "hf"), "", "encode", "a");
        assertThat(environment.exitCode()).isEqualTo(2);
        assertThat(environment.err()).contains("DYN_TOKENIZER is \"hf\"; it must be one of auto, default, fastokens");
        assertThat(CommandRun.of(Map.of("DYN_TOKENIZER", "hf"), "", "encode", "--tokenizer", "auto", "a")
                        .exitCode())
                .isZero();
    }

    @Test
    void theFallbackCanBeSwitchedOnAndOff() {
        for (String flag : new String[] {"--tokenizer-fallback", "--no-tokenizer-fallback"}) {
            assertThat(CommandRun.of(
                            Map.of("DYN_TOKENIZER_FALLBACK", "off"),
                            "",
                            "count",
                            flag,
                            "--tokenizer",
                            "fastokens",
                            "ab"))
                    .isEqualTo(new CommandRun(0, "1\n", ""));
        }
        assertThat(CommandRun.of(Map.of("DYN_TOKENIZER_FALLBACK", "maybe"), "", "count", "ab")
                        .err())
                .contains("DYN_TOKENIZER_FALLBACK is \"maybe\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"C", "POSIX"})
    void aPathThatTheCharsetCannotRepresentDoesNotPreventLoading(String locale) throws Exception {
        if (!System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux")) {
            System.out.println("paths that the charset cannot represent: tried on Linux only");
            return;
        }
        Path model = Files.createDirectories(folder.resolve("mod\u00e8le \ud83d\ude42"));
        Files.writeString(model.resolve("tokenizer.json"), TINY);
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        for (String backend : new String[] {"default", "fastokens", "auto"}) {
            // The path is given by the shell, byte by byte: this virtual machine may not be able to pass it on either.
            ProcessBuilder builder = new ProcessBuilder(
                    "sh",
                    "-c",
                    "exec \"$0\" -cp \"$1\" dev.tokenwright.app.cli.Main encode --tokenizer " + backend
                            + " --model \"$2\"/mod* ab",
                    java,
                    System.getProperty("java.class.path"),
                    folder.toString());
            builder.environment().put("LC_ALL", locale);
            builder.environment().remove("DYN_TOKENIZER");
            assertThat(outcome(builder)).isEqualTo(new CommandRun(0, "0 1\n", ""));
        }
    }

    private static CommandRun outcome(ProcessBuilder builder) throws IOException, InterruptedException {
        Path err = Files.createTempFile("err", ".txt");
        try {
            Process process = builder.redirectError(err.toFile()).start();
            process.getOutputStream().close();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return new CommandRun(process.exitValue(), out, Files.readString(err, StandardCharsets.ISO_8859_1));
        } finally {
            Files.delete(Objects.requireNonNull(err));
        }
    }
}
