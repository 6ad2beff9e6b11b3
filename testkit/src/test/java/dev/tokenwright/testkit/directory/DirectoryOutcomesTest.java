package dev.tokenwright.testkit.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.tokenwright.EncodeOptions;
import dev.tokenwright.Framing;
import dev.tokenwright.Setting;
import dev.tokenwright.Tokenizer;
import dev.tokenwright.error.LoadException;
import dev.tokenwright.load.TokenizerFiles;
import dev.tokenwright.spec.AddedToken;
import dev.tokenwright.spec.DecoderSpec;
import dev.tokenwright.spec.ModelDefaults;
import dev.tokenwright.spec.ModelSpec;
import dev.tokenwright.spec.SpecialTokens;
import dev.tokenwright.spec.TokenizerSpec;
import dev.tokenwright.testkit.golden.GoldenFolder;
import dev.tokenwright.testkit.golden.GoldenTexts;
import dev.tokenwright.wire.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Model directories against what {@code AutoTokenizer} of {@code transformers} makes of them
 * ({@code golden/directories}, written by {@code tools/golden/directories.py}).
 */
class DirectoryOutcomesTest {
    private static final GoldenFolder GOLDEN = GoldenFolder.inRepository();

    @TempDir
    Path work = Path.of("");

    @TestFactory
    Stream<DynamicTest> ownDirectoriesAreMergedAsTheReferenceMergesThem() {
        return outcomes("outcomes.jsonl")
                .map(outcome ->
                        DynamicTest.dynamicTest(outcome.name(), () -> compare(outcome, ownCase(outcome.name()))));
    }

    @TestFactory
    Stream<DynamicTest> directoriesOfRealModelsAreMergedAsTheReferenceMergesThem() {
        Optional<GoldenFolder> shared = GoldenFolder.shared();
        if (shared.isEmpty()) {
            System.out.println("no shared/fixtures: only the directories in golden/ are compared");
        }
        return shared.stream().flatMap(folder -> outcomes("fixture-outcomes.jsonl")
                .map(outcome -> DynamicTest.dynamicTest(
                        outcome.name(), () -> compare(outcome, fixture(folder, outcome.name())))));
    }

    private static Stream<Outcome> outcomes(String file) {
        List<byte[]> lines = GOLDEN.lines("directories/" + file);
        return lines.subList(1, lines.size()).stream().map(Outcome::parse);
    }

    @TestFactory
    Stream<DynamicTest> directoriesGiveTheIdsOfTheVectorsWhereverTheReferenceDoes() {
        return GoldenFolder.shared().stream().flatMap(folder -> {
            GoldenTexts texts = GoldenTexts.of(folder);
            return GOLDEN.lines("directories/vectors.jsonl").stream()
                    .map(line -> JsonNode.parse(line, "vectors").members())
                    .map(line -> DynamicTest.dynamicTest(
                            Objects.requireNonNull(line.get("name")).string(),
                            () -> compareVectors(folder, texts, line)));
        });
    }

    private void compareVectors(GoldenFolder folder, GoldenTexts texts, Map<String, JsonNode> line) {
        String name = Objects.requireNonNull(line.get("name")).string();
        Set<String> other = Objects.requireNonNull(line.get("other")).elements().stream()
                .map(JsonNode::string)
                .collect(Collectors.toSet());
        Tokenizer tokenizer = Tokenizer.load(fixture(folder, name));
        EncodeOptions options =
                EncodeOptions.DEFAULT.withTruncation(Setting.off()).withPadding(Setting.off());
        int same = 0;
        for (byte[] vector : folder.lines("vectors/" + name + ".jsonl")) {
            Map<String, JsonNode> record = JsonNode.parse(vector, name).members();
            String ref = text(record, "text_ref").orElse("");
            if (text(record, "kind").equals(Optional.of("encode")) && !other.contains(ref)) {
                assertThat(tokenizer.encode(texts.byId(ref), options)).as(ref).isEqualTo(framedIds(record));
                same++;
            }
        }
        assertThat(same).isEqualTo(Objects.requireNonNull(line.get("same")).integer(0, 1 << 24));
    }

    /** The ids with special tokens; {@code true} stands for the same as without. */
    private static int[] framedIds(Map<String, JsonNode> record) {
        JsonNode framed = Objects.requireNonNull(record.get("enc_special"));
        boolean own = framed.type() == JsonNode.Type.OBJECT;
        JsonNode encoding = own ? framed : Objects.requireNonNull(record.get("enc"));
        return ids(encoding.members().get("ids"));
    }

    private static void compare(Outcome outcome, Path directory) {
        if (outcome.refused()) {
            assertThat(catchThrowable(() -> TokenizerFiles.load(directory))).isInstanceOf(LoadException.class);
            return;
        }
        TokenizerSpec spec = TokenizerFiles.load(directory);
        compareStages(outcome, spec);
        compareDefaults(outcome, spec.defaults());
        compareTexts(outcome, Tokenizer.of(spec));
    }

    private static void compareStages(Outcome outcome, TokenizerSpec spec) {
        TokenizerSpec expected = outcome.stages();
        assertThat(withoutPlaces(spec.normalizer())).isEqualTo(withoutPlaces(expected.normalizer()));
        assertThat(withoutPlaces(spec.splitter())).isEqualTo(withoutPlaces(expected.splitter()));
        assertThat(spec.frame()).isEqualTo(expected.frame());
        assertThat(withoutCleaning(spec.decoder())).isEqualTo(expected.decoder());
        assertThat(addedTokens(spec)).isEqualTo(outcome.addedTokens());
        if (spec.model() instanceof ModelSpec.Bpe bpe) {
            Map<String, JsonNode> model = outcome.get("model").members();
            assertThat(bpe.fuseUnknown()).isEqualTo(flag(model, "fuse_unk"));
            assertThat(bpe.byteFallback()).isEqualTo(flag(model, "byte_fallback"));
            assertThat(bpe.ignoreMerges()).isEqualTo(flag(model, "ignore_merges"));
            assertThat(bpe.unknownToken()).isEqualTo(text(model, "unk_token"));
            assertThat(bpe.endOfWordSuffix())
                    .isEqualTo(text(model, "end_of_word_suffix").filter(suffix -> !suffix.isEmpty()));
        }
    }

    private static boolean flag(Map<String, JsonNode> members, String key) {
        return Objects.requireNonNull(members.get(key)).bool();
    }

    private static Optional<String> text(Map<String, JsonNode> members, String key) {
        return Optional.ofNullable(members.get(key))
                .filter(node -> !node.isNull())
                .map(JsonNode::string);
    }

    private static String withoutPlaces(Optional<?> stage) {
        return stage.toString().replaceAll(", place=[^\\]]*\\]", "]");
    }

    /** The decoder without the twelve steps that clean up blanks. */
    private static Optional<DecoderSpec> withoutCleaning(Optional<DecoderSpec> decoder) {
        return decoder.map(spec -> spec instanceof DecoderSpec.Sequence sequence
                        && sequence.steps().size() == 12
                ? sequence.steps().get(0)
                : spec);
    }

    private static Map<Integer, String> addedTokens(TokenizerSpec spec) {
        Map<Integer, String> tokens = new TreeMap<>();
        for (AddedToken token : spec.addedTokens()) {
            List<String> flags = List.of(
                    "single_word " + token.singleWord(),
                    "lstrip " + token.stripLeft(),
                    "rstrip " + token.stripRight(),
                    "normalized " + token.normalized(),
                    "special " + token.special());
            tokens.put(token.id(), token.content() + " " + flags);
        }
        return tokens;
    }

    private static void compareDefaults(Outcome outcome, ModelDefaults defaults) {
        Map<String, String> expected = new TreeMap<>();
        outcome.get("named").members().forEach((key, node) -> {
            String name = key.endsWith("_token") ? key.substring(0, key.length() - 6) : key;
            expected.put(
                    name,
                    node.elements().get(0).string() + " "
                            + node.elements().get(1).integer(0, 1 << 24));
        });
        Map<String, String> named = new TreeMap<>();
        defaults.specialTokens().named().forEach((name, token) -> named.put(name, token.content() + " " + token.id()));
        assertThat(named).isEqualTo(expected);
        assertThat(defaults.specialTokens().extra())
                .isEqualTo(outcome.get("extra").elements().stream()
                        .map(node -> new SpecialTokens.Named(
                                node.elements().get(0).string(),
                                node.elements().get(1).integer(0, 1 << 24)))
                        .toList());
        double maxLength = outcome.get("max_length").number();
        assertThat(defaults.maxLength().isPresent()).isEqualTo(maxLength < 1e18);
        defaults.maxLength().ifPresent(length -> assertThat((double) length).isEqualTo(maxLength));
        assertThat(defaults.paddingSide().name().toLowerCase(Locale.ROOT))
                .isEqualTo(outcome.get("padding_side").string());
        assertThat(defaults.truncationSide().name().toLowerCase(Locale.ROOT))
                .isEqualTo(outcome.get("truncation_side").string());
        Map<String, String> templates = new TreeMap<>();
        outcome.get("chat_templates").members().forEach((name, node) -> templates.put(name, node.string()));
        assertThat(defaults.chatTemplates().keySet()).isEqualTo(templates.keySet());
        defaults.chatTemplates().forEach((name, template) -> assertThat(List.of(template, sha256(template)))
                .contains(templates.get(name)));
    }

    private static void compareTexts(Outcome outcome, Tokenizer tokenizer) {
        for (JsonNode row : outcome.get("texts").elements()) {
            Map<String, JsonNode> members = row.members();
            String text = Objects.requireNonNull(members.get("text")).string();
            int[] special = ids(members.get("special"));
            assertThat(tokenizer.encode(text, EncodeOptions.DEFAULT.withFraming(Framing.NONE)))
                    .as(text)
                    .isEqualTo(ids(members.get("ids")));
            assertThat(tokenizer.encode(text)).as(text).isEqualTo(special);
            JsonNode decoded = members.get("decoded");
            if (decoded != null) {
                assertThat(tokenizer.decode(special)).as(text).isEqualTo(decoded.string());
            }
        }
    }

    private static int[] ids(@Nullable JsonNode node) {
        return Objects.requireNonNull(node).elements().stream()
                .mapToInt(id -> id.integer(0, 1 << 24))
                .toArray();
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private Path ownCase(String name) {
        Path source = GOLDEN.root().resolve("directories/cases/" + name);
        Path target = work.resolve(name);
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = target.resolve(source.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
            String base = Files.readString(source.resolve("BASE"));
            Files.write(target.resolve("tokenizer.json"), GOLDEN.read("directories/bases/" + base + ".json"));
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path fixture(GoldenFolder folder, String name) {
        Path target = work.resolve(name);
        try (Stream<Path> files = Files.list(folder.root().resolve("tokenizers/" + name))) {
            Files.createDirectories(target);
            for (Path file : files.toList()) {
                String plain = file.getFileName().toString().replaceAll("\\.gz$", "");
                Files.write(target.resolve(plain), folder.read("tokenizers/" + name + "/" + plain));
            }
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
