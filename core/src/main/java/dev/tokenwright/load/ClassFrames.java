package dev.tokenwright.load;

import dev.tokenwright.spec.FrameSpec;
import dev.tokenwright.spec.FrameSpec.NamedToken;
import dev.tokenwright.spec.FrameSpec.Part;
import dev.tokenwright.spec.FrameSpec.Piece;
import dev.tokenwright.spec.FrameSpec.TemplateToken;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The frames that classes of {@code transformers} 4.57 put around texts instead of that of {@code tokenizer.json}. */
final class ClassFrames {
    private static final Piece FIRST = new Piece.Text(Part.FIRST, 0);
    private static final Piece SECOND = new Piece.Text(Part.SECOND, 1);
    private static final Piece SECOND_AS_FIRST = new Piece.Text(Part.SECOND, 0);

    private final DirectoryConfig config;
    private final Map<String, ConfigToken> tokens;
    private final AddedTokenRegister register;

    /**
     * Frames of a directory.
     *
     * @param tokens the tokens with names
     * @param register where their ids are
     */
    ClassFrames(DirectoryConfig config, Map<String, ConfigToken> tokens, AddedTokenRegister register) {
        this.config = config;
        this.tokens = tokens;
        this.register = register;
    }

    /** {@code <s> A </s>} and {@code <s> A </s> <s> B </s>}, of which the settings choose. */
    FrameSpec edges(boolean opens) {
        List<Piece> single = new ArrayList<>();
        List<Piece> pair = new ArrayList<>();
        List<NamedToken> used = new ArrayList<>();
        Optional<NamedToken> open = edge("add_bos_token", opens, "bos_token");
        Optional<NamedToken> close = edge("add_eos_token", false, "eos_token");
        open.ifPresent(token -> single.add(special(token, 0)));
        single.add(FIRST);
        close.ifPresent(token -> single.add(special(token, 0)));
        pair.addAll(single);
        open.ifPresent(token -> pair.add(special(token, 1)));
        pair.add(SECOND);
        close.ifPresent(token -> pair.add(special(token, 1)));
        open.ifPresent(used::add);
        close.ifPresent(used::add);
        return template(single, pair, used);
    }

    private Optional<NamedToken> edge(String flag, boolean otherwise, String key) {
        boolean wanted = config.settings().containsKey(flag) ? config.flag(flag, false) : otherwise;
        return wanted ? Optional.of(token(key)) : Optional.empty();
    }

    /** {@code A </s> LANGUAGE}, every type id 0. */
    FrameSpec languageLast(String otherwise) {
        NamedToken close = token("eos_token");
        NamedToken language = language(sourceLanguage(otherwise));
        return around(List.of(), List.of(close, language));
    }

    /** {@code LANGUAGE A </s>}, every type id 0. */
    FrameSpec languageFirst(String otherwise) {
        return around(List.of(language(sourceLanguage(otherwise))), List.of(token("eos_token")));
    }

    /** {@code __LANGUAGE__ A </s>}, every type id 0. */
    FrameSpec languageBetweenUnderscores(String otherwise) {
        String name = sourceLanguage(otherwise);
        String text = name.contains("__") ? name : "__" + name + "__";
        return around(List.of(language(text)), List.of(token("eos_token")));
    }

    private String sourceLanguage(String otherwise) {
        return config.optional("src_lang").map(node -> node.string()).orElse(otherwise);
    }

    /** A language that the vocabulary lacks counts as the unknown token. */
    private NamedToken language(String text) {
        return register.has(text) ? new NamedToken(text, register.id(text)) : token("unk_token");
    }

    private static FrameSpec around(List<NamedToken> before, List<NamedToken> behind) {
        List<Piece> single = new ArrayList<>();
        before.forEach(token -> single.add(special(token, 0)));
        single.add(FIRST);
        List<Piece> pair = new ArrayList<>(single);
        pair.add(SECOND_AS_FIRST);
        behind.forEach(token -> single.add(special(token, 0)));
        behind.forEach(token -> pair.add(special(token, 0)));
        List<NamedToken> used = new ArrayList<>(before);
        used.addAll(behind);
        return template(single, pair, used);
    }

    /** A token with a name whose text can stand in a template, where blanks and colons mean something else. */
    private NamedToken token(String key) {
        String text = Optional.ofNullable(tokens.get(key))
                .map(ConfigToken::content)
                .filter(register::has)
                .orElseThrow(() -> config.unsupported(key, "the class frames texts with this token, which is missing"));
        boolean plain = !text.isEmpty()
                && text.charAt(0) != '$'
                && text.chars().noneMatch(c -> c == ':' || Character.isWhitespace(c));
        if (!plain) {
            throw config.unsupported(key, "a token with this text cannot frame texts");
        }
        return new NamedToken(text, register.id(text));
    }

    private static Piece special(NamedToken token, int typeId) {
        return new Piece.Special(token.content(), typeId);
    }

    private static FrameSpec template(List<Piece> single, List<Piece> pair, List<NamedToken> tokens) {
        Map<String, TemplateToken> specials = new HashMap<>();
        tokens.forEach(token ->
                specials.put(token.content(), new TemplateToken(List.of(token.id()), List.of(token.content()))));
        return new FrameSpec.Template(single, pair, specials);
    }
}
