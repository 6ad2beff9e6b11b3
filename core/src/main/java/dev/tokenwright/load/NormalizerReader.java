package dev.tokenwright.load;

import dev.tokenwright.spec.ByteString;
import dev.tokenwright.spec.NormalizerSpec;
import dev.tokenwright.spec.NormalizerSpec.Unicode.Form;
import dev.tokenwright.wire.JsonNode;
import java.util.Base64;
import java.util.Map;

/** Reads the normalizer of a {@code tokenizer.json}. */
final class NormalizerReader {
    /** What the fields say about the type where it is missing, as in files of the first versions. */
    private static final Map<String, String> TYPES_BY_FIELD = Map.of(
            "clean_text", "BertNormalizer",
            "strip_left", "Strip",
            "normalizers", "Sequence",
            "precompiled_charsmap", "Precompiled",
            "pattern", "Replace",
            "prepend", "Prepend");

    private NormalizerReader() {}

    static NormalizerSpec read(JsonNode node) {
        Section section = new Section(node);
        NormalizerSpec spec = read(section);
        section.end();
        return spec;
    }

    private static NormalizerSpec read(Section section) {
        String type = section.typeOr(TYPES_BY_FIELD);
        return switch (type) {
            case "Sequence" ->
                new NormalizerSpec.Sequence(section.required("normalizers").elements().stream()
                        .map(NormalizerReader::read)
                        .toList());
            case "NFC", "NFD", "NFKC", "NFKD" -> new NormalizerSpec.Unicode(Form.valueOf(type));
            case "Lowercase" -> new NormalizerSpec.Lowercase();
            case "Strip" -> new NormalizerSpec.Strip(section.bool("strip_left"), section.bool("strip_right"));
            case "StripAccents" -> new NormalizerSpec.StripAccents();
            case "Prepend" -> new NormalizerSpec.Prepend(section.string("prepend"));
            case "Replace" ->
                new NormalizerSpec.Replace(PatternReader.read(section.required("pattern")), section.string("content"));
            case "Nmt" -> new NormalizerSpec.Nmt();
            case "Precompiled" -> precompiled(section);
            case "BertNormalizer", "Bert" ->
                new NormalizerSpec.Bert(
                        section.bool("clean_text"),
                        section.bool("handle_chinese_chars"),
                        section.optional("strip_accents").map(JsonNode::bool),
                        section.bool("lowercase"));
            case "ByteLevel" -> new NormalizerSpec.ByteLevel();
            default ->
                throw section.unknownType(
                        "normalizer",
                        "BertNormalizer, ByteLevel, Lowercase, NFC, NFD, NFKC, NFKD, Nmt, Precompiled, Prepend, Replace,"
                                + " Sequence, Strip, StripAccents");
        };
    }

    private static NormalizerSpec precompiled(Section section) {
        JsonNode map = section.required("precompiled_charsmap");
        try {
            return new NormalizerSpec.Precompiled(
                    ByteString.copyOf(Base64.getDecoder().decode(map.string())));
        } catch (IllegalArgumentException e) {
            throw map.invalid("not base64; copy the map again from the original file");
        }
    }
}
