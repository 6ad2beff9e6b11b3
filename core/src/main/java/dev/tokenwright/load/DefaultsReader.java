package dev.tokenwright.load;

import dev.tokenwright.error.LoadException;
import dev.tokenwright.error.Place;
import dev.tokenwright.spec.Direction;
import dev.tokenwright.spec.ModelDefaults;
import dev.tokenwright.spec.SpecialTokens;
import dev.tokenwright.spec.TokenizerSpec;
import dev.tokenwright.wire.JsonNode;
import dev.tokenwright.wire.Utf8Scan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads what a directory says about using its tokenizer: lengths, sides, ids that end replies, chat templates. */
final class DefaultsReader {
    private static final String TEMPLATE_FILE = "chat_template.jinja";
    private static final String TEMPLATE_FOLDER = "additional_chat_templates";
    private static final int MOST_TEMPLATES = 256;

    private final DirectoryConfig config;
    private final Direction classPaddingSide;

    DefaultsReader(DirectoryConfig config, Direction classPaddingSide) {
        this.config = config;
        this.classPaddingSide = classPaddingSide;
    }

    /** Reads everything; ids of special tokens are looked up in the register. */
    ModelDefaults read(ConfigTokens tokens, AddedTokenRegister register, TokenizerSpec file) {
        Map<String, SpecialTokens.Named> named = new LinkedHashMap<>();
        tokens.named().forEach((key, token) -> named(token, register).ifPresent(value -> named.put(name(key), value)));
        file.padding()
                .filter(padding -> !config.settings().containsKey("pad_token"))
                .filter(padding -> !tokens.named().containsKey("pad_token"))
                .filter(padding -> register.has(padding.padToken()))
                .ifPresent(padding ->
                        named.put("pad", new SpecialTokens.Named(padding.padToken(), register.id(padding.padToken()))));
        List<SpecialTokens.Named> extra = new ArrayList<>();
        tokens.extra().forEach(token -> named(token, register).ifPresent(extra::add));
        return new ModelDefaults(
                new SpecialTokens(named, extra),
                maxLength(),
                side(
                        "padding_side",
                        file.padding().map(padding -> padding.direction()).orElse(classPaddingSide)),
                side(
                        "truncation_side",
                        file.truncation().map(cut -> cut.direction()).orElse(Direction.RIGHT)),
                stopIds(),
                chatTemplates());
    }

    private static String name(String key) {
        return key.endsWith("_token") ? key.substring(0, key.length() - "_token".length()) : key;
    }

    private static Optional<SpecialTokens.Named> named(ConfigToken token, AddedTokenRegister register) {
        return register.has(token.content())
                ? Optional.of(new SpecialTokens.Named(token.content(), register.id(token.content())))
                : Optional.empty();
    }

    private OptionalLong maxLength() {
        JsonNode node = config.settings()
                .getOrDefault("model_max_length", config.settings().get("max_len"));
        if (node == null || node.isNull()) {
            return OptionalLong.empty();
        }
        double value = node.number();
        if (!(value >= 0) || value != Math.rint(value)) {
            throw node.invalid("expected a whole number of tokens, found " + value);
        }
        return value < Long.MAX_VALUE ? OptionalLong.of((long) value) : OptionalLong.empty();
    }

    private Direction side(String key, Direction otherwise) {
        JsonNode node = config.settings().get(key);
        if (node == null) {
            return otherwise;
        }
        return switch (node.string()) {
            case "left" -> Direction.LEFT;
            case "right" -> Direction.RIGHT;
            default -> throw node.invalid("expected \"left\" or \"right\"");
        };
    }

    private List<Integer> stopIds() {
        JsonNode node = config.object("generation_config.json").get("eos_token_id");
        if (node == null || node.isNull()) {
            return List.of();
        }
        if (node.type() == JsonNode.Type.NUMBER) {
            return List.of(node.integer(0, Limits.MAX_ID));
        }
        return node.elements().stream()
                .map(id -> id.integer(0, Limits.MAX_ID))
                .distinct()
                .toList();
    }

    private Map<String, String> chatTemplates() {
        Map<String, String> templates = new LinkedHashMap<>();
        config.file(TEMPLATE_FILE).ifPresent(file -> templates.put("default", text(file)));
        for (Path path : additionalTemplates()) {
            String name = FileLedger.name(path);
            config.file(TEMPLATE_FOLDER + "/" + name)
                    .ifPresent(file -> templates.put(name.substring(0, name.length() - ".jinja".length()), text(file)));
        }
        if (templates.isEmpty()) {
            config.optional("chat_template").ifPresent(node -> addTemplates(node, templates));
        }
        return templates;
    }

    private static void addTemplates(JsonNode node, Map<String, String> templates) {
        switch (node.type()) {
            case STRING -> templates.put("default", node.string());
            case OBJECT -> node.members().forEach((name, text) -> templates.put(name, text.string()));
            default ->
                node.elements().forEach(element -> {
                    Section template = new Section(element);
                    templates.put(template.string("name"), template.string("template"));
                });
        }
    }

    private List<Path> additionalTemplates() {
        Path folder = config.directory().resolve(TEMPLATE_FOLDER);
        List<Path> files = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return files;
        }
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, "*.jinja")) {
            for (Path file : stream) {
                files.add(file);
                if (files.size() > MOST_TEMPLATES) {
                    throw new LoadException(
                            LoadException.Kind.LIMIT,
                            Place.of(folder.toString()),
                            "more than " + MOST_TEMPLATES + " chat templates");
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            throw FileLedger.unreadable(folder, e);
        }
        files.sort(null);
        return files;
    }

    private static String text(FileLedger.LoadedFile file) {
        int malformed = Utf8Scan.firstMalformed(file.content());
        if (malformed >= 0) {
            throw new LoadException(
                    LoadException.Kind.MALFORMED,
                    Place.of(file.name()).atByte(malformed),
                    "this is not UTF-8; convert the file");
        }
        return new String(file.content(), StandardCharsets.UTF_8)
                .replace("\r\n", "\n")
                .replace('\r', '\n');
    }
}
