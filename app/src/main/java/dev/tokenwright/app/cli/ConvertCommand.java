package dev.tokenwright.app.cli;

import dev.tokenwright.app.json.Json;
import dev.tokenwright.load.TokenizerFiles;
import dev.tokenwright.spec.TokenizerSpec;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tokenwright convert}. */
@Command(
        name = "convert",
        mixinStandardHelpOptions = true,
        description = {
            "Write a tokenizer as tokenizer.json, with which Hugging Face tokenizers gives the same ids.",
            "Where that is not possible, nothing is written and the error says what would be lost."
        },
        footer = {"", "Example:", "  tokenwright convert --model path/to/tekken.json -o tokenizer.json"})
final class ConvertCommand implements Callable<Integer> {
    static final String TOKENIZER_JSON = "tokenizer.json";

    @Spec
    @Nullable
    CommandSpec spec;

    @Mixin
    ModelOptions model = new ModelOptions();

    @Option(
            names = "--to",
            paramLabel = "FORMAT",
            defaultValue = TOKENIZER_JSON,
            description = "The format to write; there is only ${DEFAULT-VALUE}.")
    String format = TOKENIZER_JSON;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            required = true,
            description = "The file to write.")
    Path output = Path.of(TOKENIZER_JSON);

    @Option(names = "--force", description = "Replace the file if it is there.")
    boolean force;

    @Option(names = "--json", description = "Write the result as a JSON object.")
    boolean json;

    /** What was written. */
    private record Written(long bytes, String sha256, List<String> notes) {}

    @Override
    public Integer call() throws IOException {
        if (!format.equals(TOKENIZER_JSON)) {
            throw new CliException("cannot write the format \"" + format + "\"; it must be " + TOKENIZER_JSON);
        }
        checkOutput();
        TokenizerSpec tokenizer = model.load().spec();
        Path target = output.toAbsolutePath();
        Path folder = Objects.requireNonNull(target.getParent(), "an absolute file has a folder");
        Path unfinished = Files.createTempFile(folder, "." + target.getFileName() + ".", ".tmp");
        try {
            Written written = write(tokenizer, unfinished);
            moveIntoPlace(unfinished, target);
            print(tokenizer, written);
            return 0;
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private void checkOutput() {
        if (Files.isDirectory(output)) {
            throw new CliException(output + " is a directory; name a file in it");
        }
        if (Files.exists(output) && !force) {
            throw alreadyThere();
        }
    }

    private CliException alreadyThere() {
        return new CliException(output + " is there already; name another file, or replace it with --force");
    }

    private static Written write(TokenizerSpec tokenizer, Path file) throws IOException {
        MessageDigest digest = sha256();
        List<String> notes;
        try (OutputStream out = new DigestOutputStream(new BufferedOutputStream(Files.newOutputStream(file)), digest)) {
            notes = TokenizerFiles.writeTokenizerJson(tokenizer, out);
        }
        return new Written(Files.size(file), HexFormat.of().formatHex(digest.digest()), notes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private void moveIntoPlace(Path unfinished, Path target) throws IOException {
        try {
            if (force) {
                Files.move(unfinished, target, StandardCopyOption.REPLACE_EXISTING);
            } else {
                Files.move(unfinished, target);
            }
        } catch (FileAlreadyExistsException e) {
            throw alreadyThere();
        }
    }

    private void print(TokenizerSpec tokenizer, Written written) {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        if (json) {
            out.println(Json.line(generator -> {
                generator.writeStringField("file", output.toString());
                generator.writeStringField("format", format);
                generator.writeStringField("from", tokenizer.origin().format());
                generator.writeNumberField("bytes", written.bytes());
                generator.writeStringField("sha256", written.sha256());
                generator.writeArrayFieldStart("notes");
                for (String note : written.notes()) {
                    generator.writeString(note);
                }
                generator.writeEndArray();
            }));
            return;
        }
        out.println("wrote " + output + " (" + written.bytes() + " bytes, sha256 " + written.sha256() + ")");
        written.notes().forEach(note -> out.println("note: " + note));
    }
}
