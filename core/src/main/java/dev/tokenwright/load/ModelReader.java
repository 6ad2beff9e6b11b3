package dev.tokenwright.load;

import dev.tokenwright.spec.MergeSpec;
import dev.tokenwright.spec.ModelSpec;
import dev.tokenwright.spec.TokenTable;
import dev.tokenwright.wire.JsonNode;
import java.util.List;

/** Reads the model of a {@code tokenizer.json}. */
final class ModelReader {
    private ModelReader() {}

    static ModelSpec read(JsonNode node, List<String> notes) {
        Section section = new Section(node);
        ModelSpec spec = read(section, notes);
        section.end();
        return spec;
    }

    private static ModelSpec read(Section section, List<String> notes) {
        String type = section.has("type") ? section.string("type") : legacyType(section);
        return switch (type) {
            case "BPE" -> bpe(section, notes);
            case "WordPiece" ->
                new ModelSpec.WordPiece(
                        VocabularyReader.read(section.required("vocab")),
                        section.string("unk_token"),
                        section.string("continuing_subword_prefix"),
                        section.required("max_input_chars_per_word").length());
            case "WordLevel" ->
                new ModelSpec.WordLevel(VocabularyReader.read(section.required("vocab")), section.string("unk_token"));
            case "Unigram" -> UnigramReader.read(section);
            default -> throw section.unknownType("model", "BPE, Unigram, WordLevel, WordPiece");
        };
    }

    /** The kind of a model in files from before models had a type, told by its fields. */
    private static String legacyType(Section section) {
        if (section.has("merges")) {
            return "BPE";
        }
        if (section.required("vocab").type() == JsonNode.Type.ARRAY) {
            return "Unigram";
        }
        return section.has("max_input_chars_per_word") ? "WordPiece" : "WordLevel";
    }

    private static ModelSpec bpe(Section section, List<String> notes) {
        TokenTable vocabulary = VocabularyReader.read(section.required("vocab"));
        String prefix = section.optionalString("continuing_subword_prefix").orElse("");
        MergeSpec merges = new MergeReader(vocabulary, prefix).read(section.required("merges"));
        return bpe(section, vocabulary, merges, notes);
    }

    /** A BPE model whose vocabulary and merges have been read already. */
    static ModelSpec bpe(Section section, TokenTable vocabulary, MergeSpec merges, List<String> notes) {
        section.optional("dropout").ifPresent(node -> {
            double dropout = node.number();
            if (!(dropout >= 0 && dropout <= 1)) {
                throw node.invalid("dropout must be from 0 to 1, found " + dropout);
            }
            if (dropout > 0) {
                notes.add("dropout " + dropout + " is switched off: encoding is deterministic");
            }
        });
        return new ModelSpec.Bpe(
                vocabulary,
                ModelSpec.Alphabet.TEXT,
                merges,
                section.optionalString("unk_token"),
                section.optional("fuse_unk").map(JsonNode::bool).orElse(false),
                section.optional("byte_fallback").map(JsonNode::bool).orElse(false),
                section.optional("ignore_merges").map(JsonNode::bool).orElse(false),
                section.optionalString("continuing_subword_prefix").filter(text -> !text.isEmpty()),
                section.optionalString("end_of_word_suffix").filter(text -> !text.isEmpty()));
    }
}
