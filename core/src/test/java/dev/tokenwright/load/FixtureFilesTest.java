package dev.tokenwright.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenwright.spec.AddedToken;
import dev.tokenwright.spec.MergeSpec;
import dev.tokenwright.spec.ModelSpec;
import dev.tokenwright.spec.TokenizerSpec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/**
 * The real files of {@code shared/fixtures}, where that folder lies beside the checkout, against what the reference makes
 * of them: {@code tokenizer_facts.tsv}, written by {@code tokenizer_facts.py}.
 */
class FixtureFilesTest {
    @Test
    void everyTokenizerJsonHasTheFactsThatTheReferenceSees() throws IOException {
        Map<String, String> facts = facts();
        assertThat(facts).hasSizeGreaterThan(60);
        Map<String, String> seen = new TreeMap<>();
        for (Path folder : tokenizerFolders()) {
            Optional<byte[]> content = read(folder, "tokenizer.json");
            if (content.isPresent()) {
                TokenizerSpec spec = TokenizerFiles.tokenizerJson(content.get(), "tokenizer.json");
                seen.put(folder.getFileName().toString(), describe(spec));
            }
        }
        assertThat(facts).containsAllEntriesOf(seen);
    }

    @Test
    void everyFileIsToldByItsContent() throws IOException {
        Map<String, FileFormat> formats = Map.of(
                "tokenizer.json", FileFormat.TOKENIZER_JSON,
                "tokenizer.model", FileFormat.SENTENCE_PIECE,
                "tekken.json", FileFormat.TEKKEN,
                "claude.json", FileFormat.TIKTOKEN_JSON,
                "vocab.json", FileFormat.VOCABULARY_JSON,
                "merges.txt", FileFormat.MERGES_TEXT,
                "vocab.txt", FileFormat.VOCABULARY_TEXT,
                "ranks.tiktoken", FileFormat.TIKTOKEN_RANKS,
                "vocab.gguf", FileFormat.GGUF);
        for (Path folder : tokenizerFolders()) {
            for (Map.Entry<String, FileFormat> format : formats.entrySet()) {
                Optional<byte[]> content = read(folder, format.getKey());
                if (content.isPresent()) {
                    assertThat(FormatSniffer.format(content.get(), "x"))
                            .as(folder + " " + format.getKey())
                            .isEqualTo(format.getValue());
                }
            }
        }
    }

    @Test
    void everyRankFileLoads() throws IOException {
        for (Path folder : tokenizerFolders()) {
            Optional<byte[]> content = read(folder, "ranks.tiktoken");
            if (content.isPresent()) {
                TiktokenOptions options = new TiktokenOptions(".", Map.of());
                TokenizerSpec spec = TokenizerFiles.tiktoken(content.get(), folder.toString(), options);
                long lines = new String(content.get(), StandardCharsets.US_ASCII)
                        .lines()
                        .count();
                assertThat(spec.model().vocabulary().size())
                        .as(folder.toString())
                        .isEqualTo((int) lines);
            }
        }
    }

    private static String describe(TokenizerSpec spec) {
        Set<String> outside = spec.addedTokens().stream()
                .map(AddedToken::content)
                .filter(content -> spec.model().vocabulary().id(content) < 0)
                .collect(Collectors.toSet());
        int size = spec.model().vocabulary().size();
        TreeMap<Integer, AddedToken> added = new TreeMap<>();
        spec.addedTokens().forEach(token -> added.put(token.id(), token));
        return String.join(
                "\t",
                spec.model().getClass().getSimpleName().toLowerCase(Locale.ROOT),
                Integer.toString(spec.model().vocabulary().size()),
                Integer.toString(size + outside.size()),
                Integer.toString(added.size()),
                String.format("%08x", hash(added)),
                Integer.toString(merges(spec.model())));
    }

    private static int hash(Map<Integer, AddedToken> added) {
        int hash = 0;
        for (AddedToken token : added.values()) {
            String flags = flag(token.singleWord())
                    + flag(token.stripLeft())
                    + flag(token.stripRight())
                    + flag(token.normalized())
                    + flag(token.special());
            String text = token.id() + "\0" + token.content() + "\0" + flags;
            for (byte unit : text.getBytes(StandardCharsets.UTF_8)) {
                hash = hash * 31 + (unit & 0xFF);
            }
        }
        return hash;
    }

    private static String flag(boolean value) {
        return value ? "1" : "0";
    }

    /** Number of different pairs that merge. */
    private static int merges(ModelSpec model) {
        if (!(model instanceof ModelSpec.Bpe bpe)) {
            return 0;
        }
        MergeSpec.Listed listed = (MergeSpec.Listed) bpe.merges();
        Set<Long> pairs = new HashSet<>();
        for (int rank = 0; rank < listed.size(); rank++) {
            pairs.add((long) listed.leftId(rank) << 32 | listed.rightId(rank));
        }
        return pairs.size();
    }

    private static Map<String, String> facts() throws IOException {
        Map<String, String> facts = new HashMap<>();
        try (InputStream in =
                Objects.requireNonNull(FixtureFilesTest.class.getResourceAsStream("tokenizer_facts.tsv"))) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                if (!line.startsWith("#")) {
                    String[] columns = line.split("\t");
                    columns[1] = columns[1].toLowerCase(Locale.ROOT);
                    facts.put(columns[0], String.join("\t", Arrays.copyOfRange(columns, 1, columns.length)));
                }
            }
        }
        return facts;
    }

    private static List<Path> tokenizerFolders() throws IOException {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            Path tokenizers = folder.resolve("shared/fixtures/tokenizers");
            if (Files.isDirectory(tokenizers)) {
                try (var folders = Files.list(tokenizers)) {
                    return folders.sorted().toList();
                }
            }
        }
        System.out.println("FixtureFilesTest: no shared/fixtures beside the checkout, its tokenizers are not compared");
        return List.of();
    }

    private static Optional<byte[]> read(Path folder, String name) throws IOException {
        if (Files.exists(folder.resolve(name))) {
            return Optional.of(Files.readAllBytes(folder.resolve(name)));
        }
        if (!Files.exists(folder.resolve(name + ".gz"))) {
            return Optional.empty();
        }
        try (InputStream in = new GZIPInputStream(Files.newInputStream(folder.resolve(name + ".gz")))) {
            return Optional.of(in.readAllBytes());
        }
    }
}
