package dev.tokenwright.app.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Where a command's input comes from beside its arguments. */
final class InputOptions {
    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "Read input from a file; - is standard input. May be given several times.")
    List<Path> files = List.of();

    @Option(
            names = "--jsonl",
            description =
                    "Read one JSON request a line and write one result a line, in order; a request that fails gives"
                            + " {\"error\":{\"type\",\"message\",…}} on its line, and exit code 1 at the end.")
    boolean jsonl;

    /** The texts: arguments first, then files; standard input when there is neither. */
    List<String> texts(List<String> arguments) throws IOException {
        List<String> texts = new ArrayList<>(arguments);
        for (Path file : files) {
            texts.add(file.toString().equals("-") ? decode(System.in.readAllBytes(), "-") : read(file));
        }
        if (arguments.isEmpty() && files.isEmpty()) {
            texts.add(decode(System.in.readAllBytes(), "standard input"));
        }
        return texts;
    }

    /** The documents of a file; the whole file when the separator is empty. */
    static List<String> documents(Path file, String separator) throws IOException {
        String text = read(file);
        if (separator.isEmpty()) {
            return List.of(text);
        }
        List<String> documents = new ArrayList<>();
        int from = 0;
        for (int to = text.indexOf(separator); to >= 0; to = text.indexOf(separator, from)) {
            documents.add(text.substring(from, to));
            from = to + separator.length();
        }
        documents.add(text.substring(from));
        return documents;
    }

    private static String read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new CliException("FileNotFound", "no file " + file + "; check the path");
        }
        return decode(Files.readAllBytes(file), file.toString());
    }

    private static String decode(byte[] bytes, String name) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new CliException("NotUtf8", name + " is not UTF-8; convert it first");
        }
    }

    /** Answers each request: a line with {@code --jsonl}, else a file or standard input as a whole. Gives the exit code. */
    int answerEach(Function<byte[], String> answer, CommandLine command) throws IOException {
        if (jsonl) {
            return answer(answer, command.getOut(), command.getErr());
        }
        for (String text : texts(List.of())) {
            command.getOut().println(answer.apply(text.getBytes(StandardCharsets.UTF_8)));
        }
        return 0;
    }

    /** Answers the requests of the files, or of standard input, and gives the exit code. */
    int answer(Function<byte[], String> answer, PrintWriter out, PrintWriter err) throws IOException {
        boolean terminal = Terminal.isAttached();
        if (files.isEmpty() || files.get(0).toString().equals("-")) {
            return new Lines(answer, out, new Progress(err, 0, terminal)).run(System.in);
        }
        int exitCode = 0;
        for (Path file : files) {
            if (!Files.isRegularFile(file)) {
                throw new CliException("FileNotFound", "no file " + file + "; check the path");
            }
            try (InputStream in = Files.newInputStream(file)) {
                Progress progress = new Progress(err, Files.size(file), terminal);
                exitCode |= new Lines(answer, out, progress).run(in);
            }
        }
        return exitCode;
    }
}
