package dev.tokenwright.testkit.golden;

import dev.tokenwright.Tokenizer;
import dev.tokenwright.load.BertOptions;
import dev.tokenwright.load.SentencePieceOptions;
import dev.tokenwright.load.TiktokenOptions;
import dev.tokenwright.load.TokenizerFiles;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

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
        return Tokenizer.of(
                switch (kind(name)) {
                    case "tiktoken" ->
                        TokenizerFiles.tiktoken(folder.read(base + "ranks.tiktoken"), "ranks.tiktoken", ranks(name));
                    case "wordpiece-vocab" ->
                        TokenizerFiles.bertVocabulary(folder.read(base + "vocab.txt"), "vocab.txt", bert(name));
                    case "gpt2-bpe" ->
                        TokenizerFiles.gpt2Bpe(
                                folder.read(base + "vocab.json"),
                                "vocab.json",
                                folder.read(base + "merges.txt"),
                                "merges.txt");
                    case "tekken" -> TokenizerFiles.tekken(folder.read(base + "tekken.json"), "tekken.json");
                    case "gguf" -> TokenizerFiles.gguf(folder.read(base + "vocab.gguf"), "vocab.gguf");
                    case "sentencepiece" ->
                        TokenizerFiles.sentencePiece(
                                folder.read(base + "tokenizer.model"), "tokenizer.model", SentencePieceOptions.DEFAULT);
                    default -> TokenizerFiles.tokenizerJson(folder.read(base + "tokenizer.json"), "tokenizer.json");
                });
    }

    private TiktokenOptions ranks(String name) {
        GoldenRecord config = GoldenRecord.of(meta(name).get("config"));
        Map<String, Integer> special = new LinkedHashMap<>();
        config.get("special_tokens")
                .members()
                .forEach((token, id) -> special.put(token, id.integer(0, Integer.MAX_VALUE)));
        return new TiktokenOptions(config.get("pat_str").string(), special);
    }

    /** The options that stand in the name of the reference. */
    private BertOptions bert(String name) {
        String reference =
                GoldenRecord.of(meta(name).get("reference")).get("name").string();
        return reference.contains("lowercase=False") ? BertOptions.CASED : BertOptions.UNCASED;
    }

    /** Compares a tokenizer with its vectors. */
    public GoldenReport compare(String name, Tokenizer tokenizer) {
        List<byte[]> lines = folder.lines("vectors/" + name + ".jsonl");
        GoldenReport report = new GoldenReport();
        Consumer<GoldenRecord> cases = cases(name, tokenizer, report);
        for (byte[] line : lines.subList(1, lines.size())) {
            cases.accept(GoldenRecord.parse(line, name));
        }
        return report;
    }

    /** The one place where a kind of vectors becomes its cases. */
    private Consumer<GoldenRecord> cases(String name, Tokenizer tokenizer, GoldenReport report) {
        return switch (kind(name)) {
            case "tiktoken" -> new TiktokenCases(tokenizer, texts, report)::compare;
            case "tekken" -> new TekkenCases(tokenizer, texts, report)::compare;
            case "gguf" -> new GgufCases(tokenizer, texts, report)::compare;
            case "sentencepiece" ->
                new SentencePieceCases(tokenizer, folder.read("tokenizers/" + name + "/tokenizer.model"), texts, report)
                        ::compare;
            default -> new HuggingFaceCases(tokenizer, texts, report)::compare;
        };
    }
}
