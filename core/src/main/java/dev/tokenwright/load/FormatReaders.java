package dev.tokenwright.load;

import dev.tokenwright.error.LoadException;
import dev.tokenwright.error.Place;
import dev.tokenwright.load.FileLedger.LoadedFile;
import dev.tokenwright.spec.TokenizerSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Hands a file to the reader of its format: the one place where formats and readers meet. */
final class FormatReaders {
    private FormatReaders() {}

    /** Reads one file of a directory, or {@code vocab.json} and {@code merges.txt} together. */
    static TokenizerSpec readInDirectory(List<Path> files, FileLedger ledger) {
        if (files.size() == 2) {
            LoadedFile vocabulary = ledger.read(files.get(0));
            LoadedFile merges = ledger.read(files.get(1));
            return TokenizerFiles.gpt2Bpe(vocabulary.content(), vocabulary.name(), merges.content(), merges.name());
        }
        Path path = files.get(0);
        if (format(path, ledger) == FileFormat.TIKTOKEN_RANKS) {
            LoadedFile file = ledger.read(path);
            return TokenizerFiles.tiktokenModel(file.content(), file.name(), siblings(path, ledger));
        }
        return read(path, ledger);
    }

    private static Map<String, byte[]> siblings(Path path, FileLedger ledger) {
        Map<String, byte[]> siblings = new LinkedHashMap<>();
        for (String name : SiblingFiles.NAMES) {
            Path sibling = path.resolveSibling(name);
            if (Files.isRegularFile(sibling)) {
                siblings.put(name, ledger.read(sibling, Limits.MAX_CONFIG_BYTES).content());
            }
        }
        return siblings;
    }

    private static FileFormat format(Path path, FileLedger ledger) {
        if (FormatSniffer.isGguf(ledger.start(path, FormatSniffer.MAGIC_BYTES))) {
            return FileFormat.GGUF;
        }
        LoadedFile file = ledger.read(path);
        return FormatSniffer.format(file.content(), file.name());
    }

    /** Reads a file by itself. */
    static TokenizerSpec read(Path path, FileLedger ledger) {
        FileFormat format = format(path, ledger);
        if (format == FileFormat.GGUF) {
            return TokenizerFiles.gguf(path); // may be too large to be read whole
        }
        LoadedFile file = ledger.read(path);
        return read(format, file.content(), file.name());
    }

    private static TokenizerSpec read(FileFormat format, byte[] content, String name) {
        return switch (format) {
            case TOKENIZER_JSON -> TokenizerFiles.tokenizerJson(content, name);
            case TEKKEN -> TokenizerFiles.tekken(content, name);
            case TIKTOKEN_JSON -> TokenizerFiles.tiktokenJson(content, name);
            case SENTENCE_PIECE -> TokenizerFiles.sentencePiece(content, name, SentencePieceOptions.DEFAULT);
            case VOCABULARY_TEXT -> TokenizerFiles.bertVocabulary(content, name, BertOptions.UNCASED);
            case GGUF -> TokenizerFiles.gguf(content, name);
            case MEGATRON_JSON -> throw needsOptions(name);
            case VOCABULARY_JSON -> throw needsMerges(name);
            case MERGES_TEXT -> throw needsVocabulary(name);
            case TIKTOKEN_RANKS -> throw TiktokenModelReader.unknown(name);
        };
    }

    private static LoadException needsOptions(String source) {
        return unknown(
                source,
                "a Megatron vocabulary says neither its split pattern nor its special tokens. Give both:"
                        + " TokenizerFiles.megatronTiktoken(path, options)");
    }

    private static LoadException needsMerges(String source) {
        return unknown(source, "a vocab.json says nothing without its merges.txt. Name the directory that has both");
    }

    private static LoadException needsVocabulary(String source) {
        return unknown(source, "a merges.txt says nothing without its vocab.json. Name the directory that has both");
    }

    private static LoadException unknown(String source, String problem) {
        return new LoadException(LoadException.Kind.UNKNOWN_FORMAT, Place.of(source), problem);
    }
}
