package dev.tokenwright.load;

import dev.tokenwright.error.LoadException;
import dev.tokenwright.error.Place;
import dev.tokenwright.load.FileLedger.LoadedFile;
import dev.tokenwright.spec.TokenizerSpec;
import java.nio.file.Path;
import java.util.List;

/** Hands a file to the reader of its format: the one place where formats and readers meet. */
final class FormatReaders {
    private FormatReaders() {}

    /** Reads one file, or {@code vocab.json} and {@code merges.txt} together. */
    static TokenizerSpec read(List<Path> files, FileLedger ledger) {
        if (files.size() == 2) {
            LoadedFile vocabulary = ledger.read(files.get(0));
            LoadedFile merges = ledger.read(files.get(1));
            return TokenizerFiles.gpt2Bpe(vocabulary.content(), vocabulary.name(), merges.content(), merges.name());
        }
        return read(files.get(0), ledger);
    }

    /** Reads a file of any format. */
    static TokenizerSpec read(Path path, FileLedger ledger) {
        if (FormatSniffer.isGguf(ledger.start(path, FormatSniffer.MAGIC_BYTES))) {
            throw notRead(FileFormat.GGUF, FileLedger.name(path));
        }
        LoadedFile file = ledger.read(path);
        FileFormat format = FormatSniffer.format(file.content(), file.name());
        return switch (format) {
            case TOKENIZER_JSON -> TokenizerFiles.tokenizerJson(file.content(), file.name());
            case TEKKEN -> throw notRead(format, file.name());
            case TIKTOKEN_JSON -> throw notRead(format, file.name());
            case MEGATRON_JSON -> throw notRead(format, file.name());
            case SENTENCE_PIECE ->
                TokenizerFiles.sentencePiece(file.content(), file.name(), SentencePieceOptions.DEFAULT);
            case VOCABULARY_TEXT -> TokenizerFiles.bertVocabulary(file.content(), file.name(), BertOptions.UNCASED);
            case VOCABULARY_JSON -> throw needsMerges(file.name());
            case MERGES_TEXT -> throw needsVocabulary(file.name());
            case TIKTOKEN_RANKS -> throw needsPattern(file.name());
            case GGUF -> throw new AssertionError("GGUF is told before the file is read");
        };
    }

    private static LoadException notRead(FileFormat format, String source) {
        return new LoadException(
                LoadException.Kind.UNSUPPORTED,
                Place.of(source),
                "this is " + format.description() + ", which is not read yet; name a tokenizer.json");
    }

    private static LoadException needsMerges(String source) {
        return unknown(source, "a vocab.json says nothing without its merges.txt. Name the directory that has both");
    }

    private static LoadException needsVocabulary(String source) {
        return unknown(source, "a merges.txt says nothing without its vocab.json. Name the directory that has both");
    }

    private static LoadException needsPattern(String source) {
        return unknown(
                source,
                "a tiktoken rank file says neither its split pattern nor its special tokens. Give both:"
                        + " TokenizerFiles.tiktoken(path, options), or --tiktoken-pattern and"
                        + " --tiktoken-special-tokens on the command line");
    }

    private static LoadException unknown(String source, String problem) {
        return new LoadException(LoadException.Kind.UNKNOWN_FORMAT, Place.of(source), problem);
    }
}
