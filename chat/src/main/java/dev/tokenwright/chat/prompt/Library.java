package dev.tokenwright.chat.prompt;

import java.util.Optional;

/** Whose rules a training tokenizer follows. */
public enum Library {
    /** A model directory or a {@code tokenizer.json} of Hugging Face. */
    HUGGINGFACE("huggingface", Path.NEEDED),
    /** GPT-2's byte pair encoding or BERT's WordPiece, by one of Megatron's old names. */
    MEGATRON("megatron", Path.NEEDED),
    /** A SentencePiece model. */
    SENTENCEPIECE("sentencepiece", Path.NEEDED),
    /** A JSON list of ranked tokens, with special tokens before it. */
    TIKTOKEN("tiktoken", Path.NEEDED),
    /** Ids are bytes. */
    BYTE_LEVEL("byte-level", Path.NONE),
    /** Text is ids, written as numbers. */
    NULL("null", Path.NONE),
    /** A Hugging Face tokenizer with image tokens. */
    MULTIMODAL("multimodal", Path.NEEDED),
    /** Numbers and an image token. */
    NULL_MULTIMODAL("null-multimodal", Path.NONE);

    private final String spelling;
    private final Path path;

    Library(String spelling, Path path) {
        this.spelling = spelling;
        this.path = path;
    }

    private enum Path {
        NEEDED,
        NONE
    }

    /** The library's name on a command line. */
    public String spelling() {
        return spelling;
    }

    /** The library's name in a metadata file. */
    public String metadataName() {
        return this == NULL ? "null-text" : spelling;
    }

    /** Whether it reads files. */
    public boolean needsPath() {
        return path == Path.NEEDED;
    }

    /** Whether it is for text with images. */
    public boolean isVision() {
        return this == MULTIMODAL || this == NULL_MULTIMODAL;
    }

    /** The library with a name as a command line or a metadata file writes it. */
    public static Optional<Library> named(String name) {
        for (Library library : values()) {
            if (library.spelling.equals(name) || library.metadataName().equals(name)) {
                return Optional.of(library);
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return spelling;
    }
}
