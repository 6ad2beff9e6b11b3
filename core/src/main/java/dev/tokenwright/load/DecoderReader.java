package dev.tokenwright.load;

import dev.tokenwright.spec.DecoderSpec;
import dev.tokenwright.wire.JsonNode;
import java.util.Map;

/** Reads the decoder of a {@code tokenizer.json}. */
final class DecoderReader {
    /** What the fields say about the type where it is missing, as in files of the first versions. */
    private static final Map<String, String> TYPES_BY_FIELD = Map.of(
            "suffix", "BPEDecoder",
            "prefix", "WordPiece",
            "pad_token", "CTC",
            "pattern", "Replace",
            "stop", "Strip");

    private DecoderReader() {}

    static DecoderSpec read(JsonNode node) {
        Section section = new Section(node);
        DecoderSpec spec = read(section);
        section.end();
        return spec;
    }

    private static DecoderSpec read(Section section) {
        String type = section.typeOr(TYPES_BY_FIELD);
        return switch (type) {
            case "Sequence" ->
                new DecoderSpec.Sequence(section.required("decoders").elements().stream()
                        .map(DecoderReader::read)
                        .toList());
            case "ByteLevel" -> {
                section.bool("add_prefix_space");
                section.bool("trim_offsets");
                section.bool("use_regex", true);
                yield new DecoderSpec.ByteLevel();
            }
            case "Metaspace" -> {
                section.ignore("str_rep");
                section.optional("split").ifPresent(JsonNode::bool);
                yield new DecoderSpec.Metaspace(section.codePoint("replacement"), SplitReader.scheme(section));
            }
            case "WordPiece" -> new DecoderSpec.WordPiece(section.string("prefix"), section.bool("cleanup"));
            case "BPEDecoder" -> new DecoderSpec.Bpe(section.string("suffix"));
            case "ByteFallback" -> new DecoderSpec.ByteFallback();
            case "Fuse" -> new DecoderSpec.Fuse();
            case "Strip" ->
                new DecoderSpec.Strip(
                        section.codePoint("content"),
                        section.required("start").length(),
                        section.required("stop").length());
            case "Replace" ->
                new DecoderSpec.Replace(PatternReader.read(section.required("pattern")), section.string("content"));
            case "CTC" ->
                new DecoderSpec.Ctc(
                        section.string("pad_token"), section.string("word_delimiter_token"), section.bool("cleanup"));
            default ->
                throw section.unknownType(
                        "decoder",
                        "BPEDecoder, ByteFallback, ByteLevel, CTC, Fuse, Metaspace, Replace, Sequence, Strip, WordPiece");
        };
    }
}
