package dev.tokenwright.load;

import dev.tokenwright.spec.DecoderSpec;
import dev.tokenwright.wire.JsonNode;

/** Reads the decoder of a {@code tokenizer.json}. */
final class DecoderReader {
    private DecoderReader() {}

    static DecoderSpec read(JsonNode node) {
        Section section = new Section(node);
        DecoderSpec spec = read(section);
        section.end();
        return spec;
    }

    private static DecoderSpec read(Section section) {
        String type = section.string("type");
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
                        section.required("start").integer(0, Integer.MAX_VALUE),
                        section.required("stop").integer(0, Integer.MAX_VALUE));
            case "Replace" ->
                new DecoderSpec.Replace(PatternReader.read(section.required("pattern")), section.string("content"));
            case "CTC" ->
                new DecoderSpec.Ctc(
                        section.string("pad_token"), section.string("word_delimiter_token"), section.bool("cleanup"));
            default -> throw section.required("type").unsupported("the decoder \"" + type + "\" is not known");
        };
    }
}
