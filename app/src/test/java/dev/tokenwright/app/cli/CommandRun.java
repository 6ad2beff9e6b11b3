package dev.tokenwright.app.cli;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** What a command did, as a user meets it: line ends of its output are those of Unix on every machine. */
record CommandRun(int exitCode, String out, String err) {
    static CommandRun of(String input, String... args) {
        return of(Map.of(), input, args);
    }

    static CommandRun of(Map<String, String> environment, String input, String... args) {
        InputStream before = System.in;
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        try {
            System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
            int exitCode = Main.run(environment, new PrintWriter(out), new PrintWriter(err), args);
            return new CommandRun(exitCode, out.toString().replace("\r\n", "\n"), err.toString());
        } finally {
            System.setIn(before);
        }
    }

    /** The lines that say that an option is an old one. */
    List<String> warnings() {
        return err.lines().filter(line -> line.startsWith("deprecated: ")).toList();
    }
}
