package dev.tokenwright.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code tokenwright bench} as a user meets it. */
class BenchCommandTest {
    private static final Pattern FIELD = Pattern.compile("\"(\\w+)\":([\\d.E-]+)");

    /** Python: {@code zlib.crc32(struct.pack("<4I", 13225, 11, 2375, 64))}. */
    private static final String CHECKSUM = "4221463230";

    @TempDir
    Path folder;

    private String corpus() throws IOException {
        return Files.writeString(folder.resolve("corpus.txt"), "Hello, world<|endoftext|>a")
                .toString();
    }

    private static String run(int exitCode, String... args) {
        CommandRun run = CommandRun.of("", args);
        assertThat(run.exitCode()).isEqualTo(exitCode);
        return exitCode == 0 ? run.out() : run.err();
    }

    private static Map<String, String> fields(String line) {
        return FIELD.matcher(line)
                .results()
                .collect(Collectors.toMap(field -> field.group(1), field -> field.group(2)));
    }

    @Test
    void aRoundIsALineWithBytesTokensTimesAndTheChecksum() throws IOException {
        List<String> lines = run(
                        0,
                        "bench",
                        "--corpus",
                        corpus(),
                        "--separator",
                        "<|endoftext|>",
                        "--rounds",
                        "3",
                        "--warm-up",
                        "0",
                        "--jsonl")
                .lines()
                .toList();
        assertThat(lines).hasSize(3);
        for (String line : lines) {
            Map<String, String> fields = fields(line);
            assertThat(fields.keySet())
                    .isEqualTo(Set.of("round", "bytes", "tokens", "cpu_s", "wall_s", "process_cpu_s", "ids_crc32"));
            assertThat(fields)
                    .containsEntry("bytes", "13")
                    .containsEntry("tokens", "4")
                    .containsEntry("ids_crc32", CHECKSUM);
        }
        assertThat(lines.get(0)).startsWith("{\"round\":1,");
    }

    @Test
    void moreThreadsGiveTheSameChecksum() throws IOException {
        String line = run(
                0,
                "bench",
                "--corpus",
                corpus(),
                "--separator",
                "<|endoftext|>",
                "--rounds",
                "1",
                "--threads",
                "3",
                "--warm-up",
                "0",
                "--jsonl");
        assertThat(fields(line)).containsEntry("ids_crc32", CHECKSUM);
    }

    @Test
    void withoutASeparatorTheFileIsOneDocument() throws IOException {
        String line = run(0, "bench", "--corpus", corpus(), "--rounds", "1", "--warm-up", "0", "--jsonl");
        assertThat(fields(line)).containsEntry("bytes", "26").containsEntry("tokens", "5");
    }

    @Test
    void aTableIsPrintedForPeople() throws IOException {
        List<String> lines = run(0, "bench", "--corpus", corpus(), "--rounds", "2", "--warm-up", "0.1")
                .lines()
                .toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).contains("round", "bytes", "tokens", "cpu_s", "wall_s", "MB/s", "ids_crc32");
    }

    @Test
    void wrongUsageAndMissingFilesHaveTheirExitCodes() throws IOException {
        assertThat(run(2, "bench")).contains("--corpus");
        assertThat(run(2, "bench", "--corpus", corpus(), "--rounds", "0")).contains("--rounds");
        assertThat(run(1, "bench", "--corpus", "no/such/file")).contains("no/such/file");
    }
}
