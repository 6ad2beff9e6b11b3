package dev.tokenwright.testkit.golden;

import dev.tokenwright.wire.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The input texts that vectors refer to by id. */
public final class GoldenTexts {
    private static final List<String> FILES = List.of("curated", "random", "documents", "giant");

    private final Map<String, String> texts = new HashMap<>();

    private GoldenTexts() {}

    /** Reads the texts of a folder. */
    public static GoldenTexts of(GoldenFolder folder) {
        GoldenTexts result = new GoldenTexts();
        for (String name : FILES) {
            String file = "vectors/_texts/" + name + ".jsonl";
            if (folder.has(file)) {
                folder.lines(file).forEach(line -> result.add(GoldenRecord.parse(line, file)));
            }
        }
        return result;
    }

    private void add(GoldenRecord members) {
        String id = members.get("id").string();
        if (members.has("repeat")) {
            List<JsonNode> repeat = members.get("repeat").elements();
            texts.put(id, repeat.get(0).string().repeat(repeat.get(1).integer(0, Integer.MAX_VALUE)));
        } else {
            texts.put(id, members.get("text").string());
        }
    }

    /** The text of a record: its own, or the one it refers to. */
    public String of(GoldenRecord record) {
        if (record.has("text")) {
            return record.get("text").string();
        }
        return byId(record.get("text_ref").string());
    }

    /** The text with an id. */
    public String byId(String id) {
        String text = texts.get(id);
        if (text == null) {
            throw new IllegalStateException("no text " + id);
        }
        return text;
    }
}
