package dev.tokenwright.testkit.golden;

import static dev.tokenwright.testkit.golden.PlainData.ints;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenwright.DecodeOptions;
import dev.tokenwright.chat.prompt.TrainingTokenizer;
import dev.tokenwright.error.TokenwrightException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training tokenizers have Megatron's ids, tokens, texts and special tokens, declared mistakes aside. */
class MegatronTokenizersTest {
    @TempDir
    static Path unpacked = Path.of("");

    private final Map<String, TrainingTokenizer> byKey = new HashMap<>();
    private final Map<String, String> libraries = new HashMap<>();
    private final List<String> differences = new ArrayList<>();
    private final Map<String, Integer> compared = new TreeMap<>();
    private final Map<String, Integer> declared = new TreeMap<>();

    @Test
    void everyLibraryGivesMegatronsIdsTokensAndTexts() {
        var shared = GoldenFolder.shared();
        if (shared.isEmpty()) {
            System.out.println("shared/fixtures is not beside the checkout: Megatron's tokenizers are left out");
            return;
        }
        MegatronTokenizers tokenizers = new MegatronTokenizers(shared.get(), unpacked);
        for (byte[] line : shared.get().lines("megatron/tokenizers.jsonl")) {
            Map<String, @Nullable Object> record = PlainJson.object(line);
            String key = string(record, "key");
            if (string(record, "record").equals("tokenizer")) {
                open(tokenizers, key, record);
            } else if (byKey.containsKey(key)) {
                compare(key, Objects.requireNonNull(byKey.get(key)), record);
            }
        }
        System.out.println("tokenizers.jsonl " + compared + " declared " + declared);
        differences.forEach(difference -> System.out.println("  " + difference));
        assertThat(differences).isEmpty();
    }

    private void open(MegatronTokenizers tokenizers, String key, Map<String, @Nullable Object> record) {
        if (record.get("error") != null) {
            // the class is not in transformers; its tokenizer.json is read all the same: docs/compatibility.md
            assertThat(record.get("error").toString()).contains("Tokenizer class");
            declared.merge("tokenizer class", 1, Integer::sum);
            return;
        }
        String library = string(record, "library");
        libraries.put(key, library);
        Map<String, @Nullable Object> arguments = map(record, "kwargs");
        TrainingTokenizer tokenizer = tokenizers.open(id(key), library, arguments);
        byKey.put(key, tokenizer);
        compared.merge("tokenizer", 1, Integer::sum);
        boolean sized = library.equals("null-text") || library.equals("tiktoken") || arguments.isEmpty();
        TrainingTokenizer bare = sized ? tokenizer : tokenizers.open(id(key), library, Map.of());
        Path folder = unpacked.resolve("saved").resolve(key);
        new MegatronProperties(key, library, tokenizer, bare, folder, differences, compared).compare(record);
    }

    private static String id(String key) {
        Map<String, String> files = Map.of(
                "sp_mistral_v3", "sp/mistral-v3",
                "sp_tiny_bpe", "sp/tiny-bpe",
                "byte_special", "none",
                "byte_256", "none");
        if (files.containsKey(key)) {
            return Objects.requireNonNull(files.get(key));
        }
        if (key.startsWith("hf_")) {
            return "hf/"
                    + (key.startsWith("hf_llama3_1")
                            ? "llama3_1"
                            : key.substring(3).replaceAll("_(mask)$", ""));
        }
        if (key.startsWith("sp_")) {
            return key.startsWith("sp_tiny_unigram") ? "sp/tiny-unigram" : "sp/mistral-v1";
        }
        return key.startsWith("tiktoken_tekken")
                ? "tiktoken/tekken"
                : key.startsWith("tiktoken_") ? "tiktoken/small" : key;
    }

    private void compare(String key, TrainingTokenizer tokenizer, Map<String, @Nullable Object> record) {
        String kind = string(record, "record");
        if (!FIELDS.containsAll(record.keySet())) {
            differences.add(key + " has unknown fields: " + record.keySet());
        }
        compared.merge(kind, 1, Integer::sum);
        switch (kind) {
            case "text" -> text(key, tokenizer, record);
            case "token_to_id" -> tokenId(key, tokenizer, record);
            case "ids" -> ids(key, tokenizer, record);
            default -> throw new IllegalStateException(kind);
        }
    }

    private void text(String key, TrainingTokenizer tokenizer, Map<String, @Nullable Object> record) {
        String text = string(record, "text");
        check(key, text, "tokenize", record, () -> boxed(tokenizer.tokenize(text)));
        check(key, text, "text_to_tokens", record, () -> tokenizer.tokens(text));
        if (outcome(record, "text_to_tokens") instanceof List<?>) {
            List<String> tokens = tokenizer.tokens(text);
            check(key, text, "tokens_to_ids", record, () -> tokenizer.tokensToIds(tokens).stream()
                    .map(id -> id.isPresent() ? (Object) id.getAsInt() : "null")
                    .toList());
            check(key, text, "tokens_to_text", record, () -> tokenizer.tokensToText(tokens));
        }
        if (outcome(record, "tokenize") instanceof List<?> list) {
            int[] ids = ints(list);
            check(key, text, "detokenize", record, () -> tokenizer.detokenize(ids));
            check(key, text, "ids_to_tokens", record, () -> tokens(tokenizer, ids));
            check(
                    key,
                    text,
                    "ids_to_text_remove_true",
                    record,
                    () -> tokenizer.detokenize(ids, DecodeOptions.SpecialTokens.SKIP));
            check(
                    key,
                    text,
                    "ids_to_text_remove_false",
                    record,
                    () -> tokenizer.detokenize(ids, DecodeOptions.SpecialTokens.KEEP));
            check(
                    key,
                    text,
                    "offsets",
                    record,
                    () -> boxed(tokenizer.offsets(ids, text).orElseThrow()));
        }
    }

    private void tokenId(String key, TrainingTokenizer tokenizer, Map<String, @Nullable Object> record) {
        String token = string(record, "token");
        check(key, token, "result", record, () -> {
            OptionalInt id = tokenizer.tokenToId(token);
            return id.isPresent() ? (Object) (long) id.getAsInt() : "null";
        });
    }

    private void ids(String key, TrainingTokenizer tokenizer, Map<String, @Nullable Object> record) {
        int[] ids = ints((List<?>) Objects.requireNonNull(record.get("ids")));
        String name = Arrays.toString(ids);
        check(key, name, "detokenize", record, () -> tokenizer.detokenize(ids));
        check(key, name, "ids_to_tokens", record, () -> tokens(tokenizer, ids));
    }

    private static List<@Nullable String> tokens(TrainingTokenizer tokenizer, int[] ids) {
        List<@Nullable String> tokens = new ArrayList<>();
        for (int id : ids) {
            tokens.add(tokenizer.token(id).orElse(null));
        }
        return tokens;
    }

    private static final Set<String> FIELDS = Set.of(
            "record",
            "key",
            "text",
            "token",
            "ids",
            "result",
            "tokenize",
            "text_to_tokens",
            "tokens_to_ids",
            "tokens_to_text",
            "detokenize",
            "ids_to_tokens",
            "ids_to_text_remove_true",
            "ids_to_text_remove_false",
            "offsets");

    /**
     * Mistakes of the reference that are not repeated: ids of tiktoken that are shifted twice, and the id -1 as the last
     * special token. docs/compatibility.md lists them.
     */
    private boolean isDeclared(String key, String input, String field) {
        return libraries.getOrDefault(key, "").equals("tiktoken")
                        && (field.equals("result") && !input.startsWith("<") || input.equals("[-1]"))
                || libraries.getOrDefault(key, "").equals("byte-level") && field.equals("result");
    }

    private void check(
            String key, String input, String field, Map<String, @Nullable Object> record, Supplier<Object> ours) {
        if (!(record.get(field) instanceof Map<?, ?> wanted)) {
            return;
        }
        if (String.valueOf(wanted.get("error")).contains("AttributeError")) {
            // the reference's library has no such operation
            compared.merge(field + " missing there", 1, Integer::sum);
            return;
        }
        compared.merge(field, 1, Integer::sum);
        try {
            Object result = ours.get();
            if (!wanted.containsKey("ok") && field.equals("result")) {
                // a token that is not there is an error in one library and null in the others
                if (!result.equals("null")) {
                    differs(key, input, field, result + " and not " + wanted);
                }
            } else if (!wanted.containsKey("ok")) {
                differs(key, input, field, "should fail: " + wanted + " and is " + result);
            } else if (!String.valueOf(plain(wanted.get("ok"))).equals(String.valueOf(result))) {
                differs(key, input, field, result + " and not " + wanted.get("ok"));
            }
        } catch (TokenwrightException e) {
            if (wanted.containsKey("ok")) {
                differs(key, input, field, "fails: " + e);
            }
        }
    }

    private void differs(String key, String input, String field, String difference) {
        if (isDeclared(key, input, field)) {
            declared.merge(libraries.get(key) + " " + field, 1, Integer::sum);
            return;
        }
        differences.add(
                key + " " + field + " of " + input.substring(0, Math.min(60, input.length())) + ": " + difference);
    }

    private static @Nullable Object plain(@Nullable Object wanted) {
        if (wanted instanceof List<?> list) {
            return list.stream().map(MegatronTokenizersTest::plain).toList().toString();
        }
        if (wanted instanceof Map<?, ?> map && map.get("bytes_hex") instanceof String hex) {
            byte[] bytes = java.util.HexFormat.of().parseHex(hex);
            return new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
        }
        return wanted;
    }

    private static @Nullable Object outcome(Map<String, @Nullable Object> record, String name) {
        return record.get(name) instanceof Map<?, ?> result ? result.get("ok") : null;
    }

    private static List<Integer> boxed(int[] ids) {
        return Arrays.stream(ids).boxed().toList();
    }

    private static String string(Map<String, @Nullable Object> record, String name) {
        return (String) Objects.requireNonNull(record.get(name), name);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, @Nullable Object> map(Map<String, @Nullable Object> record, String name) {
        return (Map<String, @Nullable Object>) Objects.requireNonNull(record.getOrDefault(name, Map.of()), name);
    }
}
