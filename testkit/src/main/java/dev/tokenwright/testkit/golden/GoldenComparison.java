package dev.tokenwright.testkit.golden;

import dev.tokenwright.Tokenizer;
import dev.tokenwright.load.TiktokenOptions;
import dev.tokenwright.load.TokenizerFiles;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Compares a tokenizer with all vectors that the reference made for it. */
public final class GoldenComparison {
    private final GoldenFolder folder;
    private final GoldenTexts texts;

    /** A comparison over one folder. */
    public GoldenComparison(GoldenFolder folder) {
        this.folder = folder;
        this.texts = GoldenTexts.of(folder);
    }

    /** The kind of a tokenizer's vectors: {@code hf-tokenizer-json}, {@code tiktoken} and so on. */
    public String kind(String name) {
        return meta(name).get("tokenizer_kind").string();
    }

    private GoldenRecord meta(String name) {
        String file = "vectors/" + name + ".jsonl";
        return GoldenRecord.parse(folder.lines(file).get(0), file);
    }

    /** Loads a tokenizer of the folder. */
    public Tokenizer load(String name) {
        String base = "tokenizers/" + name + "/";
        if (kind(name).equals("tiktoken")) {
            GoldenRecord config = GoldenRecord.of(meta(name).get("config"));
            Map<String, Integer> special = new LinkedHashMap<>();
            config.get("special_tokens")
                    .members()
                    .forEach((token, id) -> special.put(token, id.integer(0, Integer.MAX_VALUE)));
            return Tokenizer.of(TokenizerFiles.tiktoken(
                    folder.read(base + "ranks.tiktoken"),
                    "ranks.tiktoken",
                    new TiktokenOptions(config.get("pat_str").string(), special)));
        }
        if (kind(name).equals("gguf")) {
            return Tokenizer.of(TokenizerFiles.gguf(folder.read(base + "vocab.gguf"), "vocab.gguf"));
        }
        return Tokenizer.of(TokenizerFiles.tokenizerJson(folder.read(base + "tokenizer.json"), "tokenizer.json"));
    }

    /** Compares a tokenizer with its vectors. */
    public GoldenReport compare(String name, Tokenizer tokenizer) {
        List<byte[]> lines = folder.lines("vectors/" + name + ".jsonl");
        GoldenReport report = new GoldenReport();
        HuggingFaceCases huggingFace = new HuggingFaceCases(tokenizer, texts, report);
        TiktokenCases tiktoken = new TiktokenCases(tokenizer, texts, report);
        GgufCases gguf = new GgufCases(tokenizer, texts, report);
        String kind = kind(name);
        for (byte[] line : lines.subList(1, lines.size())) {
            GoldenRecord record = GoldenRecord.parse(line, name);
            switch (kind) {
                case "tiktoken" -> tiktoken.compare(record);
                case "gguf" -> gguf.compare(record);
                default -> huggingFace.compare(record);
            }
        }
        return report;
    }
}
