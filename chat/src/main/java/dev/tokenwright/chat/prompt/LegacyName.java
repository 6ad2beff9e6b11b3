package dev.tokenwright.chat.prompt;

import dev.tokenwright.Tokenizer;
import dev.tokenwright.Vocabulary;
import dev.tokenwright.load.BertOptions;
import dev.tokenwright.load.TokenizerFiles;
import dev.tokenwright.spec.AddedToken;
import dev.tokenwright.spec.ModelDefaults;
import dev.tokenwright.spec.SpecialTokens;
import dev.tokenwright.spec.TokenizerSpec;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The names that Megatron's own tokenizers have instead of paths. */
enum LegacyName {
    BERT_LOWER_CASE("BertWordPieceLowerCase", Kind.BERT_UNCASED),
    BERT_CASE("BertWordPieceCase", Kind.BERT_CASED),
    GPT2_BPE("GPT2BPETokenizer", Kind.GPT2),
    GPT_345M("megatron-gpt-345m", Kind.GPT2),
    BERT_345M_UNCASED("megatron-bert-345m-uncased", Kind.BERT_UNCASED),
    BERT_345M_CASED("megatron-bert-345m-cased", Kind.BERT_CASED),
    BERT_UNCASED("megatron-bert-uncased", Kind.BERT_UNCASED),
    BERT_CASED("megatron-bert-cased", Kind.BERT_CASED),
    BIO_BERT_UNCASED("biomegatron-bert-345m-uncased", Kind.BERT_UNCASED),
    BIO_BERT_CASED("biomegatron-bert-345m-cased", Kind.BERT_CASED);

    /** Which tokenizer a name stands for. */
    enum Kind {
        GPT2,
        BERT_CASED,
        BERT_UNCASED
    }

    private static final String END_OF_TEXT = "<|endoftext|>";

    private final String spelling;
    private final Kind kind;

    LegacyName(String spelling, Kind kind) {
        this.spelling = spelling;
        this.kind = kind;
    }

    static LegacyName named(String name) {
        for (LegacyName legacy : values()) {
            if (legacy.spelling.equals(name)) {
                return legacy;
            }
        }
        throw new IllegalArgumentException("the library megatron knows no tokenizer \"" + name + "\"; known are "
                + Arrays.stream(values()).map(LegacyName::spelling).collect(Collectors.joining(", ")));
    }

    String spelling() {
        return spelling;
    }

    Kind kind() {
        return kind;
    }

    /** GPT-2, whose one special token opens and ends a text and stands for what is unknown. */
    static TokenizerSpec gpt2(Path vocab, Path merges) {
        TokenizerSpec spec = TokenizerFiles.gpt2Bpe(vocab, merges);
        int id = Tokenizer.of(spec)
                .vocabulary()
                .id(END_OF_TEXT)
                .orElseThrow(() -> new IllegalArgumentException("the vocabulary lacks " + END_OF_TEXT));
        TokenizerSpec added = new TokenizerSpec(
                spec.origin(),
                spec.model(),
                List.of(AddedToken.control(id, END_OF_TEXT)),
                spec.normalizer(),
                spec.splitter(),
                spec.frame(),
                spec.decoder(),
                spec.truncation(),
                spec.padding(),
                spec.unknownIds(),
                spec.addedTokenSearch(),
                spec.defaults());
        return withRoles(added, Map.of("bos", END_OF_TEXT, "eos", END_OF_TEXT, "unk", END_OF_TEXT));
    }

    static TokenizerSpec bert(Path vocab, BertOptions options) {
        BertOptions.SpecialTokens tokens = options.specialTokens();
        return withRoles(
                TokenizerFiles.bertVocabulary(vocab, options),
                Map.of(
                        "unk", tokens.unknown(),
                        "sep", tokens.separator(),
                        "cls", tokens.classifier(),
                        "pad", tokens.padding(),
                        "mask", tokens.mask()));
    }

    private static TokenizerSpec withRoles(TokenizerSpec spec, Map<String, String> roles) {
        Vocabulary vocabulary = Tokenizer.of(spec).vocabulary();
        Map<String, SpecialTokens.Named> named = new LinkedHashMap<>();
        roles.forEach((role, token) ->
                vocabulary.id(token).ifPresent(id -> named.put(role, new SpecialTokens.Named(token, id))));
        ModelDefaults none = ModelDefaults.NONE;
        return spec.withDefaults(new ModelDefaults(
                new SpecialTokens(named, List.of()),
                none.maxLength(),
                none.paddingSide(),
                none.truncationSide(),
                none.stopIds(),
                none.chatTemplates()));
    }
}
