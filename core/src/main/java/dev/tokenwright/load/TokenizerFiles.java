package dev.tokenwright.load;

import dev.tokenwright.error.LoadException;
import dev.tokenwright.spec.Origin;
import dev.tokenwright.spec.TokenizerSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Tokenizer files to specifications. Reads the files that are named and nothing else; never the network.
 *
 * <p>All methods throw {@link LoadException} when a file is missing, malformed, or not something that can be done exactly.
 */
public final class TokenizerFiles {
    private TokenizerFiles() {}

    /**
     * Reads a file or a model directory. The format of a file is told by its content, the tokenizer of a directory by the
     * order that {@code docs/loading.md} gives.
     */
    public static TokenizerSpec load(Path path) {
        return load(path, LoadOptions.DEFAULT);
    }

    /** As {@link #load(Path)}, refusing files that are not what the options ask for. */
    public static TokenizerSpec load(Path path, LoadOptions options) {
        FileLedger ledger = FileLedger.of(path, options);
        return ledger.finish(
                Files.isDirectory(path) ? ModelDirectory.read(path, ledger) : FormatReaders.read(path, ledger));
    }

    /** Reads a Hugging Face {@code tokenizer.json}. */
    public static TokenizerSpec tokenizerJson(Path path) {
        return tokenizerJson(read(path), name(path));
    }

    /** Reads the content of a Hugging Face {@code tokenizer.json}; {@code source} is its name in messages. */
    public static TokenizerSpec tokenizerJson(byte[] content, String source) {
        return TokenizerJsonReader.read(content, source, sourceFile(content, source));
    }

    /** Reads a tiktoken rank file. */
    public static TokenizerSpec tiktoken(Path path, TiktokenOptions options) {
        return tiktoken(read(path), name(path), options);
    }

    /** Reads the content of a tiktoken rank file; {@code source} is its name in messages. */
    public static TokenizerSpec tiktoken(byte[] content, String source, TiktokenOptions options) {
        return TiktokenReader.read(content, source, options, sourceFile(content, source));
    }

    /** Reads a BERT {@code vocab.txt}, one WordPiece token a line. */
    public static TokenizerSpec bertVocabulary(Path path, BertOptions options) {
        return bertVocabulary(read(path), name(path), options);
    }

    /** Reads the content of a BERT {@code vocab.txt}; {@code source} is its name in messages. */
    public static TokenizerSpec bertVocabulary(byte[] content, String source, BertOptions options) {
        return BertVocabularyReader.read(content, source, options, sourceFile(content, source));
    }

    /** Reads GPT-2's {@code vocab.json} and {@code merges.txt}, which say nothing of special tokens. */
    public static TokenizerSpec gpt2Bpe(Path vocab, Path merges) {
        return gpt2Bpe(read(vocab), name(vocab), read(merges), name(merges));
    }

    /** Reads the contents of GPT-2's {@code vocab.json} and {@code merges.txt}; the sources are their names in messages. */
    public static TokenizerSpec gpt2Bpe(byte[] vocab, String vocabSource, byte[] merges, String mergesSource) {
        List<Origin.SourceFile> files = List.of(sourceFile(vocab, vocabSource), sourceFile(merges, mergesSource));
        return Gpt2Reader.read(vocab, vocabSource, merges, mergesSource, files);
    }

    /** Reads a SentencePiece model. */
    public static TokenizerSpec sentencePiece(Path path, SentencePieceOptions options) {
        return sentencePiece(read(path), name(path), options);
    }

    /** Reads the content of a SentencePiece model; {@code source} is its name in messages. */
    public static TokenizerSpec sentencePiece(byte[] content, String source, SentencePieceOptions options) {
        return SentencePieceReader.read(content, source, options, sourceFile(content, source));
    }

    /** Reads the content of a vocabulary in the library's own compact form; {@code source} is its name in messages. */
    public static TokenizerSpec compact(byte[] content, String source) {
        return CompactReader.read(content, source);
    }

    private static byte[] read(Path path) {
        return FileLedger.of(path, LoadOptions.DEFAULT).read(path).content();
    }

    private static String name(Path path) {
        return FileLedger.name(path);
    }

    private static Origin.SourceFile sourceFile(byte[] content, String source) {
        return FileLedger.sourceFile(content, source);
    }
}
