package dev.tokenwright.load;

import dev.tokenwright.spec.AddedToken;
import dev.tokenwright.wire.JsonNode;

/**
 * A token as the files beside a tokenizer give it. Two are the same only when everything about them is.
 *
 * @param rules text and rules; the id does not count
 * @param bare whether the files give the text alone
 * @param followsSpecial whether it is looked for in normalised text just as long as it is not special, because nothing
 *     else was said
 */
record ConfigToken(AddedToken rules, boolean bare, boolean followsSpecial) {
    /** A token of which only the text is given: special, and not looked for in normalised text. */
    static ConfigToken bare(String content) {
        return new ConfigToken(AddedToken.control(0, content), true, true);
    }

    /** A token with rules. */
    static ConfigToken of(AddedToken rules) {
        return new ConfigToken(rules, false, false);
    }

    /**
     * A token that a class makes of a text: {@code l} takes blanks on its left, {@code n} is normalized, {@code r} not,
     * {@code s} is special.
     */
    static ConfigToken made(String content, String letters) {
        boolean raw = letters.contains("r");
        boolean said = raw || letters.contains("n");
        return new ConfigToken(
                new AddedToken(0, content, false, letters.contains("l"), false, !raw, letters.contains("s")),
                false,
                !said);
    }

    /** Whether a value can be a token: a text, or an object that says it is an {@code AddedToken}. */
    static boolean isToken(JsonNode node) {
        return node.type() == JsonNode.Type.STRING || isTyped(node);
    }

    /** Whether a value is an object that says it is an {@code AddedToken}. */
    static boolean isTyped(JsonNode node) {
        return node.type() == JsonNode.Type.OBJECT && node.members().containsKey("__type");
    }

    /** Reads a text, or an object that says it is an {@code AddedToken}. */
    static ConfigToken read(JsonNode node) {
        if (node.type() == JsonNode.Type.STRING) {
            return bare(node.string());
        }
        if (!isTyped(node)) {
            throw node.invalid("expected a token: a text, or an object with \"__type\": \"AddedToken\"");
        }
        return readRules(node);
    }

    /** Reads an object of text and rules. */
    static ConfigToken readRules(JsonNode node) {
        Section section = new Section(node);
        boolean special = section.bool("special", false);
        return readRules(section, special);
    }

    /** Reads an object of text and rules that is special, whatever it says. */
    static ConfigToken readSpecial(JsonNode node) {
        Section section = new Section(node);
        section.optional("special");
        return readRules(section, true);
    }

    private static ConfigToken readRules(Section section, boolean special) {
        section.present("__type").ifPresent(type -> {
            if (!type.string().equals("AddedToken")) {
                throw type.unsupported("only \"AddedToken\" is known");
            }
        });
        AddedToken rules = new AddedToken(
                0,
                section.string("content"),
                section.bool("single_word", false),
                section.bool("lstrip", false),
                section.bool("rstrip", false),
                section.bool("normalized", !special),
                special);
        section.end();
        return new ConfigToken(rules, false, !section.has("normalized"));
    }

    String content() {
        return rules.content();
    }

    /** The same token as a special one. */
    ConfigToken special() {
        boolean normalized = rules.normalized() && !followsSpecial;
        AddedToken special = new AddedToken(
                0, rules.content(), rules.singleWord(), rules.stripLeft(), rules.stripRight(), normalized, true);
        return new ConfigToken(special, bare, followsSpecial);
    }

    /** Whether the rules are the same now. */
    @Override
    public boolean equals(Object other) {
        return other instanceof ConfigToken token && rules.equals(token.rules) && bare == token.bare;
    }

    @Override
    public int hashCode() {
        return rules.hashCode();
    }
}
