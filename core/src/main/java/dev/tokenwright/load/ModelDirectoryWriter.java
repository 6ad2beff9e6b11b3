package dev.tokenwright.load;

import dev.tokenwright.spec.Direction;
import dev.tokenwright.spec.ModelDefaults;
import dev.tokenwright.spec.SpecialTokens;
import dev.tokenwright.spec.TokenizerSpec;
import dev.tokenwright.wire.JsonOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Writes a tokenizer and what is known of its model as a directory that {@link TokenizerFiles#load} reads. */
final class ModelDirectoryWriter {
    private static final String TOKENIZER = "tokenizer.json";

    private ModelDirectoryWriter() {}

    static List<String> write(TokenizerSpec spec, Path directory) throws IOException {
        ByteArrayOutputStream tokenizer = new ByteArrayOutputStream();
        List<String> lost = TokenizerJsonWriter.write(spec, tokenizer);
        Files.createDirectories(directory);
        Files.write(directory.resolve(TOKENIZER), tokenizer.toByteArray());
        Files.write(directory.resolve(DirectoryConfig.TOKENIZER_CONFIG), config(spec.defaults()));
        return lost;
    }

    private static byte[] config(ModelDefaults defaults) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        JsonOutput json = new JsonOutput(bytes);
        json.beginObject();
        member(json, "tokenizer_class", "PreTrainedTokenizerFast");
        tokens(json, defaults.specialTokens());
        if (defaults.maxLength().isPresent()) {
            json.name("model_max_length");
            json.value(defaults.maxLength().getAsLong());
        }
        member(json, "padding_side", side(defaults.paddingSide()));
        member(json, "truncation_side", side(defaults.truncationSide()));
        templates(json, defaults.chatTemplates());
        json.endObject();
        json.flush();
        return bytes.toByteArray();
    }

    private static void tokens(JsonOutput json, SpecialTokens tokens) throws IOException {
        for (Map.Entry<String, SpecialTokens.Named> named : tokens.named().entrySet()) {
            member(json, named.getKey() + "_token", named.getValue().content());
        }
        if (!tokens.extra().isEmpty()) {
            json.name("additional_special_tokens");
            json.beginArray();
            for (SpecialTokens.Named extra : tokens.extra()) {
                json.value(extra.content());
            }
            json.endArray();
        }
    }

    private static void templates(JsonOutput json, Map<String, String> templates) throws IOException {
        if (templates.isEmpty()) {
            return;
        }
        json.name("chat_template");
        if (templates.size() == 1 && templates.containsKey("default")) {
            json.value(templates.get("default"));
            return;
        }
        json.beginArray();
        for (Map.Entry<String, String> template : templates.entrySet()) {
            json.beginObject();
            member(json, "name", template.getKey());
            member(json, "template", template.getValue());
            json.endObject();
        }
        json.endArray();
    }

    private static String side(Direction side) {
        return side == Direction.LEFT ? "left" : "right";
    }

    private static void member(JsonOutput json, String name, String value) throws IOException {
        json.name(name);
        json.value(value);
    }
}
