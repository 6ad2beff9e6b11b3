package dev.tokenwright.chat.prompt;

import dev.tokenwright.DecodeOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A tokenizer that follows the rules of one library. Immutable. */
sealed interface LibraryTokenizer
        permits HuggingFaceLibrary, SentencePieceLibrary, TiktokenLibrary, ByteLevelLibrary, NullLibrary {
    /** The ids of a text. */
    int[] encode(String text);

    /** The tokens of a text. */
    List<String> tokens(String text);

    /** The text of ids. */
    String decode(int[] ids, DecodeOptions.SpecialTokens specialTokens);

    /** Whether special tokens are shown when nothing is said. */
    default DecodeOptions.SpecialTokens usualSpecialTokens() {
        return DecodeOptions.SpecialTokens.KEEP;
    }

    /** The id of a token, which may be the unknown one's. */
    OptionalInt tokenId(String token);

    /** The token of an id. */
    Optional<String> token(int id);

    /** The text of tokens. */
    String textOfTokens(List<String> tokens);

    /** The ids of tokens that are written as one text. */
    default int[] idsOfTokens(String tokens) {
        return tokenId(tokens).stream().toArray();
    }

    /** The tokens by id. */
    default List<VocabularyEntry> vocabulary() {
        throw new UnsupportedOperationException("this library has no list of tokens");
    }

    /** The tokens that were added to the model's own, in the order of their ids. */
    default Map<String, Integer> addedTokens() {
        return Map.of();
    }

    /** The same tokenizer with more special tokens; a name says which role a token plays. */
    default LibraryTokenizer withSpecialTokens(Map<String, String> named) {
        throw new UnsupportedOperationException("this library takes no more special tokens");
    }

    /** Writes the tokenizer as a directory that the library reads. */
    default void save(Path directory) throws IOException {
        throw new UnsupportedOperationException("this library writes no files");
    }

    /** Number of ids that a model makes room for. */
    int vocabSize();

    /** The id of a special token. */
    OptionalInt id(SpecialRole role);

    /** Ids of special tokens without a role of their own. */
    List<Integer> additionalSpecialIds();

    /** The library's own chat template. */
    default Optional<String> chatTemplate() {
        return Optional.empty();
    }

    /** Whether this library writes conversations at all. */
    default boolean rendersTemplates() {
        return true;
    }

    /** Whether a conversation needs a message. */
    default boolean needsMessages() {
        return false;
    }

    /** What templates know besides the conversation. */
    default Map<String, @Nullable Object> templateVariables() {
        return Map.of();
    }

    /** The ids of what a template wrote. */
    default int[] encodeRendered(String text) {
        return encode(text);
    }

    /** The id that a prompt format needs. */
    default OptionalInt requiredTokenId(String token) {
        return tokenId(token);
    }

    /** The code points at which the tokens of a text start, where the library tells. */
    default Optional<int[]> starts(int[] ids, String text) {
        return Optional.empty();
    }

    /** Whether blanks tell tokens apart, where the library tells. */
    default Optional<Boolean> spaceSensitive() {
        return Optional.empty();
    }
}
