package dev.tokenwright.chat.prompt;

import dev.tokenwright.DecodeOptions;
import dev.tokenwright.Tokenizer;
import dev.tokenwright.error.ConversationException;
import dev.tokenwright.error.UnencodableTextException;
import dev.tokenwright.load.TokenizerFiles;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

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
    public String textOfTokens(List<String> tokens) {
        return String.join(" ", tokens);
    }

    /** Two blanks stand between tokens. */
    @Override
    public int[] idsOfTokens(String tokens) {
        return Arrays.stream(tokens.split("  ", -1))
                .flatMapToInt(token ->
                        isImage(token) ? IntStream.of(image.orElseThrow().imageId()) : IntStream.of(number(token)))
                .toArray();
    }

    private boolean isImage(String token) {
        return image.isPresent() && image.get().imageToken().equals(token);
    }

    /** The number that a token is, and nothing else. */
    private int number(String token) {
        int[] ids = tokenizer.encode(token);
        if (ids.length != 1) {
            throw new UnencodableTextException("one number was expected, and not " + ids.length + ": " + token);
        }
        return ids[0];
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
