package dev.tokenwright.load;

import dev.tokenwright.error.LoadException;
import dev.tokenwright.spec.MergeSpec;
import dev.tokenwright.spec.ModelSpec;
import dev.tokenwright.spec.TokenTable;
import dev.tokenwright.wire.JsonNode;
import dev.tokenwright.wire.JsonScanner;
import java.util.List;
import java.util.OptionalInt;

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
        String type = section.optionalString("type").orElseGet(() -> legacyType(section));
        return switch (type) {
            case "BPE" -> bpe(section, notes);
            case "WordPiece" ->
                new ModelSpec.WordPiece(
                        vocabulary(section.required("vocab")),
                        section.string("unk_token"),
                        section.string("continuing_subword_prefix"),
                        section.required("max_input_chars_per_word").integer(0, Integer.MAX_VALUE));
            case "WordLevel" ->
                new ModelSpec.WordLevel(vocabulary(section.required("vocab")), section.string("unk_token"));
            case "Unigram" -> unigram(section);
            default ->
                throw section.required("type")
                        .unsupported("the model \"" + type
                                + "\" is not known; known are BPE, WordPiece, WordLevel, Unigram");
        };
    }

    /** The kind of a model in files from before models had a type, told by its fields. */
    private static String legacyType(Section section) {
        if (section.has("merges")) {
            return "BPE";
        }
        if (section.has("continuing_subword_prefix")) {
            return "WordPiece";
        }
        return section.has("unk_id") ? "Unigram" : "WordLevel";
    }

    private static ModelSpec bpe(Section section, List<String> notes) {
        TokenTable vocabulary = vocabulary(section.required("vocab"));
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

    static TokenTable vocabulary(JsonNode node) {
        TokenTable.Builder builder = new TokenTable.Builder(1 << 15, 1 << 18);
        node.forEachMember(scanner -> {
            byte[] slice = scanner.slice();
            int from = scanner.sliceFrom();
            int to = scanner.sliceTo();
            int id = id(node, scanner, scanner.sliceText());
            if (builder.contains(id)) {
                throw entry(node, scanner, slice, from, to).invalid("id " + id + " is taken by another token");
            }
            if (!builder.add(id, slice, from, to)) {
                throw entry(node, scanner, slice, from, to).invalid("the token stands here for the second time");
            }
        });
        return builder.build();
    }

    private static int id(JsonNode node, JsonScanner scanner, String token) {
        int position = scanner.position();
        long id;
        try {
            id = scanner.readInteger();
        } catch (LoadException e) {
            id = -1;
        }
        if (id < 0 || id > Limits.MAX_ID) {
            throw new LoadException(
                    LoadException.Kind.INVALID,
                    node.place().child(token).atByte(position),
                    "expected a token id from 0 to " + Limits.MAX_ID);
        }
        return (int) id;
    }

    /** A place for messages about one entry of the vocabulary. */
    private static Entry entry(JsonNode node, JsonScanner scanner, byte[] slice, int from, int to) {
        String token = new String(slice, from, to - from, java.nio.charset.StandardCharsets.UTF_8);
        return new Entry(node, token, scanner.position());
    }

    private record Entry(JsonNode node, String token, int position) {
        LoadException invalid(String problem) {
            return new LoadException(
                    LoadException.Kind.INVALID,
                    node.place().child(token).atByte(position),
                    problem + "; mend the file");
        }
    }

    private static ModelSpec unigram(Section section) {
        TokenTable.Builder builder = new TokenTable.Builder(1 << 15, 1 << 18);
        JsonNode vocab = section.required("vocab");
        List<JsonNode> entries = vocab.elements();
        double[] scores = new double[entries.size()];
        for (JsonNode entry : entries) {
            List<JsonNode> parts = entry.elements();
            if (parts.size() != 2) {
                throw entry.invalid("expected a token and its score");
            }
            int id = builder.size();
            builder.addShadowing(id, parts.get(0).string());
            scores[id] = parts.get(1).number();
        }
        OptionalInt unknown = section.optional("unk_id")
                .map(node -> OptionalInt.of(node.integer(0, Math.max(0, entries.size() - 1))))
                .orElse(OptionalInt.empty());
        return new ModelSpec.Unigram(
                builder.build(),
                ModelSpec.Scores.copyOf(scores),
                unknown,
                section.optional("byte_fallback").map(JsonNode::bool).orElse(false));
    }
}
