package dev.tokenwright.chat.prompt;

import dev.tokenwright.DecodeOptions;
import dev.tokenwright.EncodeOptions;
import dev.tokenwright.Framing;
import dev.tokenwright.Setting;
import dev.tokenwright.Tokenizer;
import dev.tokenwright.Vocabulary;
import dev.tokenwright.error.TokenIdException;
import dev.tokenwright.load.TokenizerFiles;
import dev.tokenwright.spec.AddedToken;
import dev.tokenwright.spec.ModelDefaults;
import dev.tokenwright.spec.SpecialTokens;
import dev.tokenwright.spec.TokenizerSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
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
    public DecodeOptions.SpecialTokens usualSpecialTokens() {
        return framing == Framing.ADD ? DecodeOptions.SpecialTokens.KEEP : DecodeOptions.SpecialTokens.SKIP;
    }

    @Override
    public String textOfTokens(List<String> tokens) {
        return decode(
                tokens.stream()
                        .map(this::tokenId)
                        .flatMapToInt(OptionalInt::stream)
                        .toArray(),
                DecodeOptions.SpecialTokens.KEEP);
    }

    /** Ids that are free are left out. */
    @Override
    public List<VocabularyEntry> vocabulary() {
        Vocabulary vocabulary = tokenizer.vocabulary();
        return IntStream.range(0, vocabulary.idLimit())
                .filter(vocabulary::contains)
                .mapToObj(id -> VocabularyEntry.of(id, vocabulary.token(id).orElseThrow()))
                .toList();
    }

    @Override
    public Map<String, Integer> addedTokens() {
        Map<String, Integer> added = new LinkedHashMap<>();
        tokenizer.vocabulary().addedTokens().stream()
                .sorted(Comparator.comparingInt(AddedToken::id))
                .forEach(token -> added.put(token.content(), token.id()));
        return added;
    }

    @Override
    public LibraryTokenizer withSpecialTokens(Map<String, String> named) {
        TokenizerSpec extended = HuggingFaceSpecials.addNamed(tokenizer.spec(), named);
        Tokenizer larger = Tokenizer.of(extended);
        return new HuggingFaceLibrary(
                larger, framing, template, larger.vocabulary().size());
    }

    @Override
    public void save(Path directory) throws IOException {
        TokenizerSpec spec = tokenizer.spec();
        ModelDefaults own = spec.defaults();
        Map<String, String> templates = new LinkedHashMap<>(own.chatTemplates());
        template.ifPresent(text -> templates.put("default", text));
        TokenizerFiles.writeModelDirectory(
                spec.withDefaults(new ModelDefaults(
                        own.specialTokens(),
                        own.maxLength(),
                        own.paddingSide(),
                        own.truncationSide(),
                        own.stopIds(),
                        templates)),
                directory);
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
