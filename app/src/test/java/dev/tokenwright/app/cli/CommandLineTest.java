package dev.tokenwright.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The command line as a user meets it. */
class CommandLineTest {
    @TempDir
    Path folder;

    private static CommandRun run(String... args) {
        return CommandRun.of("", args);
    }

    @Test
    void encodePrintsIdsOneLineAText() {
        assertThat(run("encode", "Hello, world", "a")).isEqualTo(new CommandRun(0, "13225 11 2375\n64\n", ""));
    }

    @Test
    void decodeTakesIdsFromArgumentsAndFromStandardInput() {
        assertThat(run("decode", "13225", "11", "2375").out()).isEqualTo("Hello, world\n");
        assertThat(CommandRun.of("[13225, 11, 2375]", "decode").out()).isEqualTo("Hello, world\n");
    }

    @Test
    void textComesFromStandardInputAndFilesToo() throws IOException {
        Path file = Files.writeString(folder.resolve("a.txt"), "Hello, world");
        assertThat(run("count", "--file", file.toString()).out()).isEqualTo("3\n");
        assertThat(CommandRun.of("Hello, world", "count").out()).isEqualTo("3\n");
    }

    @Test
    void jsonLinesAreAnsweredInOrderAndErrorsStayOnTheirLine() {
        String requests = "{\"text\":\"Hello, world\"}\n{\"text\":\"<|endoftext|>\",\"special_text\":\"reject\"}\n"
                + "{\"text\":\"a\",\"pair\":\"b\"}\nnot json\n{\"txt\":1}\n";
        CommandRun result = CommandRun.of(requests, "encode", "--jsonl", "--offsets", "utf16");
        List<String> lines = result.out().lines().toList();
        assertThat(lines).hasSize(5);
        assertThat(lines.get(0))
                .isEqualTo("{\"ids\":[13225,11,2375],\"tokens\":[\"Hello\",\",\",\" world\"],"
                        + "\"offsets\":[[0,5],[5,6],[6,12]]}");
        assertThat(lines.get(1))
                .startsWith("{\"error\":{\"type\":\"SpecialToken\"")
                .contains("\"char_index\":0");
        assertThat(lines.get(2)).startsWith("{\"ids\":[64,65]");
        assertThat(lines.get(3)).startsWith("{\"error\":{\"type\":\"BadRequest\"");
        assertThat(lines.get(4)).contains("unknown field");
        assertThat(result.exitCode()).isEqualTo(1);
    }

    @Test
    void manyJsonLinesKeepTheirOrder() {
        StringBuilder requests = new StringBuilder();
        StringBuilder expected = new StringBuilder();
        for (int line = 0; line < 3_000; line++) {
            requests.append("{\"text\":\"").append("a ".repeat(line % 50)).append("\"}\n");
            expected.append("{\"count\":")
                    .append(line % 50 == 0 ? 0 : line % 50 + 1)
                    .append("}\n");
        }
        CommandRun result = CommandRun.of(requests.toString(), "count", "--jsonl");
        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).isEqualTo(expected.toString());
    }

    @Test
    void streamGivesOneChunkAnIdAndWhatIsHeldBackAtTheEnd() {
        String requests =
                """
                {"ids": [13225, 11, 2375]}
                {"ids": [160, 121, 254, 199999], "skip_special_tokens": true, "mode": "live"}
                {"ids": [199999, 160, 121], "mode": "exact"}
                {"ids": [13225], "mode": "soon"}
                {"ids": [4000000000]}
                """;
        CommandRun result = CommandRun.of(requests, "stream", "--jsonl");
        List<String> lines = result.out().lines().toList();
        assertThat(lines.get(0)).isEqualTo("{\"chunks\":[\"Hello\",\",\",\" world\"],\"finish\":\"\"}");
        assertThat(lines.get(1)).isEqualTo("{\"chunks\":[\"\",\"\",\"\u4F60\",\"\"],\"finish\":\"\"}");
        assertThat(lines.get(2)).isEqualTo("{\"chunks\":[\"<|endoftext|>\",\"\",\"\"],\"finish\":\"\uFFFD\"}");
        assertThat(lines.get(3)).contains("\"type\":\"BadRequest\"").contains("known are exact, live");
        assertThat(lines.get(4)).contains("\"type\":\"TokenId\"").contains("4000000000");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(run("stream", "13225", "11").out()).isEqualTo("{\"chunks\":[\"Hello\",\",\"],\"finish\":\"\"}\n");
    }

    @Test
    void decodeJsonLinesSkipSpecialTokensWhenAsked() {
        String requests = "{\"ids\":[13225,199999]}\n{\"ids\":[13225,199999],\"skip_special_tokens\":true}\n"
                + "{\"ids\":[4000000000]}\n{\"ids\":[300000]}\n";
        CommandRun result = CommandRun.of(requests, "decode", "--jsonl");
        List<String> lines = result.out().lines().toList();
        assertThat(lines.get(0)).isEqualTo("{\"text\":\"Hello<|endoftext|>\"}");
        assertThat(lines.get(1)).isEqualTo("{\"text\":\"Hello\"}");
        assertThat(lines.get(2)).contains("\"type\":\"TokenId\"").contains("4000000000");
        assertThat(lines.get(3)).contains("\"type\":\"TokenId\"").contains("\"token_index\":0");
        assertThat(result.exitCode()).isEqualTo(1);
    }

    @Test
    void modelsAreFoundByNameInAStoreAndPinnedByDigests() throws IOException {
        Path model = Files.createDirectories(folder.resolve("org/tiny"));
        Files.writeString(
                model.resolve("tokenizer.json"),
                "{\"model\": {\"type\": \"BPE\", \"vocab\": {\"a\": 0, \"b\": 1}, \"merges\": []}}");
        Files.writeString(
                model.resolve("tokenizer_config.json"), "{\"eos_token\": \"<eos>\", \"model_max_length\": 9}");
        String store = folder.toString();
        assertThat(run("encode", "--model-store", store, "--model", "org/tiny", "ab<eos>"))
                .isEqualTo(new CommandRun(0, "0 1 2\n", ""));
        String inspected =
                run("inspect", "--model-store", store, "--model", "org/tiny").out();
        assertThat(inspected)
                .contains("file tokenizer.json (")
                .contains("file tokenizer_config.json (")
                .contains("2 <eos>")
                .contains("9 tokens");
        Matcher fingerprint = Pattern.compile("fingerprint +([0-9a-f]{64})").matcher(inspected);
        assertThat(fingerprint.find()).isTrue();
        assertThat(run("count", "-m", model.toString(), "--fingerprint", fingerprint.group(1), "ab")
                        .exitCode())
                .isZero();
        String other = "0".repeat(64);
        CommandRun refused = run("count", "-m", model.toString(), "--sha256", "tokenizer.json=" + other, "ab");
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err())
                .startsWith("error: tokenizer.json: the SHA-256 is ")
                .contains(other + " is required");
        CommandRun unknown = run("count", "--model-store", store, "-m", "../org/tiny", "ab");
        assertThat(unknown.exitCode()).isEqualTo(1);
        assertThat(unknown.err()).contains("is no name of a model");
        assertThat(run("count", "--model-store", store, "-m", "org/big", "ab").err())
                .contains("there is no model \"org/big\"; there are org/tiny");
        assertThat(run("count", "-m", model.toString(), "--fingerprint", "12", "ab")
                        .exitCode())
                .isEqualTo(1);
        assertThat(run("count", "--fingerprint", other, "ab").exitCode()).isEqualTo(1);
    }

    @Test
    void inspectShowsWhereATokenizerCameFrom() {
        CommandRun result = run("inspect", "--model", "qwen3");
        assertThat(result.out())
                .contains("tokenizer.json (11422654 bytes)")
                .contains("aeb13307a71acd8fe81861d94ad54ab689df773318809eed3cbe794b4492dae4")
                .contains("151643 <|endoftext|>");
        assertThat(run("inspect", "--json").out()).startsWith("{\"format\":\"tiktoken\"");
    }

    @Test
    void aRankFileNeedsItsPattern() throws IOException {
        StringBuilder ranks = new StringBuilder();
        for (int value = 0; value < 256; value++) {
            ranks.append(Base64.getEncoder().encodeToString(new byte[] {(byte) value}))
                    .append(' ')
                    .append(value)
                    .append('\n');
        }
        Path file = Files.writeString(folder.resolve("bytes.tiktoken"), ranks);
        CommandRun without = run("encode", "--model", file.toString(), "a");
        assertThat(without.exitCode()).isEqualTo(1);
        assertThat(without.err()).contains("--tiktoken-pattern");
        Path special = Files.writeString(folder.resolve("special.json"), "{\"<s>\": 256}");
        CommandRun with = run(
                "encode",
                "--model",
                file.toString(),
                "--tiktoken-pattern",
                "cl100k_base",
                "--tiktoken-special-tokens",
                special.toString(),
                "a<s>");
        assertThat(with).isEqualTo(new CommandRun(0, "97 256\n", ""));
    }

    @Test
    void wrongUsageAndMissingFilesHaveTheirExitCodes() {
        assertThat(run("encode", "--bad").exitCode()).isEqualTo(2);
        CommandRun missing = run("encode", "--model", "no/such/model", "a");
        assertThat(missing.exitCode()).isEqualTo(1);
        assertThat(missing.err()).contains("no/such/model").contains("o200k_base");
    }

    @Test
    void helpTeachesWithExamples() {
        CommandRun help = run("--help");
        assertThat(help.exitCode()).isZero();
        assertThat(help.out()).contains("encode", "decode", "count", "inspect", "Examples:", "Exit codes:");
        assertThat(run("encode", "--help").out()).contains("--special-text", "Examples:");
    }

    @Test
    void piecesMakeWhiteSpaceVisible() {
        assertThat(run("encode", "--pieces", "a b\n").out()).contains("·b").contains("⏎");
    }

    @Test
    void completionIsGenerated() {
        assertThat(run("generate-completion").out()).contains("tokenwright");
    }

    @TestFactory
    List<DynamicTest> commandsOfTheReadmePrintWhatItShows() throws IOException {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.exists(root.resolve("README.md"))) {
            root = Objects.requireNonNull(root.getParent());
        }
        Matcher block = Pattern.compile("```\n(\\$ .*?)```", Pattern.DOTALL)
                .matcher(Files.readString(root.resolve("README.md")));
        List<DynamicTest> tests = new ArrayList<>();
        while (block.find()) {
            for (String part : block.group(1).split("(?m)^\\$ ")) {
                String[] lines = part.split("\n", 2);
                if (lines[0].startsWith("./tokenwright") && lines.length > 1 && !lines[1].isBlank()) {
                    tests.add(DynamicTest.dynamicTest(
                            lines[0],
                            () -> assertThat(run(words(lines[0])).out()).isEqualTo(lines[1])));
                }
            }
        }
        assertThat(tests).hasSizeGreaterThanOrEqualTo(5);
        return tests;
    }

    private static String[] words(String command) {
        Matcher word = Pattern.compile("\"([^\"]*)\"|(\\S+)").matcher(command.substring("./tokenwright".length()));
        List<String> words = new ArrayList<>();
        while (word.find()) {
            words.add(word.group(1) == null ? word.group(2) : word.group(1));
        }
        return words.toArray(String[]::new);
    }

    @Test
    void convertWritesAFileThatGivesTheSameIdsAndSaysItsHash() throws IOException {
        Path file = folder.resolve("converted.json");
        CommandRun result = run("convert", "--model", "r50k_base", "-o", file.toString());
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out())
                .startsWith("wrote " + file + " (" + Files.size(file) + " bytes, sha256 ")
                .contains("note: an id that no token has is left out when decoding, not refused");
        assertThat(run("encode", "--model", file.toString(), "Hello, world <|endoftext|>"))
                .isEqualTo(run("encode", "--model", "r50k_base", "Hello, world <|endoftext|>"));
        assertThat(run("inspect", "--model", file.toString()).out())
                .contains(result.out().replaceAll("(?s).*sha256 ([0-9a-f]{64}).*", "$1"));
    }

    @Test
    void convertSaysItsResultInJsonToo() throws IOException {
        Path file = folder.resolve("converted.json");
        String out = run("convert", "--json", "--model", "gpt2", "--output", file.toString())
                .out();
        assertThat(out).contains("\"format\":\"tokenizer.json\"", "\"bytes\":" + Files.size(file), "\"sha256\":\"");
    }

    @Test
    void convertReplacesAFileOnlyWhenForced() throws IOException {
        Path file = Files.writeString(folder.resolve("mine.txt"), "mine");
        CommandRun refused = run("convert", "--model", "gpt2", "-o", file.toString());
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("is there already").contains("--force");
        assertThat(file).hasContent("mine");
        assertThat(run("convert", "--model", "gpt2", "--force", "-o", file.toString())
                        .exitCode())
                .isZero();
        assertThat(file).content().startsWith("{\"version\":\"1.0\"");
    }

    @Test
    void convertLeavesNothingBehindWhenATokenizerCannotBeWritten() throws IOException {
        Path file = folder.resolve("out.json");
        assertThat(run("convert", "--model", "gpt2", "--to", "vocab.txt", "-o", file.toString()))
                .isEqualTo(new CommandRun(
                        1, "", "error: cannot write the format \"vocab.txt\"; it must be tokenizer.json\n"));
        assertThat(run("convert", "--model", "gpt2", "-o", folder.toString()).err())
                .contains("is a directory");
        assertThat(run("convert", "--model", "gpt2").exitCode()).isEqualTo(2);
        String pieces = "\n\16\n\5<unk>\25\0\0\0\0\30\2" + "\n\10\n\1a\25\0\0\200\277";
        Path model = Files.write(folder.resolve("m.model"), pieces.getBytes(StandardCharsets.ISO_8859_1));
        CommandRun refused = run("convert", "--model", model.toString(), "-o", file.toString());
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err())
                .contains(
                        "error: m.model as tokenizer.json at /model: SentencePiece's own UNIGRAM model would be lost");
        assertThat(folder.toFile().list()).containsExactly("m.model");
    }
}
