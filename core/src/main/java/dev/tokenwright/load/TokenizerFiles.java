package dev.tokenwright.load;

import dev.tokenwright.error.LoadException;
import dev.tokenwright.spec.Origin;
import dev.tokenwright.spec.TokenizerSpec;
import dev.tokenwright.wire.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

    /**
     * Reads a directory as {@code transformers} does when it makes a {@code LlamaTokenizerFast} of {@code tokenizer.model}
     * ({@code from_slow}, without {@code legacy}, with the token that opens a text), whatever its {@code tokenizer.json}
     * says. Other classes are refused.
     */
    public static TokenizerSpec convertedLlama(Path directory) {
        FileLedger ledger = FileLedger.of(directory, LoadOptions.DEFAULT);
        return ledger.finish(LlamaDirectory.read(directory, ledger));
    }

    /**
     * Reads a tiktoken rank file of a model, such as {@code tiktoken.model}. Whose it is, and so its split pattern and
     * special tokens, is told by the files beside it: {@code tokenizer_config.json}, {@code config.json} and
     * {@code params.json}. What cannot be told for certain is refused; then use {@link #tiktoken(Path, TiktokenOptions)}.
     */
    public static TokenizerSpec tiktokenModel(Path path) {
        Map<String, byte[]> siblings = new LinkedHashMap<>();
        for (String name : SiblingFiles.NAMES) {
            Path sibling = path.resolveSibling(name);
            if (Files.isRegularFile(sibling)) {
                siblings.put(name, read(sibling));
            }
        }
        return tiktokenModel(read(path), name(path), siblings);
    }

    /**
     * Reads the content of a tiktoken rank file of a model; {@code source} is its name in messages.
     *
     * @param siblings the contents of the files beside it, by name
     */
    public static TokenizerSpec tiktokenModel(byte[] content, String source, Map<String, byte[]> siblings) {
        List<Origin.SourceFile> files = new ArrayList<>(List.of(sourceFile(content, source)));
        for (String name : SiblingFiles.NAMES) {
            Optional.ofNullable(siblings.get(name)).ifPresent(sibling -> files.add(sourceFile(sibling, name)));
        }
        return TiktokenModelReader.read(content, source, new SiblingFiles(siblings), files);
    }

    /** Reads an encoding as npm {@code tiktoken} writes it, such as Anthropic's {@code claude.json}. */
    public static TokenizerSpec tiktokenJson(Path path) {
        return tiktokenJson(read(path), name(path));
    }

    /** Reads the content of an encoding as npm {@code tiktoken} writes it; {@code source} is its name in messages. */
    public static TokenizerSpec tiktokenJson(byte[] content, String source) {
        return TiktokenJsonReader.read(JsonNode.parse(content, source), sourceFile(content, source));
    }

    /** Reads Mistral's {@code tekken.json}. */
    public static TokenizerSpec tekken(Path path) {
        return tekken(read(path), name(path));
    }

    /** Reads the content of Mistral's {@code tekken.json}; {@code source} is its name in messages. */
    public static TokenizerSpec tekken(byte[] content, String source) {
        return TekkenReader.read(JsonNode.parse(content, source), sourceFile(content, source));
    }

    /** Reads the JSON vocabulary of Megatron's {@code tiktoken} library. */
    public static TokenizerSpec megatronTiktoken(Path path, MegatronOptions options) {
        return megatronTiktoken(read(path), name(path), options);
    }

    /** Reads the content of a JSON vocabulary of Megatron's {@code tiktoken} library; {@code source} is its name in messages. */
    public static TokenizerSpec megatronTiktoken(byte[] content, String source, MegatronOptions options) {
        return MegatronReader.tiktoken(JsonNode.parse(content, source), options, sourceFile(content, source));
    }

    /** Megatron's {@code byte-level} tokenizer, which needs no file: ids are bytes. */
    public static TokenizerSpec byteLevel(ByteLevelOptions options) {
        return MegatronReader.byteLevel(options);
    }

    /**
     * Megatron's {@code null} tokenizer, which needs no file: text is ids, written as numbers.
     *
     * @param vocabSize number of ids; the next one closes a document
     */
    public static TokenizerSpec numbers(int vocabSize) {
        return MegatronReader.numbers(vocabSize);
    }

    /** Reads the tokenizer in the metadata of a GGUF file, which may be of any size: its tensors are not read. */
    public static TokenizerSpec gguf(Path path) {
        try (InputStream in = Files.newInputStream(path)) {
            return GgufReader.read(in, name(path), Files.size(path));
        } catch (IOException e) {
            throw FileLedger.unreadable(path, e);
        }
    }

    /** Reads the tokenizer in the content of a GGUF file; {@code source} is its name in messages. */
    public static TokenizerSpec gguf(byte[] content, String source) {
        try (InputStream in = new ByteArrayInputStream(content)) {
            return GgufReader.read(in, source, content.length);
        } catch (IOException e) {
            throw new IllegalStateException("memory can be read", e);
        }
    }

    /** Reads the content of a vocabulary in the library's own compact form; {@code source} is its name in messages. */
    public static TokenizerSpec compact(byte[] content, String source) {
        return CompactReader.read(content, source);
    }

    /**
     * Writes any tokenizer as a {@code tokenizer.json} with which Hugging Face {@code tokenizers} gives the same ids for every
     * text. Nothing is written when that is not possible. The stream is flushed, not closed.
     *
     * @return what of decoding such a file cannot say, for people; empty when nothing is lost
     * @throws dev.tokenwright.error.ConversionException when ids would differ; it says what would be lost
     */
    public static List<String> writeTokenizerJson(TokenizerSpec spec, OutputStream out) throws IOException {
        return TokenizerJsonWriter.write(spec, out);
    }

    /**
     * Writes any tokenizer as a directory with a {@code tokenizer.json} and a {@code tokenizer_config.json}, which is made
     * when it is missing. Nothing is written when ids would differ.
     *
     * @return what of decoding such files cannot say, for people; empty when nothing is lost
     * @throws dev.tokenwright.error.ConversionException when ids would differ; it says what would be lost
     */
    public static List<String> writeModelDirectory(TokenizerSpec spec, Path directory) throws IOException {
        return ModelDirectoryWriter.write(spec, directory);
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
