package dev.tokenwright.chat.prompt.command;

import dev.tokenwright.chat.prompt.Library;
import dev.tokenwright.chat.prompt.LibraryOptions;
import dev.tokenwright.chat.prompt.PromptFormat;
import dev.tokenwright.chat.prompt.TrainingTokenizer;
import dev.tokenwright.load.MegatronMetadata;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Megatron's tokenizer options, old and new, and the training tokenizer that they ask for. Immutable. */
public final class TokenizerArguments {
    /*
     * The way to a tokenizer has four steps: which library, which path, what the library is told, what conversations are
     * written in. An old option is first translated into the new ones; a new one that is also there goes before it.
     */
    private final ArgumentLine line;
    private final Optional<Library> named;
    private final Optional<String> promptFormat;
    private final List<String> warnings;

    private TokenizerArguments(
            ArgumentLine line, Optional<Library> named, Optional<String> promptFormat, List<String> warnings) {
        this.line = line;
        this.named = named;
        this.promptFormat = promptFormat;
        this.warnings = warnings;
    }

    /**
     * Reads options and their values.
     *
     * @throws IllegalArgumentException when an option is not known, its value does not fit, or options contradict each
     *     other
     */
    public static TokenizerArguments parse(List<String> arguments) {
        ArgumentLine line = ArgumentLine.parse(arguments);
        Contradictions.check(line);
        Optional<Library> library = Translation.library(line);
        Optional<String> format = Translation.promptFormat(line);
        return new TokenizerArguments(line, library, format, Translation.warnings(line, library, format));
    }

    /** What is out of date in the options, and how it is written now; one line for all. */
    public List<String> warnings() {
        return warnings;
    }

    /** The library that the options name; a metadata file may name another. */
    public Optional<Library> library() {
        return named;
    }

    /** The prompt format's name: the one that is asked for, else {@code default} where the library is for text. */
    public Optional<String> promptFormat() {
        return promptFormat.or(() -> named.filter(Library::isVision).isPresent()
                ? Optional.empty()
                : Optional.of(PromptFormat.DEFAULT.spelling()));
    }

    /** The path or the old name of the tokenizer. */
    public Optional<String> path() {
        Optional<String> type = line.word(Flag.TYPE);
        return named.equals(Optional.of(Library.MEGATRON)) && type.isPresent() && !line.has(Flag.LIBRARY)
                ? type
                : line.word(Flag.MODEL);
    }

    /**
     * What the library is told.
     *
     * @throws IllegalArgumentException when an option is missing or does not fit
     */
    public LibraryOptions libraryOptions() {
        Optional<MegatronMetadata> metadata = metadata();
        return LibrarySettings.of(
                resolveLibrary(metadata), line, path(), metadata.flatMap(MegatronMetadata::chatTemplate));
    }

    private Optional<MegatronMetadata> metadata() {
        return line.word(Flag.METADATA).map(file -> MegatronMetadata.read(Path.of(file)));
    }

    private Library resolveLibrary(Optional<MegatronMetadata> metadata) {
        Optional<Library> library = metadata.isEmpty()
                ? named
                : Optional.of(Library.named(metadata.get().library())
                        .orElseThrow(() -> new IllegalArgumentException("the metadata names no known library: "
                                + metadata.get().library())));
        return library.orElseThrow(() -> new IllegalArgumentException(
                "--tokenizer-library is missing; it is one of " + String.join(", ", Flag.LIBRARY.choices())));
    }

    private Optional<Path> resolvePath(Library library) {
        Optional<Path> path = path().map(Path::of);
        if (library.needsPath() && path.isEmpty()) {
            throw new IllegalArgumentException("--tokenizer-model is missing; the library " + library + " needs it");
        }
        return path;
    }

    /**
     * Opens the tokenizer.
     *
     * @throws IllegalArgumentException when an option is missing or does not fit
     * @throws dev.tokenwright.error.LoadException when its files cannot be used
     * @throws dev.tokenwright.error.ConversationException when it lacks a token that the prompt format needs
     */
    public TrainingTokenizer open() {
        LibraryOptions options = libraryOptions();
        Optional<Path> path = resolvePath(options.library());
        Optional<String> format = promptFormat();
        if (format.isEmpty() && options.library() == Library.MULTIMODAL) {
            throw new IllegalArgumentException("--tokenizer-prompt-format is missing; the library multimodal needs it");
        }
        return format.isEmpty()
                ? TrainingTokenizer.open(path, options)
                : TrainingTokenizer.open(path, options, PromptFormat.named(format.get()));
    }

    /** The number of rows that a model's embedding table has for a vocabulary. */
    public int paddedVocabSize(int vocabSize) {
        OptionalInt given = line.number(Flag.PADDED_VOCAB_SIZE);
        return given.isPresent()
                ? given.getAsInt()
                : VocabularyPadding.padded(
                        vocabSize,
                        line.number(Flag.DIVISIBLE_BY).orElse(128),
                        line.number(Flag.TENSOR_PARALLEL).orElse(1));
    }
}
