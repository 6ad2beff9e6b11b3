package dev.tokenwright.load;

import dev.tokenwright.error.LoadException;
import dev.tokenwright.error.Place;
import dev.tokenwright.spec.Origin;
import dev.tokenwright.spec.TokenizerSpec;
import dev.tokenwright.wire.JsonNode;
import dev.tokenwright.wire.RankLines;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Tokenizer files to specifications. Reads the files that are named and nothing else; never the network.
 *
 * <p>All methods throw {@link LoadException} when a file is missing, malformed, or not something that can be done exactly.
 */
public final class TokenizerFiles {
    private static final String TOKENIZER_JSON = "tokenizer.json";

    private TokenizerFiles() {}

    /** Reads a file or a model directory; the format is told by the content. */
    public static TokenizerSpec load(Path path) {
        if (Files.isDirectory(path)) {
            return loadDirectory(path);
        }
        byte[] content = read(path);
        String source = name(path);
        if (startsJsonObject(content)) {
            JsonNode root = JsonNode.parse(content, source);
            if (root.members().containsKey("model")) {
                return TokenizerJsonReader.read(root, sourceFile(content, source));
            }
            throw unknownFormat(source, "it is JSON without \"model\", so no tokenizer.json");
        }
        if (RankLines.looksLike(content)) {
            throw new LoadException(
                    LoadException.Kind.UNKNOWN_FORMAT,
                    Place.of(source),
                    "a tiktoken rank file says neither its split pattern nor its special tokens. Give both:"
                            + " TokenizerFiles.tiktoken(path, options), or --tiktoken-pattern and"
                            + " --tiktoken-special-tokens on the command line");
        }
        if (SentencePieceReader.looksLike(content)) {
            return sentencePiece(content, source, SentencePieceOptions.DEFAULT);
        }
        throw unknownFormat(
                source, "it is neither a tokenizer.json nor a tiktoken rank file nor a SentencePiece model");
    }

    private static TokenizerSpec loadDirectory(Path directory) {
        Path json = directory.resolve(TOKENIZER_JSON);
        if (Files.isRegularFile(json)) {
            return tokenizerJson(json);
        }
        try (DirectoryStream<Path> ranks = Files.newDirectoryStream(directory, "*.tiktoken")) {
            for (Path file : ranks) {
                return load(file);
            }
        } catch (IOException | DirectoryIteratorException e) {
            throw unreadable(directory, e);
        }
        throw unknownFormat(directory.toString(), "it has none of tokenizer.json, *.tiktoken");
    }

    private static LoadException unknownFormat(String source, String reason) {
        return new LoadException(
                LoadException.Kind.UNKNOWN_FORMAT,
                Place.of(source),
                "cannot tell the format: " + reason
                        + ". Name a tokenizer.json, a tiktoken rank file or a SentencePiece model");
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

    /** Reads a SentencePiece model. */
    public static TokenizerSpec sentencePiece(Path path, SentencePieceOptions options) {
        return sentencePiece(read(path), name(path), options);
    }

    /** Reads the content of a SentencePiece model; {@code source} is its name in messages. */
    public static TokenizerSpec sentencePiece(byte[] content, String source, SentencePieceOptions options) {
        return SentencePieceReader.read(content, source, options, sourceFile(content, source));
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

    /** Reads the content of a vocabulary in the library's own compact form; {@code source} is its name in messages. */
    public static TokenizerSpec compact(byte[] content, String source) {
        return CompactReader.read(content, source);
    }

    private static boolean startsJsonObject(byte[] content) {
        int at = content.length >= 3 && content[0] == (byte) 0xEF ? 3 : 0;
        while (at < content.length && (content[at] == ' ' || content[at] >= '\t' && content[at] <= '\r')) {
            at++;
        }
        return at < content.length && content[at] == '{';
    }

    private static String name(Path path) {
        Path name = path.getFileName();
        return name == null ? path.toString() : name.toString();
    }

    private static byte[] read(Path path) {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] content = in.readNBytes(Limits.MAX_FILE_BYTES + 1);
            if (content.length > Limits.MAX_FILE_BYTES) {
                throw new LoadException(
                        LoadException.Kind.LIMIT,
                        Place.of(path.toString()),
                        "the file is larger than the limit of " + Limits.MAX_FILE_BYTES + " bytes");
            }
            return content;
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    private static LoadException unreadable(Path path, Exception cause) {
        return new LoadException(
                LoadException.Kind.UNREADABLE,
                Place.of(path.toString()),
                "cannot be read (" + cause.getClass().getSimpleName() + "); check the path",
                cause);
    }

    private static Origin.SourceFile sourceFile(byte[] content, String source) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return new Origin.SourceFile(source, content.length, HexFormat.of().formatHex(digest.digest(content)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
