package dev.tokenwright.chat.prompt;

import dev.tokenwright.DecodeOptions;
import dev.tokenwright.EncodeOptions;
import dev.tokenwright.OffsetUnit;
import dev.tokenwright.SpecialText;
import dev.tokenwright.Tokenizer;
import dev.tokenwright.error.ConversationException;
import dev.tokenwright.error.TokenIdException;
import dev.tokenwright.load.MegatronOptions;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/** Ranked tokens with special tokens before them. */
final class TiktokenLibrary implements LibraryTokenizer {
    private static final Set<String> TEXT_ENDS = Set.of("<unk>", "<s>", "</s>");

    private final Tokenizer tokenizer;
    private final MegatronOptions options;
    private final Optional<String> template;

    TiktokenLibrary(Tokenizer tokenizer, LibraryOptions.Tiktoken options) {
        this.tokenizer = tokenizer;
        this.options = options.options();
        this.template = options.template();
    }

    @Override
    public int[] encode(String text) {
        return tokenizer.encode(text);
    }

    @Override
    public List<String> tokens(String text) {
        return tokenizer
                .encodeWithOffsets(text, EncodeOptions.DEFAULT.withSpecialText(SpecialText.REJECT))
                .tokens();
    }

    @Override
    public String decode(int[] ids, DecodeOptions.SpecialTokens specialTokens) {
        return tokenizer.decode(ids, DecodeOptions.DEFAULT.withSpecialTokens(specialTokens));
    }

    @Override
    public String textOfTokens(List<String> tokens) {
        return String.join("", tokens);
    }

    @Override
    public List<VocabularyEntry> vocabulary() {
        return IntStream.range(0, vocabSize())
                .mapToObj(id -> new VocabularyEntry(id, tokenizer.decodeBytes(new int[] {id}, DecodeOptions.DEFAULT)))
                .toList();
    }

    @Override
    public OptionalInt tokenId(String token) {
        return tokenizer.vocabulary().id(token);
    }

    @Override
    public OptionalInt requiredTokenId(String token) {
        OptionalInt id = tokenId(token);
        if (id.isEmpty()) {
            throw new ConversationException(
                    ConversationException.Kind.NO_TOKEN,
                    -1,
                    "the prompt format needs the token " + token + ", which the vocabulary lacks; add it with"
                            + " --tokenizer-special-tokens or choose another --tokenizer-prompt-format");
        }
        return id;
    }

    @Override
    public Optional<String> token(int id) {
        if (!tokenizer.vocabulary().contains(id)) {
            throw new TokenIdException(id, 0, vocabSize());
        }
        return tokenizer.vocabulary().token(id);
    }

    @Override
    public int vocabSize() {
        return options.vocabSize();
    }

    @Override
    public OptionalInt id(SpecialRole role) {
        return tokenId(
                switch (role) {
                    case BOS -> "<s>";
                    case EOS, EOD -> "</s>";
                    default -> "<" + role.name().toLowerCase(Locale.ROOT) + ">";
                });
    }

    @Override
    public List<Integer> additionalSpecialIds() {
        return IntStream.range(0, options.specialTokens().size())
                .filter(id -> !TEXT_ENDS.contains(options.specialTokens().get(id)))
                .boxed()
                .toList();
    }

    @Override
    public Optional<String> chatTemplate() {
        return template;
    }

    @Override
    public Optional<int[]> starts(int[] ids, String text) {
        return Optional.of(starts(tokenizer, text));
    }

    /** The code points at which a tokenizer's tokens start. */
    static int[] starts(Tokenizer tokenizer, String text) {
        var encoding = tokenizer.encodeWithOffsets(text, EncodeOptions.DEFAULT.withOffsetUnit(OffsetUnit.CODE_POINTS));
        return IntStream.range(0, encoding.size()).map(encoding::start).toArray();
    }
}
