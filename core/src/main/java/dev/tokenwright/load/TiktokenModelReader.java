package dev.tokenwright.load;

import dev.tokenwright.error.LoadException;
import dev.tokenwright.error.Place;
import dev.tokenwright.spec.AddedToken;
import dev.tokenwright.spec.FrameSpec;
import dev.tokenwright.spec.NormalizerSpec;
import dev.tokenwright.spec.Origin;
import dev.tokenwright.spec.SplitSpec;
import dev.tokenwright.spec.TokenTable;
import dev.tokenwright.spec.TokenizerSpec;
import dev.tokenwright.wire.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads rank files as models ship them. The pattern and the special tokens stand in the model's own code, which is not run;
 * so only models whose code is known are read, told by the files beside the vocabulary.
 */
final class TiktokenModelReader {
    /** How models whose class follows Meta's cut long texts. */
    private static final SplitSpec.Windows WINDOWS = new SplitSpec.Windows(400_000, 25_000);

    /** Kimi models that reserve 258 ids; others of this class reserve 256. */
    private static final List<String> KIMI_TYPES = List.of("kimi_k2", "kimi_linear");

    private static final int KIMI_RESERVED = 258;
    private static final int QWEN_TOKENS = 151_643;
    private static final int LLAMA3_TOKENS = 128_000;
    private static final int LLAMA3_VOCABULARY = 128_256;
    private static final int LLAMA4_TOKENS = 200_000;
    private static final int LLAMA4_VOCABULARY = 202_048;

    private final String source;
    private final TokenTable ranks;
    private final SiblingFiles siblings;

    private TiktokenModelReader(String source, TokenTable ranks, SiblingFiles siblings) {
        this.source = source;
        this.ranks = ranks;
        this.siblings = siblings;
    }

    static TokenizerSpec read(byte[] content, String source, SiblingFiles siblings, List<Origin.SourceFile> files) {
        if (siblings.isEmpty()) {
            throw unknown(source);
        }
        TokenTable ranks = TiktokenReader.ranks(content, source);
        TiktokenModelReader reader = new TiktokenModelReader(source, ranks, siblings);
        Family family = reader.family().orElseThrow(() -> unknown(source));
        String note = "the split pattern and the special tokens are those of " + family.name;
        return family.tokenizer.spec(new Origin(TiktokenReader.FORMAT, files, List.of(note)));
    }

    /** What a rank file without its pattern is refused with. */
    static LoadException unknown(String source) {
        return new LoadException(
                LoadException.Kind.UNKNOWN_FORMAT,
                Place.of(source),
                "a tiktoken rank file says neither its split pattern nor its special tokens. Give both:"
                        + " TokenizerFiles.tiktoken(path, options), or --tiktoken-pattern and"
                        + " --tiktoken-special-tokens on the command line");
    }

    /** A model family and its tokenizer over these ranks. */
    private record Family(String name, RankedTokenizer tokenizer) {}

    private Optional<Family> family() {
        if (siblings.isClass("tokenization_kimi", "TikTokenTokenizer")
                && KIMI_TYPES.stream().anyMatch(type -> siblings.says(SiblingFiles.CONFIG, "model_type", type))) {
            return Optional.of(
                    new Family("Kimi", tokenizer("kimi_k2", kimiTokens()).withWindows(WINDOWS)));
        }
        if (siblings.isClass("tokenization_qwen", "QWenTokenizer")
                && siblings.says(SiblingFiles.CONFIG, "model_type", "qwen")
                && siblings.member(SiblingFiles.CONFIG, "visual").isEmpty()
                && siblings.member(SiblingFiles.CONFIG, "audio").isEmpty()
                && ranks.size() == QWEN_TOKENS) {
            NormalizerSpec nfc = new NormalizerSpec.Unicode(NormalizerSpec.Unicode.Form.NFC);
            return Optional.of(
                    new Family("Qwen", tokenizer("qwen", qwenTokens()).withNormalizer(nfc)));
        }
        if (siblings.isClass("tokenization_chatglm", "ChatGLM4Tokenizer")) {
            List<AddedToken> tokens = declaredTokens();
            return Optional.of(new Family("GLM-4", tokenizer("glm4", tokens).withFrame(glmFrame(tokens))));
        }
        if (siblings.says(SiblingFiles.PARAMS, "vocab_size", LLAMA3_VOCABULARY) && ranks.size() == LLAMA3_TOKENS) {
            List<AddedToken> tokens = numbered(LlamaTokens.llama3());
            return Optional.of(new Family("Llama 3", tokenizer("llama3", tokens).withWindows(WINDOWS)));
        }
        if (siblings.says(SiblingFiles.PARAMS, "vocab_size", LLAMA4_VOCABULARY) && ranks.size() == LLAMA4_TOKENS) {
            List<AddedToken> tokens = numbered(LlamaTokens.llama4());
            return Optional.of(new Family("Llama 4", tokenizer("llama4", tokens).withWindows(WINDOWS)));
        }
        return Optional.empty();
    }

    private RankedTokenizer tokenizer(String pattern, List<AddedToken> tokens) {
        for (AddedToken token : tokens) {
            if (ranks.contains(token.id())) {
                throw new LoadException(
                        LoadException.Kind.INVALID,
                        Place.of("the special tokens of " + source).child(token.content()),
                        "id " + token.id() + " is taken by another token");
            }
        }
        return RankedTokenizer.plain(
                ranks,
                TiktokenPatterns.named(pattern).orElseThrow(),
                Place.of("the split pattern of " + source),
                tokens);
    }

    /** Tokens with the ids after the ranks. */
    private List<AddedToken> numbered(List<String> contents) {
        List<AddedToken> tokens = new ArrayList<>();
        contents.forEach(content -> tokens.add(AddedToken.control(ranks.size() + tokens.size(), content)));
        return tokens;
    }

    /** The ids after the ranks: those that are declared, and reserved ones between them. */
    private List<AddedToken> kimiTokens() {
        Map<Integer, String> declared = new TreeMap<>();
        declaredTokens().forEach(token -> declared.put(token.id(), token.content()));
        Map<String, Integer> ids = new LinkedHashMap<>();
        for (int id = ranks.size(); id < ranks.size() + KIMI_RESERVED; id++) {
            ids.put(declared.getOrDefault(id, "<|reserved_token_" + id + "|>"), id);
        }
        List<AddedToken> tokens = new ArrayList<>();
        ids.forEach((content, id) -> tokens.add(AddedToken.control(id, content)));
        return tokens;
    }

    /** Special tokens are looked for in normalised text, since the text is normalised as a whole before anything else. */
    private static List<AddedToken> qwenTokens() {
        List<String> contents = new ArrayList<>(List.of("<|endoftext|>", "<|im_start|>", "<|im_end|>"));
        for (int extra = 0; extra < 205; extra++) {
            contents.add("<|extra_" + extra + "|>");
        }
        List<AddedToken> tokens = new ArrayList<>();
        contents.forEach(content ->
                tokens.add(new AddedToken(QWEN_TOKENS + tokens.size(), content, false, false, false, true, true)));
        return tokens;
    }

    /** The tokens that {@code tokenizer_config.json} declares. */
    private List<AddedToken> declaredTokens() {
        List<AddedToken> tokens = new ArrayList<>();
        siblings.member(SiblingFiles.TOKENIZER_CONFIG, "added_tokens_decoder")
                .ifPresent(node -> node.members().forEach((key, value) -> tokens.add(declaredToken(key, value))));
        return tokens;
    }

    private static AddedToken declaredToken(String key, JsonNode node) {
        if (!key.matches("[0-9]{1,8}") || Integer.parseInt(key) > Limits.MAX_ID) {
            throw node.invalid("the key must be an id from 0 to " + Limits.MAX_ID);
        }
        Section section = new Section(node);
        JsonNode content = section.required("content");
        if (content.string().isEmpty()) {
            throw content.invalid("a special token must not be empty");
        }
        section.ignore("normalized");
        for (String flag : List.of("lstrip", "rstrip", "single_word")) {
            if (section.bool(flag, false)) {
                throw section.required(flag).unsupported("only false is supported beside a tiktoken rank file");
            }
        }
        section.bool("special", true);
        section.end();
        return AddedToken.control(Integer.parseInt(key), content.string());
    }

    private Optional<FrameSpec> glmFrame(List<AddedToken> tokens) {
        List<FrameSpec.Piece> single = new ArrayList<>();
        Map<String, FrameSpec.TemplateToken> named = new LinkedHashMap<>();
        for (String name : List.of("[gMASK]", "<sop>")) {
            int id = tokens.stream()
                    .filter(token -> token.content().equals(name))
                    .mapToInt(AddedToken::id)
                    .findFirst()
                    .orElseThrow(() -> new LoadException(
                            LoadException.Kind.INVALID,
                            Place.of(SiblingFiles.TOKENIZER_CONFIG).child("added_tokens_decoder"),
                            "lacks " + name + ", which every text starts with; add it"));
            single.add(new FrameSpec.Piece.Special(name, 0));
            named.put(name, new FrameSpec.TemplateToken(List.of(id), List.of(name)));
        }
        single.add(new FrameSpec.Piece.Text(FrameSpec.Part.FIRST, 0));
        List<FrameSpec.Piece> pair = new ArrayList<>(single);
        pair.add(new FrameSpec.Piece.Text(FrameSpec.Part.SECOND, 1));
        return Optional.of(new FrameSpec.Template(single, pair, named));
    }
}
