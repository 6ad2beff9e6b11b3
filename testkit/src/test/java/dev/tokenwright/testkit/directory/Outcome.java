package dev.tokenwright.testkit.directory;

import dev.tokenwright.load.TokenizerFiles;
import dev.tokenwright.spec.TokenizerSpec;
import dev.tokenwright.wire.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** What the reference made of one model directory: a line of an outcomes file. */
record Outcome(String name, Map<String, JsonNode> members, byte[] line) {
    static Outcome parse(byte[] line) {
        Map<String, JsonNode> members = JsonNode.parse(line, "outcomes").members();
        return new Outcome(Objects.requireNonNull(members.get("name")).string(), members, line);
    }

    boolean refused() {
        return members.containsKey("error");
    }

    JsonNode get(String key) {
        return Objects.requireNonNull(members.get(key), key);
    }

    /** The stages, read as a {@code tokenizer.json} with an empty model. */
    TokenizerSpec stages() {
        StringBuilder document =
                new StringBuilder("{\"version\":\"1.0\",\"model\":{\"type\":\"BPE\",\"vocab\":{},\"merges\":[]}");
        for (String stage : List.of("normalizer", "pre_tokenizer", "post_processor", "decoder")) {
            document.append(",\"").append(stage).append("\":").append(text(get(stage)));
        }
        byte[] content = document.append('}').toString().getBytes(StandardCharsets.UTF_8);
        return TokenizerFiles.tokenizerJson(content, "expected");
    }

    /** Added tokens by id, each as one line. */
    Map<Integer, String> addedTokens() {
        Map<Integer, String> tokens = new TreeMap<>();
        for (JsonNode node : get("added_tokens").elements()) {
            Map<String, JsonNode> token = node.members();
            List<String> flags = new ArrayList<>();
            for (String key : List.of("single_word", "lstrip", "rstrip", "normalized", "special")) {
                flags.add(key + " " + Objects.requireNonNull(token.get(key)).bool());
            }
            String content = Objects.requireNonNull(token.get("content")).string();
            tokens.put(Objects.requireNonNull(token.get("id")).integer(0, 1 << 24), content + " " + flags);
        }
        return tokens;
    }

    /** The JSON text of a member, which ends where the next top-level member starts or the line ends. */
    private String text(JsonNode node) {
        int from = (int) node.place().byteOffset();
        int depth = 0;
        boolean inString = false;
        for (int at = from; at < line.length; at++) {
            byte next = line[at];
            if (inString) {
                at += next == '\\' ? 1 : 0;
                inString = next != '"';
            } else if (next == '"') {
                inString = true;
            } else if (next == '{' || next == '[') {
                depth++;
            } else if (next == '}' || next == ']' || next == ',') {
                boolean ends = depth == 0;
                depth -= next == ',' ? 0 : 1;
                if (ends || depth == 0 && next != ',') {
                    return new String(line, from, at - from + (ends ? 0 : 1), StandardCharsets.UTF_8);
                }
            }
        }
        return new String(line, from, line.length - from, StandardCharsets.UTF_8);
    }
}
