package dev.tokenwright.testkit.render;

import static dev.tokenwright.testkit.golden.PlainData.ints;
import static dev.tokenwright.testkit.golden.PlainData.list;
import static dev.tokenwright.testkit.golden.PlainData.map;
import static dev.tokenwright.testkit.golden.PlainData.maps;

import dev.tokenwright.SpecialText;
import dev.tokenwright.Tokenizer;
import dev.tokenwright.chat.Message;
import dev.tokenwright.chat.Renderer;
import dev.tokenwright.chat.RendererSettings;
import dev.tokenwright.chat.render.Renderers;
import dev.tokenwright.spec.AddedToken;
import dev.tokenwright.spec.NormalizerSpec;
import dev.tokenwright.spec.TokenizerSpec;
import dev.tokenwright.testkit.golden.GoldenComparison;
import dev.tokenwright.testkit.golden.GoldenFolder;
import dev.tokenwright.testkit.golden.PlainJson;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The vectors of one family: its tokenizer, its records, and renderers as the records ask for them. */
final class RendererFixture {
    private static final Map<String, String> FOLDERS =
            Map.of("qwen3_6", "qwen3_6_ranks", "gemma_4", "gguf_gemma_4", "kimi_k2", "kimi_k2");

    /** What Qwen's own tokenizer file does and the list of ranks does not say. */
    private static final Optional<NormalizerSpec> COMPOSED =
            Optional.of(new NormalizerSpec.Unicode(NormalizerSpec.Unicode.Form.NFC));

    private final String name;
    private final Tokenizer tokenizer;
    private final BitSet added = new BitSet();
    private final Map<String, @Nullable Object> meta;
    private final List<Map<String, @Nullable Object>> records = new ArrayList<>();

    private RendererFixture(String name, GoldenFolder folder) {
        this.name = name;
        List<byte[]> lines = folder.lines("renderers/" + name + ".jsonl");
        this.meta = PlainJson.object(lines.get(0));
        for (byte[] line : lines.subList(1, lines.size())) {
            records.add(PlainJson.object(line));
        }
        this.tokenizer = tokenizer(map(meta.get("tokenizer")), folder);
        tokenizer.vocabulary().addedTokens().forEach(token -> added.set(token.id()));
    }

    static RendererFixture open(String name, GoldenFolder folder) {
        return new RendererFixture(name, folder);
    }

    static Set<String> names(GoldenFolder folder) {
        Set<String> names = new TreeSet<>();
        String[] files = Objects.requireNonNull(
                folder.root().resolve("renderers").toFile().list());
        for (String file : files) {
            if (file.endsWith(".jsonl.gz") && !file.startsWith("trl")) {
                names.add(file.substring(0, file.length() - ".jsonl.gz".length()));
            }
        }
        return names;
    }

    private static Tokenizer tokenizer(Map<String, @Nullable Object> description, GoldenFolder folder) {
        String base = (String) Objects.requireNonNull(description.get("base"));
        TokenizerSpec spec = new GoldenComparison(folder)
                .load(FOLDERS.getOrDefault(base, base))
                .spec();
        List<AddedToken> added = new ArrayList<>();
        if (!FOLDERS.containsKey(base)) {
            spec.addedTokens().stream()
                    .map(token -> base.equals("llama3_1") && token.id() == 128008
                            ? AddedToken.control(128008, "<|eom_id|>")
                            : token)
                    .forEach(added::add);
        }
        for (Object entry : list(description.get("added"))) {
            List<Object> pair = list(entry);
            added.add(AddedToken.control(((Number) pair.get(1)).intValue(), (String) pair.get(0)));
        }
        return Tokenizer.of(new TokenizerSpec(
                spec.origin(),
                spec.model(),
                added,
                base.equals("qwen3_6") ? COMPOSED : spec.normalizer(),
                spec.splitter(),
                spec.frame(),
                spec.decoder(),
                spec.truncation(),
                spec.padding(),
                spec.unknownIds(),
                spec.addedTokenSearch(),
                spec.defaults()));
    }

    String name() {
        return name;
    }

    Tokenizer tokenizer() {
        return tokenizer;
    }

    /** Whether an id is an added token's. */
    boolean added(int id) {
        return added.get(id);
    }

    Map<String, @Nullable Object> meta() {
        return meta;
    }

    List<Map<String, @Nullable Object>> records() {
        return records;
    }

    Renderer renderer(Map<String, @Nullable Object> overrides) {
        return renderer(overrides, SpecialText.RECOGNIZE);
    }

    Renderer renderer(Map<String, @Nullable Object> overrides, SpecialText typed) {
        return Renderers.named(
                name,
                tokenizer,
                RendererSettings.SAFE
                        .withTyped(typed)
                        .withModelName((String) Objects.requireNonNull(meta.get("model_name")))
                        .withToday(LocalDate.of(2025, 1, 15))
                        .withOptions(overrides));
    }

    List<Map<String, @Nullable Object>> tools(@Nullable Object key) {
        if (key == null) {
            return List.of();
        }
        return maps(map(map(meta.get("shared")).get("toolsets")).get((String) key));
    }

    int[] prompt(@Nullable Object key) {
        return key == null
                ? new int[0]
                : ints(map(map(meta.get("shared")).get("prompts")).get((String) key));
    }

    static List<Message> messages(@Nullable Object value) {
        return maps(value).stream().map(Message::new).toList();
    }
}
