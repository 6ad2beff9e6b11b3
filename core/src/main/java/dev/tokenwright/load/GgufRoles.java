package dev.tokenwright.load;

import dev.tokenwright.error.LoadException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What tokens are beside their types in the file: llama.cpp makes control tokens of those whose texts look like it, and
 * lets some tokens of some models strip blanks.
 */
final class GgufRoles {
    /** Texts of tokens that end a generation, which are control tokens whatever the file says. */
    private static final List<String> ENDS = List.of(
            "<|eot_id|>",
            "<|im_end|>",
            "<|end|>",
            "<|return|>",
            "<|call|>",
            "<|flush|>",
            "<|calls|>",
            "<end_of_turn>",
            "<|endoftext|>",
            "</s>",
            "<|eom_id|>",
            "<EOT>",
            "_<EOT>",
            "[EOT]",
            "[EOS]",
            "<|end_of_text|>",
            "<end_of_utterance>",
            "<eos>",
            "<turn|>",
            "<|tool_response>",
            "<\uFF5Cend\u2581of\u2581sentence\uFF5C>",
            "[e~[");

    /** Texts of gpt-oss that always show. */
    private static final List<String> SHOWN = List.of("<|channel|>", "<|message|>", "<|start|>", "<|constrain|>");

    /** Keys of a token for filling in the middle, and the texts by which it is found when no key names it. */
    private record Middle(List<String> keys, List<String> texts) {}

    private static final List<Middle> MIDDLES = List.of(
            new Middle(
                    List.of("fim_pre", "prefix"),
                    List.of(
                            "<|fim_prefix|>",
                            "<fim-prefix>",
                            "<fim_prefix>",
                            "<\uFF5Cfim\u2581begin\uFF5C>",
                            "<PRE>",
                            "\u2581<PRE>",
                            "<|code_prefix|>",
                            "<|prefix|>")),
            new Middle(
                    List.of("fim_suf", "suffix"),
                    List.of(
                            "<|fim_suffix|>",
                            "<fim-suffix>",
                            "<fim_suffix>",
                            "<\uFF5Cfim\u2581hole\uFF5C>",
                            "<SUF>",
                            "\u2581<SUF>",
                            "<|code_suffix|>",
                            "<|suffix|>")),
            new Middle(
                    List.of("fim_mid", "middle"),
                    List.of(
                            "<|fim_middle|>",
                            "<fim-middle>",
                            "<fim_middle>",
                            "<\uFF5Cfim\u2581end\uFF5C>",
                            "<MID>",
                            "\u2581<MID>",
                            "<|code_middle|>",
                            "<|middle|>")),
            new Middle(List.of("fim_pad"), List.of("<|fim_pad|>", "<fim-pad>", "<fim_pad>", "<PAD>", "[PAD]")),
            new Middle(
                    List.of("fim_rep"), List.of("<|fim_repo|>", "<|repo_name|>", "<fim-repo>", "<REPO>", "<reponame>")),
            new Middle(List.of("fim_sep"), List.of("<|file_sep|>")));

    /** What decides how a token is matched and written. One token may have several. */
    enum Role {
        NORMAL,
        UNKNOWN,
        CONTROL,
        USER_DEFINED,
        BYTE,
        STRIPS_LEFT,
        STRIPS_RIGHT
    }

    private final GgufKeys keys;
    private final GgufTokens tokens;
    private final List<Set<Role>> roles = new ArrayList<>();

    private GgufRoles(GgufKeys keys, GgufTokens tokens) {
        this.keys = keys;
        this.tokens = tokens;
    }

    static GgufRoles of(GgufKeys keys, GgufTokens tokens, OptionalInt endId) {
        GgufRoles result = new GgufRoles(keys, tokens);
        for (int id = 0; id < tokens.size(); id++) {
            result.roles.add(roles(tokens.type(id)));
        }
        MIDDLES.forEach(result::findMiddle);
        ENDS.forEach(text -> result.add(text, Role.CONTROL));
        SHOWN.forEach(text -> result.replace(text, Role.USER_DEFINED));
        result.mendEnds(endId);
        result.addStrips();
        return result;
    }

    private static Set<Role> roles(GgufTokens.Type type) {
        return switch (type) {
            case NORMAL -> EnumSet.of(Role.NORMAL);
            case UNKNOWN -> EnumSet.of(Role.UNKNOWN);
            case CONTROL -> EnumSet.of(Role.CONTROL);
            case USER_DEFINED -> EnumSet.of(Role.USER_DEFINED);
            case BYTE -> EnumSet.of(Role.BYTE);
            case UNUSED, UNDEFINED -> EnumSet.noneOf(Role.class);
        };
    }

    boolean is(int id, Role role) {
        return roles.get(id).contains(role);
    }

    /** Whether a token is cut out of a text before anything else. */
    boolean isMatchedFirst(int id) {
        return is(id, Role.CONTROL) || is(id, Role.USER_DEFINED) || is(id, Role.UNKNOWN);
    }

    /** Whether that is only so when special tokens are recognised, and whether it is left out when they are. */
    boolean isSpecial(int id) {
        return is(id, Role.CONTROL) || is(id, Role.UNKNOWN);
    }

    private boolean has(String text) {
        return tokens.table().id(text) >= 0;
    }

    private void add(String text, Role role) {
        int id = tokens.table().id(text);
        if (id >= 0) {
            roles.get(id).add(role);
        }
    }

    private void replace(String text, Role role) {
        int id = tokens.table().id(text);
        if (id >= 0) {
            roles.set(id, EnumSet.of(role));
        }
    }

    /** Makes a control token of the one text that is there. Of several llama.cpp takes one by the order of a hash table. */
    private void findMiddle(Middle middle) {
        for (String name : middle.keys()) {
            if (keys.id("tokenizer.ggml." + name + "_token_id", tokens.size()).isPresent()) {
                return;
            }
        }
        List<String> found = middle.texts().stream().filter(this::has).toList();
        boolean allControl = found.stream().allMatch(text -> is(tokens.table().id(text), Role.CONTROL));
        if (found.size() > 1 && !allControl) {
            throw keys.problem(
                    LoadException.Kind.UNSUPPORTED,
                    GgufKeys.TOKENS,
                    "has the tokens " + String.join(" and ", found)
                            + ", of which the reference makes one a control token"
                            + " by chance; mark them as control tokens, or name one by tokenizer.ggml."
                            + middle.keys().get(0) + "_token_id");
        }
        found.forEach(text -> add(text, Role.CONTROL));
    }

    private void mendEnds(OptionalInt endId) {
        boolean harmony = has("<|return|>") && (has("<|call|>") || has("<|calls|>"));
        boolean solar = has("<|flush|>") && (has("<|call|>") || has("<|calls|>"));
        if (harmony || solar) {
            replace("<|end|>", Role.USER_DEFINED);
        }
        boolean plamo = endId.isPresent() && tokens.text(endId.getAsInt()).equals("<|plamo:eos|>");
        if (has("<|tool_response>") || plamo) {
            replace("</s>", Role.NORMAL);
        }
    }

    private void addStrips() {
        String pre = keys.text(GgufKeys.PRE).orElse("");
        String architecture = keys.text("general.architecture").orElse("");
        String name = lower(keys.text("general.name").orElse(""));
        boolean jina = pre.contains("jina-v2-de") || pre.contains("jina-v2-es") || pre.contains("jina-v2-code");
        if (jina || architecture.contains("nomic-bert-moe") || architecture.contains("jina-bert-v3")) {
            add("<mask>", Role.STRIPS_LEFT);
        } else if (name.contains("phi-3") || name.contains("phi3")) {
            addPhiStrips();
        } else if (name.contains("modern-bert")) {
            add("[MASK]", Role.STRIPS_LEFT);
        }
    }

    private void addPhiStrips() {
        for (int id = 0; id < tokens.size(); id++) {
            if (isMatchedFirst(id)) {
                roles.get(id).add(Role.STRIPS_RIGHT);
            }
        }
        for (String text : List.of("</s>", "<unk>", "<s>", "<|endoftext|>")) {
            if (!has(text)) {
                throw keys.problem(
                        LoadException.Kind.INVALID,
                        GgufKeys.TOKENS,
                        "lacks " + text + ", which a model of the name phi-3 must have");
            }
        }
        add("</s>", Role.STRIPS_RIGHT);
        for (String text : List.of("<unk>", "<s>", "<|endoftext|>")) {
            roles.get(tokens.table().id(text)).remove(Role.STRIPS_RIGHT);
        }
    }

    /** Lower case of ASCII letters. */
    private static String lower(String text) {
        StringBuilder lower = new StringBuilder(text.length());
        for (int index = 0; index < text.length(); index++) {
            char next = text.charAt(index);
            lower.append(next >= 'A' && next <= 'Z' ? (char) (next + 'a' - 'A') : next);
        }
        return lower.toString();
    }
}
