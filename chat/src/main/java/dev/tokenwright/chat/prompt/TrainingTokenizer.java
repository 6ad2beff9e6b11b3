package dev.tokenwright.chat.prompt;

import dev.tokenwright.DecodeOptions;
import dev.tokenwright.error.ConversationException;
import dev.tokenwright.load.MegatronMetadata;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A tokenizer as a training run uses it: any library, special tokens by role, and conversations with training targets.
 * Immutable; any number of threads may use it at once.
 */
public final class TrainingTokenizer {
    private final Library name;
    private final LibraryTokenizer library;
    private final Optional<Path> path;
    private final LibraryOptions options;
    private final Optional<PromptFormat> format;
    private final Optional<PromptConfig> config;
    private final Optional<ConversationTokenizer> conversations;
    private final ImageTags images;

    private TrainingTokenizer(
            LibraryTokenizer library, Optional<Path> path, LibraryOptions options, Optional<PromptFormat> format) {
        this.name = options.library();
        this.library = library;
        this.path = path;
        this.options = options;
        this.format = format;
        this.images = options instanceof LibraryOptions.Multimodal multimodal ? multimodal.images() : ImageTags.NONE;
        SystemMessages systemMessages = options instanceof LibraryOptions.Multimodal multimodal
                ? multimodal.systemMessages()
                : SystemMessages.OWN;
        this.config = format.map(chosen -> chosen.config(library, systemMessages));
        this.conversations = config.map(chosen -> new ConversationTokenizer(library, chosen, images));
    }

    /**
     * Opens a tokenizer without a prompt format.
     *
     * @param path a directory, a file, or one of Megatron's old names; empty for a library that reads no files
     * @throws IllegalArgumentException when the library needs a path and there is none, or the options do not fit
     * @throws dev.tokenwright.error.LoadException when the files cannot be used
     */
    public static TrainingTokenizer open(Optional<Path> path, LibraryOptions options) {
        return new TrainingTokenizer(Libraries.open(path, options), path, options, Optional.empty());
    }

    /**
     * Opens a tokenizer with what the metadata file beside it says, without a prompt format.
     *
     * @throws IllegalArgumentException when the metadata names a library that needs more than a path
     * @throws dev.tokenwright.error.LoadException when the metadata or the files cannot be used
     */
    public static TrainingTokenizer open(Path path) {
        LibraryOptions options = MetadataOptions.of(MegatronMetadata.read(MegatronMetadata.place(path)));
        return open(Optional.of(path), options);
    }

    /**
     * Opens a tokenizer with a prompt format.
     *
     * @throws ConversationException when the tokenizer lacks a token that the format needs
     */
    public static TrainingTokenizer open(Optional<Path> path, LibraryOptions options, PromptFormat format) {
        return new TrainingTokenizer(Libraries.open(path, options, format), path, options, Optional.of(format));
    }

    /** Whose rules it follows. */
    public Library library() {
        return name;
    }

    /** The prompt format, when one was chosen. */
    public Optional<PromptFormat> promptFormat() {
        return format;
    }

    /** What the prompt format means for this tokenizer. */
    public Optional<PromptConfig> promptConfig() {
        return config;
    }

    /** The ids of a text, with the tokens around it that the library adds. */
    public int[] tokenize(String text) {
        return library.encode(images.around(text));
    }

    /**
     * The ids of a conversation that the assistant is to continue.
     *
     * @throws ConversationException when there is no prompt format, or the conversation does not fit it
     */
    public int[] tokenize(List<Map<String, @Nullable Object>> messages) {
        return tokenizeConversation(
                        messages, ConversationOptions.IDS.withEnding(ConversationOptions.Ending.GENERATION_PROMPT))
                .ids();
    }

    /** The tokens of a text. */
    public List<String> tokens(String text) {
        return library.tokens(text);
    }

    /** The text of ids, without special tokens where the library adds none around a text. */
    public String detokenize(int[] ids) {
        return library.decode(ids, library.usualSpecialTokens());
    }

    /** The text of ids. */
    public String detokenize(int[] ids, DecodeOptions.SpecialTokens specialTokens) {
        return library.decode(ids, specialTokens);
    }

    /** The id of a token; the unknown token's where the library has one, else empty. */
    public OptionalInt tokenToId(String token) {
        return library.tokenId(token);
    }

    /** The id of each token; the unknown token's where the library has one, else empty. */
    public List<OptionalInt> tokensToIds(List<String> tokens) {
        return tokens.stream().map(library::tokenId).toList();
    }

    /**
     * The ids of tokens that are written as one text: numbers and image tokens with two blanks between them, elsewhere one
     * token.
     */
    public int[] tokensToIds(String tokens) {
        return library.idsOfTokens(tokens);
    }

    /** The text of tokens. */
    public String tokensToText(List<String> tokens) {
        return library.textOfTokens(tokens);
    }

    /** The token of an id. */
    public Optional<String> token(int id) {
        return library.token(id);
    }

    /**
     * The tokens in the order of their ids.
     *
     * @throws UnsupportedOperationException when the library has no list of tokens
     */
    public List<VocabularyEntry> vocabulary() {
        return library.vocabulary();
    }

    /** The tokens that were added to the model's own, in the order of their ids. */
    public Map<String, Integer> addedTokens() {
        return library.addedTokens();
    }

    /**
     * The same tokenizer with more special tokens; those that it has keep their ids.
     *
     * @throws IllegalArgumentException when a token is empty
     * @throws UnsupportedOperationException when the library takes no more special tokens
     */
    public TrainingTokenizer withSpecialTokens(List<String> tokens) {
        Map<String, String> named = new LinkedHashMap<>();
        tokens.forEach(token -> named.put("#" + named.size(), token));
        return withSpecialTokens(named);
    }

    /**
     * The same tokenizer with more special tokens. A name such as {@code pad_token} says which role a token plays.
     *
     * @throws IllegalArgumentException when a token is empty
     * @throws UnsupportedOperationException when the library takes no more special tokens
     */
    public TrainingTokenizer withSpecialTokens(Map<String, String> named) {
        if (named.containsValue("")) {
            throw new IllegalArgumentException("a special token must not be empty");
        }
        return new TrainingTokenizer(library.withSpecialTokens(named), path, options, format);
    }

    /**
     * Writes the tokenizer as a directory that the library {@code huggingface} reads.
     *
     * @throws dev.tokenwright.error.ConversionException when the files cannot say what the tokenizer does
     * @throws UnsupportedOperationException when the library writes no files
     */
    public void savePretrained(Path directory) throws IOException {
        library.save(directory);
    }

    /**
     * What tells this tokenizer from others, in the reference's words: its class there, its path, and every option that
     * was given. Data sets derive the names of their caches from it.
     */
    public Map<String, Optional<String>> uniqueIdentifiers() {
        return UniqueIdentifiers.of(path, options, format);
    }

    /** Number of ids that a model makes room for. */
    public int vocabSize() {
        return library.vocabSize();
    }

    /**
     * The id of a special token. The one that fills up is the prompt format's, when there is one; the one that ends a
     * document is the one that ends a text, when there is no other.
     */
    public OptionalInt id(SpecialRole role) {
        if (role == SpecialRole.PAD && config.isPresent()) {
            return config.get().padId();
        }
        OptionalInt id = library.id(role);
        return id.isEmpty() && role == SpecialRole.EOD ? library.id(SpecialRole.EOS) : id;
    }

    /** Ids of special tokens that play no role of their own. */
    public List<Integer> additionalSpecialTokenIds() {
        return library.additionalSpecialIds();
    }

    /** The library's own chat template. */
    public Optional<String> chatTemplate() {
        return library.chatTemplate();
    }

    /** Whether blanks tell tokens apart; empty where the library does not say. */
    public Optional<Boolean> spaceSensitive() {
        return library.spaceSensitive();
    }

    /** The code points of a text at which its tokens start; empty where the library does not say. */
    public Optional<int[]> offsets(int[] ids, String text) {
        return library.starts(ids, text);
    }

    /**
     * The text that a template makes of messages.
     *
     * @throws UnsupportedOperationException when the library is for text with images, whose conversations have a prompt
     *     format
     */
    public String renderTemplate(List<Map<String, @Nullable Object>> messages, TemplateOptions options) {
        if (name.isVision()) {
            throw new UnsupportedOperationException("the library " + name + " applies no template by itself");
        }
        return TemplateWriter.of(library, options.template()).write(messages, options);
    }

    /** The ids of the text that a template makes of messages. */
    public int[] applyTemplate(List<Map<String, @Nullable Object>> messages, TemplateOptions options) {
        int[] ids = library.encodeRendered(renderTemplate(messages, options));
        int end = Math.min(ids.length, options.maxTokens().orElse(ids.length));
        return Arrays.copyOf(ids, end);
    }

    /**
     * A conversation as ids, with training targets when they are asked for.
     *
     * @throws ConversationException when there is no prompt format, or the conversation does not fit it
     * @throws dev.tokenwright.error.TemplateException when the template fails over the conversation
     */
    public TokenizedConversation tokenizeConversation(
            List<Map<String, @Nullable Object>> messages, ConversationOptions options) {
        Objects.requireNonNull(options, "options");
        return conversations
                .orElseThrow(() -> new ConversationException(
                        ConversationException.Kind.NO_PROMPT_FORMAT,
                        -1,
                        "conversations need a prompt format; choose one with --tokenizer-prompt-format (the library is "
                                + name + ")"))
                .tokenize(messages, options);
    }
}
