package dev.tokenwright.chat.prompt;

import dev.tokenwright.DecodeOptions;
import dev.tokenwright.EncodeOptions;
import dev.tokenwright.Framing;
import dev.tokenwright.Setting;
import dev.tokenwright.Tokenizer;
import dev.tokenwright.error.TokenIdException;
import dev.tokenwright.spec.SpecialTokens;
import dev.tokenwright.spec.TokenizerSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A tokenizer as Hugging Face {@code transformers} uses it. */
final class HuggingFaceLibrary implements LibraryTokenizer {
    private static final EncodeOptions FRAMED =
            EncodeOptions.DEFAULT.withTruncation(Setting.off()).withPadding(Setting.off());
    private static final EncodeOptions PLAIN = FRAMED.withFraming(Framing.NONE);

    private final Tokenizer tokenizer;
    private final Framing framing;
    private final Optional<String> template;
    private final int vocabSize;

    private HuggingFaceLibrary(Tokenizer tokenizer, Framing framing, Optional<String> template, int vocabSize) {
        this.tokenizer = tokenizer;
        this.framing = framing;
        this.template = template;
        this.vocabSize = vocabSize;
    }

    static HuggingFaceLibrary of(TokenizerSpec spec, LibraryOptions.HuggingFace options) {
        Tokenizer tokenizer = Tokenizer.of(HuggingFaceSpecials.add(spec, options));
        return new HuggingFaceLibrary(
                tokenizer,
                options.framing(),
                template(spec, options.template()),
                tokenizer.vocabulary().size());
    }

    static HuggingFaceLibrary of(TokenizerSpec spec, LibraryOptions.Multimodal options) {
        int vocabSize = Tokenizer.of(spec).vocabulary().size();
        TokenizerSpec extended = HuggingFaceSpecials.addNew(spec, options.specialTokens());
        return new HuggingFaceLibrary(
                Tokenizer.of(extended), Framing.ADD, template(spec, options.template()), vocabSize);
    }

    private static Optional<String> template(TokenizerSpec spec, Optional<String> own) {
        Map<String, String> templates = spec.defaults().chatTemplates();
        return own.or(() -> templates.size() == 1
                ? templates.values().stream().findFirst()
                : Optional.ofNullable(templates.get("default")));
    }

    @Override
    public int[] encode(String text) {
        return tokenizer.encode(text, framing == Framing.ADD ? FRAMED : PLAIN);
    }

    @Override
    public List<String> tokens(String text) {
        return tokenizer.encodeWithOffsets(text, PLAIN).tokens();
    }

    @Override
    public String decode(int[] ids, DecodeOptions.SpecialTokens specialTokens) {
        for (int index = 0; index < ids.length; index++) {
            if (ids[index] < 0) {
                throw new TokenIdException(
                        ids[index], index, tokenizer.vocabulary().idLimit());
            }
        }
        return tokenizer.decode(
                ids,
                DecodeOptions.DEFAULT
                        .withUnknownIds(DecodeOptions.UnknownIds.SKIP)
                        .withSpecialTokens(specialTokens));
    }

    @Override
    public OptionalInt tokenId(String token) {
        OptionalInt id = tokenizer.vocabulary().id(token);
        return id.isPresent() ? id : id(SpecialRole.UNK);
    }

    @Override
    public Optional<String> token(int id) {
        if (id < 0) {
            throw new TokenIdException(id, 0, tokenizer.vocabulary().idLimit());
        }
        return tokenizer.vocabulary().token(id);
    }

    @Override
    public int vocabSize() {
        return vocabSize;
    }

    @Override
    public OptionalInt id(SpecialRole role) {
        String name = role == SpecialRole.EOD ? "eos" : role.name().toLowerCase(Locale.ROOT);
        Optional<SpecialTokens.Named> token = tokenizer.specialTokens().token(name);
        return token.isPresent() ? OptionalInt.of(token.get().id()) : OptionalInt.empty();
    }

    @Override
    public List<Integer> additionalSpecialIds() {
        return tokenizer.specialTokens().extra().stream()
                .map(SpecialTokens.Named::id)
                .toList();
    }

    @Override
    public Optional<String> chatTemplate() {
        return template;
    }

    @Override
    public boolean needsMessages() {
        return true;
    }

    @Override
    public Map<String, @Nullable Object> templateVariables() {
        Map<String, @Nullable Object> variables = new LinkedHashMap<>();
        SpecialTokens tokens = tokenizer.specialTokens();
        tokens.named().forEach((name, token) -> variables.put(name + "_token", token.content()));
        if (!tokens.extra().isEmpty()) {
            List<Object> extra = new ArrayList<>();
            tokens.extra().forEach(token -> extra.add(token.content()));
            variables.put("additional_special_tokens", extra);
        }
        variables.put("tools", null);
        variables.put("documents", null);
        return variables;
    }

    @Override
    public int[] encodeRendered(String text) {
        return tokenizer.encode(text, PLAIN);
    }

    @Override
    public Optional<Boolean> spaceSensitive() {
        List<String> apart = new ArrayList<>(tokens("x"));
        apart.addAll(tokens("y"));
        return Optional.of(!tokens("x y").equals(apart));
    }
}
