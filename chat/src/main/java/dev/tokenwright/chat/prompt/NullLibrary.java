package dev.tokenwright.chat.prompt;

import dev.tokenwright.DecodeOptions;
import dev.tokenwright.Tokenizer;
import dev.tokenwright.error.ConversationException;
import dev.tokenwright.load.TokenizerFiles;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Text is numbers, among which an image token may stand. */
final class NullLibrary implements LibraryTokenizer {
    private final Tokenizer tokenizer;
    private final int vocabSize;
    private final Optional<LibraryOptions.NullMultimodal> image;

    NullLibrary(int vocabSize, Optional<LibraryOptions.NullMultimodal> image) {
        this.tokenizer = Tokenizer.of(TokenizerFiles.numbers(vocabSize));
        this.vocabSize = vocabSize;
        this.image = image;
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
    public OptionalInt tokenId(String token) {
        if (image.isPresent() && image.get().imageToken().equals(token)) {
            return OptionalInt.of(image.get().imageId());
        }
        int[] ids = tokenizer.encode(token);
        return ids.length == 1 ? OptionalInt.of(ids[0]) : OptionalInt.empty();
    }

    @Override
    public OptionalInt requiredTokenId(String token) {
        throw new ConversationException(
                ConversationException.Kind.NO_TOKEN,
                -1,
                "the prompt format needs the token " + token + ", but this library knows only numbers");
    }

    @Override
    public Optional<String> token(int id) {
        return Optional.of(Integer.toString(id));
    }

    @Override
    public int vocabSize() {
        return vocabSize + 1;
    }

    @Override
    public OptionalInt id(SpecialRole role) {
        return role == SpecialRole.EOD ? OptionalInt.of(vocabSize) : OptionalInt.empty();
    }

    @Override
    public List<Integer> additionalSpecialIds() {
        return List.of();
    }

    @Override
    public boolean rendersTemplates() {
        return false;
    }

    @Override
    public Optional<int[]> starts(int[] ids, String text) {
        return Optional.of(TiktokenLibrary.starts(tokenizer, text));
    }
}
