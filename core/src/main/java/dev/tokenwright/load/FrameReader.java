package dev.tokenwright.load;

import dev.tokenwright.spec.FrameSpec;
import dev.tokenwright.wire.JsonNode;
import dev.tokenwright.wire.Quoted;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the post-processor of a {@code tokenizer.json}. */
final class FrameReader {
    /** What the fields say about the type where it is missing, as in files of the first versions. */
    private static final Map<String, String> TYPES_BY_FIELD =
            Map.of("sep", "BertProcessing", "single", "TemplateProcessing");

    private static final Map<String, String> ROBERTA_BY_FIELD = Map.of("sep", "RobertaProcessing");

    private FrameReader() {}

    static FrameSpec read(JsonNode node) {
        Section section = new Section(node);
        FrameSpec spec = read(section);
        section.end();
        return spec;
    }

    private static FrameSpec read(Section section) {
        String type = section.typeOr(section.has("trim_offsets") ? ROBERTA_BY_FIELD : TYPES_BY_FIELD);
        return switch (type) {
            case "Sequence" ->
                new FrameSpec.Sequence(section.required("processors").elements().stream()
                        .map(FrameReader::read)
                        .toList());
            case "TemplateProcessing" -> template(section);
            case "BertProcessing" ->
                new FrameSpec.Bert(namedToken(section.required("sep")), namedToken(section.required("cls")));
            case "RobertaProcessing" ->
                new FrameSpec.Roberta(
                        namedToken(section.required("sep")),
                        namedToken(section.required("cls")),
                        section.bool("trim_offsets"),
                        section.bool("add_prefix_space"));
            case "ByteLevel" -> {
                section.bool("use_regex", true);
                yield new FrameSpec.ByteLevel(section.bool("trim_offsets"), section.bool("add_prefix_space"));
            }
            default ->
                throw section.unknownType(
                        "post-processor", "BertProcessing, ByteLevel, RobertaProcessing, Sequence, TemplateProcessing");
        };
    }

    private static FrameSpec.NamedToken namedToken(JsonNode node) {
        List<JsonNode> parts = node.elements();
        if (parts.size() != 2) {
            throw node.invalid("expected a token and its id, found " + parts.size() + " values");
        }
        return new FrameSpec.NamedToken(parts.get(0).string(), parts.get(1).integer(0, Limits.MAX_ID));
    }

    private static FrameSpec template(Section section) {
        Map<String, FrameSpec.TemplateToken> tokens = new LinkedHashMap<>();
        section.required("special_tokens").members().forEach((name, node) -> tokens.put(name, templateToken(node)));
        List<FrameSpec.Piece> single = pieces(section.required("single"), tokens);
        if (single.stream().anyMatch(FrameReader::isSecondText)) {
            throw section.required("single").invalid("uses the sequence B, but a single text has only A; use A");
        }
        JsonNode pairNode = section.required("pair");
        return new FrameSpec.Template(single, pieces(pairNode, tokens), tokens);
    }

    private static boolean isSecondText(FrameSpec.Piece piece) {
        return piece instanceof FrameSpec.Piece.Text text && text.part() == FrameSpec.Part.SECOND;
    }

    private static FrameSpec.TemplateToken templateToken(JsonNode node) {
        Section section = new Section(node);
        section.string("id");
        JsonNode idsNode = section.required("ids");
        List<Integer> ids = idsNode.elements().stream()
                .map(id -> id.integer(0, Limits.MAX_ID))
                .toList();
        List<String> tokens = section.required("tokens").elements().stream()
                .map(JsonNode::string)
                .toList();
        section.end();
        if (ids.size() != tokens.size()) {
            throw idsNode.invalid(ids.size() + " ids for " + tokens.size() + " tokens; give as many of each");
        }
        return new FrameSpec.TemplateToken(ids, tokens);
    }

    private static List<FrameSpec.Piece> pieces(JsonNode node, Map<String, FrameSpec.TemplateToken> tokens) {
        List<FrameSpec.Piece> pieces = new ArrayList<>();
        for (JsonNode element : node.elements()) {
            Section section = new Section(element);
            if (section.has("Sequence")) {
                pieces.add(text(new Section(section.required("Sequence"))));
            } else if (section.has("SpecialToken")) {
                pieces.add(special(new Section(section.required("SpecialToken")), tokens));
            } else {
                throw element.unsupported("a template piece must be a \"Sequence\" or a \"SpecialToken\"");
            }
            section.end();
        }
        return pieces;
    }

    private static FrameSpec.Piece text(Section section) {
        JsonNode id = section.required("id");
        FrameSpec.Part part =
                switch (id.string()) {
                    case "A" -> FrameSpec.Part.FIRST;
                    case "B" -> FrameSpec.Part.SECOND;
                    default ->
                        throw id.unsupported(
                                "the sequence " + Quoted.text(id.string()) + " is not known; known are A, B");
                };
        int typeId = section.required("type_id").integer(0, Integer.MAX_VALUE);
        section.end();
        return new FrameSpec.Piece.Text(part, typeId);
    }

    private static FrameSpec.Piece special(Section section, Map<String, FrameSpec.TemplateToken> tokens) {
        JsonNode id = section.required("id");
        if (!tokens.containsKey(id.string())) {
            throw id.invalid(Quoted.text(id.string()) + " is not in special_tokens; add it there");
        }
        int typeId = section.required("type_id").integer(0, Integer.MAX_VALUE);
        section.end();
        return new FrameSpec.Piece.Special(id.string(), typeId);
    }
}
