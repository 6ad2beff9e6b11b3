package dev.tokenwright.load;

import dev.tokenwright.error.LoadException;
import dev.tokenwright.error.Place;
import dev.tokenwright.spec.TokenizerSpec;
import dev.tokenwright.wire.JsonNode;
import dev.tokenwright.wire.Quoted;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A directory that holds the files of one model. The first of {@link #CANDIDATES} that is there is the tokenizer,
 * whatever else the directory has; two files that fit the same candidate are refused, never chosen between.
 */
final class ModelDirectory {
    private static final String TOKENIZER_JSON = "tokenizer.json";

    /** What is looked for, in this order. {@code *} stands for anything; {@code +} means both files. */
    private static final List<String> CANDIDATES = List.of(
            TOKENIZER_JSON,
            "tekken.json",
            "tokenizer.model",
            "spiece.model",
            "sentencepiece.bpe.model",
            "tiktoken.model",
            "*.tiktoken",
            "vocab.json + merges.txt",
            "vocab.txt",
            "*.gguf");

    private final Path directory;
    private final FileLedger ledger;

    private ModelDirectory(Path directory, FileLedger ledger) {
        this.directory = directory;
        this.ledger = ledger;
    }

    /** Reads the tokenizer of a directory. */
    static TokenizerSpec read(Path directory, FileLedger ledger) {
        return new ModelDirectory(directory, ledger).read();
    }

    private TokenizerSpec read() {
        for (String candidate : CANDIDATES) {
            List<Path> found = find(candidate);
            if (!found.isEmpty()) {
                return read(found);
            }
        }
        refuseCode();
        throw new LoadException(
                LoadException.Kind.UNKNOWN_FORMAT,
                Place.of(directory.toString()),
                "cannot tell the format: it has none of " + String.join(", ", CANDIDATES));
    }

    private TokenizerSpec read(List<Path> files) {
        String name = FileLedger.name(files.get(0));
        if (!name.equals(TOKENIZER_JSON)) {
            TokenizerSpec own = FormatReaders.readInDirectory(files, ledger);
            return NativeDirectory.read(DirectoryConfig.read(directory, ledger), name, own, ledger);
        }
        FileLedger.LoadedFile file = ledger.read(files.get(0));
        DirectoryConfig config = DirectoryConfig.read(directory, ledger);
        return FastDirectory.applies(config)
                ? FastDirectory.read(config, file)
                : TokenizerFiles.tokenizerJson(file.content(), file.name());
    }

    /** Says what to do when the tokenizer is code that comes with the model. */
    private void refuseCode() {
        DirectoryConfig config = DirectoryConfig.read(directory, ledger);
        Optional<String> named = config.optional("tokenizer_class").map(JsonNode::string);
        if (named.isPresent() || config.optional("auto_map").isPresent()) {
            throw config.unsupported(
                    named.isPresent() ? "tokenizer_class" : "auto_map",
                    "the tokenizer " + named.map(Quoted::text).orElse("of this model")
                            + " is defined by code, which is never run, and " + directory + " has none of "
                            + String.join(", ", CANDIDATES)
                            + ". Put a tokenizer.json there: load the model in Python, convert it to a fast tokenizer"
                            + " and save that");
        }
    }

    /** The file of a candidate, or both files of a pair; empty when it is not there. */
    private List<Path> find(String candidate) {
        if (candidate.startsWith("*")) {
            return single(candidate, matching(candidate));
        }
        List<Path> files = new ArrayList<>();
        for (String name : candidate.split(" \\+ ")) {
            Path file = directory.resolve(name);
            if (!Files.isRegularFile(file)) {
                return List.of();
            }
            files.add(file);
        }
        return files;
    }

    private List<Path> matching(String pattern) {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory, pattern)) {
            stream.forEach(file -> {
                if (Files.isRegularFile(file)) {
                    files.add(file);
                }
            });
        } catch (IOException | DirectoryIteratorException e) {
            throw FileLedger.unreadable(directory, e);
        }
        files.sort(null);
        return files;
    }

    private List<Path> single(String pattern, List<Path> files) {
        if (files.size() > 1) {
            throw new LoadException(
                    LoadException.Kind.UNKNOWN_FORMAT,
                    Place.of(directory.toString()),
                    files.size() + " files fit " + pattern + ": "
                            + String.join(
                                    ", ", files.stream().map(FileLedger::name).toList()) + ". Name one of them");
        }
        return files;
    }
}
