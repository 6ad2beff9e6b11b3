package dev.tokenwright.testkit.golden;

import dev.tokenwright.chat.prompt.ConversationOptions;
import dev.tokenwright.chat.prompt.LibraryOptions;
import dev.tokenwright.chat.prompt.SpecialRole;
import dev.tokenwright.chat.prompt.TrainingTokenizer;
import dev.tokenwright.chat.prompt.VocabularyEntry;
import dev.tokenwright.error.ConversationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a training tokenizer says of itself beside what the reference says of its own. */
final class MegatronProperties {
    private final String key;
    private final String library;
    private final TrainingTokenizer tokenizer;
    private final TrainingTokenizer bare;
    private final Path folder;
    private final List<String> differences;
    private final Map<String, Integer> compared;

    MegatronProperties(
            String key,
            String library,
            TrainingTokenizer tokenizer,
            TrainingTokenizer bare,
            Path folder,
            List<String> differences,
            Map<String, Integer> compared) {
        this.key = key;
        this.library = library;
        this.tokenizer = tokenizer;
        this.bare = bare;
        this.folder = folder;
        this.differences = differences;
        this.compared = compared;
    }

    void compare(Map<String, @Nullable Object> record) {
        Map<String, @Nullable Object> own = map(record.get("library_properties"));
        Map<String, @Nullable Object> properties = map(record.get("properties"));
        properties.forEach((name, wanted) -> property(name, map(wanted), own));
        own.forEach((name, wanted) -> libraryProperty(name, map(wanted)));
        record.forEach((name, wanted) -> {
            switch (name) {
                case "record", "key", "library", "kwargs", "source", "file_sha256" -> {}
                case "properties", "library_properties" -> {}
                case "vocab_kind", "vocab_len", "vocab_sample" -> vocabulary(name, map(wanted));
                case "inv_vocab_len", "inv_vocab_sample" -> vocabulary(name, map(wanted));
                case "save_pretrained" -> save("supported".equals(wanted));
                case "add_special_tokens_list" -> add(!map(wanted).containsKey("error"));
                case "tokenize_conversation_without_format" -> conversation();
                default -> differences.add(key + " has an unknown field " + name);
            }
        });
    }

    private void same(String what, @Nullable Object wanted, @Nullable Object ours) {
        compared.merge("property", 1, Integer::sum);
        if (!String.valueOf(wanted).equals(String.valueOf(ours))) {
            differences.add(key + " " + what + " is " + ours + " and not " + wanted);
        }
    }

    private void property(String name, Map<String, @Nullable Object> outcome, Map<String, @Nullable Object> own) {
        Object wanted = outcome.get("ok");
        switch (name) {
            case "vocab_size" -> same(name, wanted, tokenizer.vocabSize());
            case "additional_special_tokens_ids" -> {
                // the reference gives none where a name is missing: docs/compatibility.md
                if (wanted != null) {
                    same(name, wanted, tokenizer.additionalSpecialTokenIds());
                }
            }
            case "space_sensitive" -> {
                // the library megatron says it, but its wrapper does not: docs/compatibility.md
                Object said = library.equals("megatron") ? map(own.get(name)).get("ok") : wanted;
                same(name, said, tokenizer.spaceSensitive().orElse(null));
            }
            case "unique_identifiers" -> identifiers(map(wanted));
            case "vocab_file", "merges_file" ->
                same(name, wanted != null, identifier(name).isPresent());
            case "chat_template" -> same(name, wanted, tokenizer.chatTemplate().orElse(null));
            case "library" -> same(name, wanted, tokenizer.library().metadataName());
            case "path" ->
                same(name, wanted != null, identifier("tokenizer_path").isPresent());
            case "class_name" -> same(name, true, reference().endsWith("." + wanted));
            case "class_path" -> same(name, true, reference().startsWith(wanted + "."));
            // what was given as a map has no place, and no tokenizer has a model type any more
            case "metadata_path" -> same(name, null, wanted);
            case "model_type" -> same(name, true, outcome.containsKey("error"));
            default -> same(name, wanted, number(tokenizer.id(role(name))));
        }
    }

    private static SpecialRole role(String name) {
        return SpecialRole.valueOf(name.replace("_id", "").toUpperCase(Locale.ROOT));
    }

    private Optional<String> identifier(String name) {
        return tokenizer.uniqueIdentifiers().getOrDefault(name, Optional.empty());
    }

    private String reference() {
        return identifier("class").orElseThrow();
    }

    /** The path is the reference's own. */
    private void identifiers(Map<String, @Nullable Object> wanted) {
        Map<String, @Nullable Object> ours = new TreeMap<>();
        tokenizer.uniqueIdentifiers().forEach((name, value) -> ours.put(name, value.orElse(null)));
        Map<String, @Nullable Object> theirs = new TreeMap<>(wanted);
        if (library.equals("byte-level")
                && String.valueOf(theirs.get("special_tokens")).startsWith("{")) {
            // of a map the library takes the names alone
            theirs.put("special_tokens", ours.get("special_tokens"));
        }
        for (String path : List.of("tokenizer_path", "vocab_file", "merges_file")) {
            same("unique_identifiers " + path, theirs.remove(path) != null, ours.remove(path) != null);
        }
        same("unique_identifiers", theirs, ours);
    }

    private void libraryProperty(String name, Map<String, @Nullable Object> outcome) {
        Object wanted = outcome.get("ok");
        switch (name) {
            case "original_vocab_size" -> same(name, wanted, bare.vocabSize());
            case "vocab_size" -> same(name, wanted, tokenizer.vocabSize());
            case "space_sensitive" ->
                same(name, wanted, tokenizer.spaceSensitive().orElse(null));
            case "include_special_tokens" -> same(name, wanted, identifier(name).isEmpty());
            case "legacy" -> same(name, wanted, identifier(name).isPresent());
            case "removed_extra_spaces" ->
                same(name, wanted, bare.tokens("x  y").equals(bare.tokens("x y")));
            case "spm_separator_id" -> same(name, wanted, number(tokenizer.tokenToId("\u2581")));
            case "special_token_to_id" -> specialTokens(map(wanted));
            case "num_special_tokens" -> same(name, wanted, identifier(name).orElse("1000"));
            case "inner_vocab_size" ->
                same(
                        name,
                        wanted,
                        tokenizer.vocabSize()
                                - Integer.parseInt(
                                        identifier("num_special_tokens").orElse("1000")));
            case "special_start" ->
                same(
                        name,
                        wanted,
                        tokenizer.vocabSize() - tokenizer.addedTokens().size());
            case "additional_special_tokens" ->
                same(
                        name,
                        wanted,
                        tokenizer.additionalSpecialTokenIds().stream()
                                .map(id -> tokenizer.token(id).orElseThrow())
                                .toList());
            default -> {
                OptionalInt id = tokenizer.id(role(name.replace("_token", "")));
                same(
                        name,
                        wanted,
                        id.isEmpty() ? null : tokenizer.token(id.getAsInt()).orElse(null));
            }
        }
    }

    /** The library byte-level counts the ids of its roles among them, by their numbers. */
    private void specialTokens(Map<String, @Nullable Object> wanted) {
        Map<String, @Nullable Object> ours = new TreeMap<>(tokenizer.addedTokens());
        if (library.equals("byte-level")) {
            for (SpecialRole role : List.of(SpecialRole.PAD, SpecialRole.BOS, SpecialRole.EOS)) {
                Long id = number(tokenizer.id(role));
                ours.put(id == null ? "None" : id.toString(), id);
            }
        }
        same("special_token_to_id", new TreeMap<>(wanted), ours);
    }

    private void vocabulary(String name, Map<String, @Nullable Object> outcome) {
        if (!outcome.containsKey("ok")) {
            refusedVocabulary(name, outcome);
            return;
        }
        List<VocabularyEntry> entries = tokenizer.vocabulary();
        Object wanted = Objects.requireNonNull(outcome.get("ok"));
        switch (name) {
            case "vocab_kind" -> same(name, library.equals("tiktoken") ? "dict" : "list", wanted);
            case "vocab_len", "inv_vocab_len" -> same(name, wanted, entries.size());
            default -> {
                Map<Integer, String> hex =
                        entries.stream().collect(Collectors.toMap(VocabularyEntry::id, entry -> hex(entry.bytes())));
                for (Object pair : (List<?>) wanted) {
                    sample(name, (List<?>) pair, hex);
                }
            }
        }
    }

    private void sample(String name, List<?> pair, Map<Integer, String> hex) {
        boolean byToken = name.equals("vocab_sample") && library.equals("tiktoken");
        int id = ((Number) pair.get(byToken ? 1 : 0)).intValue();
        Object token = pair.get(byToken ? 0 : 1);
        boolean twice = name.equals("inv_vocab_sample") && token instanceof Map<?, ?>;
        if (twice) {
            // ids of ordinary tokens are shifted twice there: docs/compatibility.md
            id -= Integer.parseInt(identifier("num_special_tokens").orElse("1000"));
        }
        String wanted = token instanceof Map<?, ?> bytes
                ? String.valueOf(bytes.get("bytes_hex"))
                : hex(String.valueOf(token).getBytes(StandardCharsets.UTF_8));
        same(name + " of " + id, wanted, hex.get(id));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    /** Ids with holes are no mistake here: docs/compatibility.md. */
    private void refusedVocabulary(String name, Map<String, @Nullable Object> outcome) {
        boolean holes = library.equals("huggingface") && outcome.toString().contains("KeyError");
        try {
            same(name + " is refused", !holes, tokenizer.vocabulary().isEmpty());
        } catch (UnsupportedOperationException e) {
            same(name + " is refused", true, !holes);
        }
    }

    private void save(boolean supported) {
        if (supported && tokenizer == bare) {
            return;
        }
        try {
            tokenizer.savePretrained(folder);
            same("save_pretrained", supported, true);
            TrainingTokenizer read = TrainingTokenizer.open(Optional.of(folder), LibraryOptions.HuggingFace.DEFAULT);
            String text = "Hello <image>, l'été \uD83E\uDD99 12345";
            same("saved vocab_size", tokenizer.vocabSize(), read.vocabSize());
            same("saved tokens", tokenizer.tokens(text), read.tokens(text));
            same("saved template", tokenizer.chatTemplate(), read.chatTemplate());
            same("saved eos", tokenizer.id(SpecialRole.EOS), read.id(SpecialRole.EOS));
            same("saved pad", tokenizer.id(SpecialRole.PAD), read.id(SpecialRole.PAD));
        } catch (UnsupportedOperationException e) {
            same("save_pretrained", supported, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(boolean supported) {
        List<String> tokens = List.of("<added one>", "<added two>", "<added one>");
        try {
            TrainingTokenizer larger = tokenizer.withSpecialTokens(tokens);
            same("add_special_tokens", supported, true);
            same("added vocab_size", tokenizer.vocabSize() + 2, larger.vocabSize());
            OptionalInt second = larger.tokenToId("<added two>");
            same("added id", larger.tokenToId("<added one>").orElseThrow() + 1, second.orElseThrow());
            same("added tokens", true, larger.tokens("a<added two>b").contains("<added two>"));
        } catch (UnsupportedOperationException e) {
            same("add_special_tokens", supported, false);
        }
    }

    private void conversation() {
        try {
            tokenizer.tokenizeConversation(new ArrayList<>(), ConversationOptions.IDS);
            differences.add(key + " has conversations without a prompt format");
        } catch (ConversationException e) {
            same("conversation", ConversationException.Kind.NO_PROMPT_FORMAT, e.kind());
        }
    }

    private static @Nullable Long number(OptionalInt id) {
        return id.isPresent() ? (Long) (long) id.getAsInt() : null;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, @Nullable Object> map(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? (Map<String, @Nullable Object>) map : new LinkedHashMap<>();
    }
}
