package dev.tokenwright.load;

import dev.tokenwright.spec.AddedToken;
import dev.tokenwright.spec.DecoderSpec;
import dev.tokenwright.spec.FrameSpec;
import dev.tokenwright.spec.Origin;
import dev.tokenwright.spec.TokenTable;
import dev.tokenwright.spec.TokenizerSpec;
import dev.tokenwright.wire.JsonNode;
import dev.tokenwright.wire.Quoted;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code tekken.json} as mistral_common's {@code Tekkenizer} does. */
final class TekkenReader {
    /*
     * Ids 0 to default_num_special_tokens - 1 are special: those that the file names, then <SPECIAL_n> to fill up. A token
     * of the vocabulary has its rank plus that number. Only as many tokens count as default_vocab_size leaves room for.
     * Special tokens are never found in text. Decoding joins the bytes of ordinary tokens only between special ones.
     */
    static final String FORMAT = "tekken";

    private static final String BOS = "<s>";
    private static final String EOS = "</s>";

    /** What files up to version 7 have when they name none. */
    private static final List<String> UNNAMED_SPECIAL_TOKENS = List.of(
            "<unk>",
            BOS,
            EOS,
            "[INST]",
            "[/INST]",
            "[AVAILABLE_TOOLS]",
            "[/AVAILABLE_TOOLS]",
            "[TOOL_RESULTS]",
            "[/TOOL_RESULTS]",
            "[TOOL_CALLS]",
            "[IMG]",
            "<pad>",
            "[IMG_BREAK]",
            "[IMG_END]",
            "[PREFIX]",
            "[MIDDLE]",
            "[SUFFIX]",
            "[SYSTEM_PROMPT]",
            "[/SYSTEM_PROMPT]",
            "[TOOL_CONTENT]");

    /** Known versions, which the file writes with a v before them. */
    private static final List<Integer> VERSIONS = List.of(1, 2, 3, 7, 11, 13, 15);

    private static final int LAST_WITHOUT_NAMES = 7;
    private static final int LAST_WITH_MULTIMODAL = 11;
    private static final int FIRST_WITH_SETTINGS = 15;

    private TekkenReader() {}

    /** Whether a JSON text is a tekken file: it has a vocabulary and the number of special tokens before it. */
    static boolean looksLike(JsonNode root) {
        if (root.type() != JsonNode.Type.OBJECT) {
            return false;
        }
        Map<String, JsonNode> members = root.members();
        JsonNode config = members.get("config");
        return members.containsKey("vocab")
                && config != null
                && config.type() == JsonNode.Type.OBJECT
                && config.members().containsKey("default_num_special_tokens");
    }

    static TokenizerSpec read(JsonNode root, Origin.SourceFile file) {
        Section section = new Section(root);
        Section config = new Section(section.required("config"));
        JsonNode pattern = config.required("pattern");
        JsonNode specialCount = config.required("default_num_special_tokens");
        int special = specialCount.integer(0, Limits.MAX_SPECIAL_TOKENS);
        JsonNode vocabSize = config.required("default_vocab_size");
        int inner = vocabSize.integer(0, Limits.maxId(root.sourceBytes())) - special;
        if (inner < 256) {
            throw vocabSize.invalid("leaves no room for the 256 bytes beside " + special + " special tokens");
        }
        config.ignore("num_vocab_tokens");
        int version = version(config.required("version"));
        config.end();
        checkMedia(section, version);
        section.ignore("version");
        section.ignore("type");
        List<String> names = names(section, version, special, specialCount);
        JsonNode vocab = section.required("vocab");
        TokenTable ranks = RankedTokenArray.read(vocab, inner, special);
        section.end();
        List<AddedToken> tokens = new ArrayList<>();
        for (int id = 0; id < special; id++) {
            tokens.add(AddedToken.reserved(id, names.get(id)));
        }
        return RankedTokenizer.plain(ranks, pattern.string(), pattern.place(), tokens)
                .withFrame(frame(names))
                .withDecoder(new DecoderSpec.Bytes(DecoderSpec.Joining.BETWEEN_SPECIAL))
                .spec(new Origin(FORMAT, List.of(file), List.of("tekken version v" + version)));
    }

    private static int version(JsonNode node) {
        for (int version : VERSIONS) {
            if (node.string().equals("v" + version)) {
                return version;
            }
        }
        throw node.unsupported("the version " + Quoted.text(node.string()) + " is not known; known are v1, v2, v3, v7,"
                + " v11, v13, v15");
    }

    /** Sections about images, sound and settings have no effect on text; the reference refuses some of them. */
    private static void checkMedia(Section section, int version) {
        section.ignore("image");
        section.ignore("audio");
        section.optional("multimodal")
                .filter(node -> version > LAST_WITH_MULTIMODAL)
                .ifPresent(node -> {
                    throw node.invalid("is called \"image\" from version v13 on; rename it");
                });
        section.optional("model_settings_builder")
                .filter(node -> version < FIRST_WITH_SETTINGS)
                .ifPresent(node -> {
                    throw node.invalid("version v" + version + " has no model settings; remove it");
                });
    }

    /** The special tokens by id. */
    private static List<String> names(Section section, int version, int count, JsonNode countNode) {
        Optional<JsonNode> node = section.optional("special_tokens");
        if (node.isEmpty() && version > LAST_WITHOUT_NAMES) {
            throw section.node().invalid("\"special_tokens\" is missing, which version v" + version + " must have");
        }
        List<String> names =
                new ArrayList<>(node.map(TekkenReader::declaredNames).orElse(UNNAMED_SPECIAL_TOKENS));
        if (names.size() > count) {
            throw countNode.invalid(
                    "there are " + names.size() + " special tokens, but only " + count + " ids for them");
        }
        for (int id = names.size(); id < count; id++) {
            names.add("<SPECIAL_" + id + ">");
        }
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!seen.add(name)) {
                throw node.orElse(countNode).invalid("the special token " + Quoted.text(name) + " has two ids");
            }
        }
        return names;
    }

    private static List<String> declaredNames(JsonNode node) {
        List<String> names = new ArrayList<>();
        for (JsonNode element : node.elements()) {
            Section token = new Section(element);
            JsonNode rank = token.required("rank");
            if (rank.length() != names.size()) {
                throw rank.unsupported(
                        "rank " + rank.length() + " stands at index " + names.size()
                                + "; the reference encodes by rank and decodes by index. Put the tokens in the order of their ranks");
            }
            JsonNode name = token.required("token_str");
            if (name.string().isEmpty()) {
                throw name.invalid("a special token must not be empty");
            }
            names.add(name.string());
            token.optional("is_control").ifPresent(JsonNode::bool);
            token.end();
        }
        return names;
    }

    private static Optional<FrameSpec> frame(List<String> names) {
        if (!names.contains(BOS) || !names.contains(EOS)) {
            return Optional.empty();
        }
        FrameSpec.Piece bos = new FrameSpec.Piece.Special(BOS, 0);
        FrameSpec.Piece eos = new FrameSpec.Piece.Special(EOS, 0);
        FrameSpec.Piece first = new FrameSpec.Piece.Text(FrameSpec.Part.FIRST, 0);
        FrameSpec.Piece second = new FrameSpec.Piece.Text(FrameSpec.Part.SECOND, 0);
        return Optional.of(new FrameSpec.Template(
                List.of(bos, first, eos),
                List.of(bos, first, second, eos),
                Map.of(BOS, token(names, BOS), EOS, token(names, EOS))));
    }

    private static FrameSpec.TemplateToken token(List<String> names, String name) {
        return new FrameSpec.TemplateToken(List.of(names.indexOf(name)), List.of(name));
    }
}
