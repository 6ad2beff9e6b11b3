package dev.tokenwright.chat.prompt;

import dev.tokenwright.DecodeOptions;
import dev.tokenwright.Tokenizer;
import dev.tokenwright.error.TokenIdException;
import dev.tokenwright.load.ByteLevelOptions;
import dev.tokenwright.load.TokenizerFiles;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Ids are bytes. */
final class ByteLevelLibrary implements LibraryTokenizer {
    private final Tokenizer tokenizer;
    private final ByteLevelOptions options;

    ByteLevelLibrary(ByteLevelOptions options) {
        this.tokenizer = Tokenizer.of(TokenizerFiles.byteLevel(options));
        this.options = options;
    }

    @Override
    public int[] encode(String text) {
        return tokenizer.encode(text);
    }

    @Override
    public List<String> tokens(String text) {
        return Arrays.stream(encode(text)).mapToObj(Integer::toString).toList();
    }

    @Override
    public String decode(int[] ids, DecodeOptions.SpecialTokens specialTokens) {
        return tokenizer.decode(ids);
    }

    @Override
    public Map<String, Integer> addedTokens() {
        Map<String, Integer> added = new LinkedHashMap<>();
        options.specialTokens().forEach(token -> added.put(token, vocabSize() - 1 - added.size()));
        return added;
    }

    @Override
    public String textOfTokens(List<String> tokens) {
        return decode(tokens.stream().mapToInt(Integer::parseInt).toArray(), DecodeOptions.SpecialTokens.KEEP);
    }

    @Override
    public OptionalInt tokenId(String token) {
        int index = options.specialTokens().indexOf(token);
        return index < 0 ? number(token) : OptionalInt.of(vocabSize() - 1 - index);
    }

    /** A byte's token is its number. */
    private static OptionalInt number(String token) {
        boolean digits = !token.isEmpty()
                && token.length() <= 3
                && token.chars().allMatch(digit -> digit >= '0' && digit <= '9');
        int id = digits ? Integer.parseInt(token) : -1;
        return id >= 0 && id < 256 && Integer.toString(id).equals(token) ? OptionalInt.of(id) : OptionalInt.empty();
    }

    @Override
    public Optional<String> token(int id) {
        int index = vocabSize() - 1 - id;
        if (index < 0) {
            throw new TokenIdException(id, 0, vocabSize());
        }
        boolean special = index < options.specialTokens().size();
        return Optional.of(special ? options.specialTokens().get(index) : Integer.toString(id));
    }

    @Override
    public int vocabSize() {
        return options.vocabSize() + options.specialTokens().size();
    }

    @Override
    public OptionalInt id(SpecialRole role) {
        return switch (role) {
            case PAD -> options.namedIds().pad();
            case EOS, EOD -> options.namedIds().eos();
            case BOS -> options.namedIds().bos();
            case UNK -> options.namedIds().unknown();
            case MASK, CLS, SEP -> OptionalInt.empty();
        };
    }

    @Override
    public List<Integer> additionalSpecialIds() {
        return List.of();
    }
}
