package dev.tokenwright.load;

import dev.tokenwright.spec.PrependScheme;
import dev.tokenwright.spec.SplitBehavior;
import dev.tokenwright.spec.SplitSpec;
import dev.tokenwright.wire.JsonNode;
import dev.tokenwright.wire.Quoted;

/** Reads the pre-tokenizer of a {@code tokenizer.json}. */
final class SplitReader {
    private static final int DEFAULT_FIXED_LENGTH = 5;

    private SplitReader() {}

    static SplitSpec read(JsonNode node) {
        Section section = new Section(node);
        SplitSpec spec = read(section);
        section.end();
        return spec;
    }

    private static SplitSpec read(Section section) {
        String type = section.string("type");
        return switch (type) {
            case "Sequence" ->
                new SplitSpec.Sequence(section.required("pretokenizers").elements().stream()
                        .map(SplitReader::read)
                        .toList());
            case "ByteLevel" -> byteLevel(section);
            case "Split" ->
                new SplitSpec.Split(
                        PatternReader.read(section.required("pattern")),
                        PatternReader.behavior(section.required("behavior")),
                        section.bool("invert"));
            case "Digits" -> new SplitSpec.Digits(section.bool("individual_digits"));
            case "Metaspace" -> metaspace(section);
            case "Punctuation" ->
                new SplitSpec.Punctuation(
                        section.present("behavior").map(PatternReader::behavior).orElse(SplitBehavior.ISOLATED));
            case "Whitespace" -> new SplitSpec.Whitespace();
            case "WhitespaceSplit" -> new SplitSpec.WhitespaceSplit();
            case "CharDelimiterSplit" -> new SplitSpec.CharDelimiter(section.codePoint("delimiter"));
            case "BertPreTokenizer" -> new SplitSpec.Bert();
            case "UnicodeScripts" -> new SplitSpec.UnicodeScripts();
            case "FixedLength" ->
                new SplitSpec.FixedLength(
                        section.present("length").map(SplitReader::pieceLength).orElse(DEFAULT_FIXED_LENGTH));
            default ->
                throw section.unknownType(
                        "pre-tokenizer",
                        "BertPreTokenizer, ByteLevel, CharDelimiterSplit, Digits, FixedLength, Metaspace, Punctuation,"
                                + " Sequence, Split, UnicodeScripts, Whitespace, WhitespaceSplit");
        };
    }

    private static int pieceLength(JsonNode node) {
        int length = node.length();
        if (length == 0) {
            throw node.invalid("pieces of length 0 would never end; write 1 or more");
        }
        return length;
    }

    private static SplitSpec byteLevel(Section section) {
        boolean addPrefixSpace = section.bool("add_prefix_space");
        section.bool("trim_offsets");
        return new SplitSpec.ByteLevel(addPrefixSpace, section.bool("use_regex", true));
    }

    private static SplitSpec metaspace(Section section) {
        section.ignore("str_rep");
        PrependScheme scheme = scheme(section);
        return new SplitSpec.Metaspace(
                section.codePoint("replacement"),
                scheme,
                section.optional("split").map(JsonNode::bool).orElse(true));
    }

    /** The scheme of a Metaspace step, which older files give as {@code add_prefix_space}. */
    static PrependScheme scheme(Section section) {
        PrependScheme scheme =
                section.present("prepend_scheme").map(SplitReader::schemeOf).orElse(PrependScheme.ALWAYS);
        boolean never =
                section.optional("add_prefix_space").map(node -> !node.bool()).orElse(false);
        if (never && section.has("prepend_scheme") && scheme != PrependScheme.NEVER) {
            throw section.required("add_prefix_space").invalid("false contradicts the prepend_scheme; remove one");
        }
        if (never && !section.has("prepend_scheme")) {
            throw section.required("add_prefix_space")
                    .invalid("false without \"prepend_scheme\": \"never\" is refused by the reference; add the scheme");
        }
        return scheme;
    }

    private static PrependScheme schemeOf(JsonNode node) {
        return switch (node.string()) {
            case "first" -> PrependScheme.FIRST;
            case "never" -> PrependScheme.NEVER;
            case "always" -> PrependScheme.ALWAYS;
            default ->
                throw node.unsupported("the prepend_scheme " + Quoted.text(node.string())
                        + " is not known; known are first, never, always");
        };
    }
}
