package dev.tokenwright.app.cli;

import dev.tokenwright.app.json.Json;
import dev.tokenwright.error.LoadException;
import dev.tokenwright.error.SpecialTokenException;
import dev.tokenwright.error.TemplateException;
import dev.tokenwright.error.TokenIdException;
import dev.tokenwright.error.TokenwrightException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Answers requests, one a line, with results, one a line, in the same order. Works on many lines in parallel. */
final class Lines {
    private static final int BATCH_LINES = 512;
    private static final int BATCH_BYTES = 1 << 22;

    private final Function<byte[], String> answer;
    private final PrintWriter out;
    private final Progress progress;
    private boolean failed;

    Lines(Function<byte[], String> answer, PrintWriter out, Progress progress) {
        this.answer = answer;
        this.out = out;
        this.progress = progress;
    }

    /** Answers all lines and gives the exit code: 1 when any request failed. */
    int run(InputStream input) throws IOException {
        InputStream in = new BufferedInputStream(input, 1 << 16);
        List<byte[]> batch = new ArrayList<>();
        int bytes = 0;
        for (byte[] line = readLine(in); line != null; line = readLine(in)) {
            progress.advance(line.length + 1L);
            if (isBlank(line)) {
                continue;
            }
            batch.add(line);
            bytes += line.length;
            if (batch.size() == BATCH_LINES || bytes > BATCH_BYTES || in.available() == 0) {
                flush(batch);
                bytes = 0;
            }
        }
        flush(batch);
        progress.end();
        return failed ? Main.FAILED : 0;
    }

    private void flush(List<byte[]> batch) {
        List<String> results = batch.size() == 1
                ? List.of(result(batch.get(0)))
                : batch.parallelStream().map(this::result).toList();
        for (String result : results) {
            out.print(result);
            out.print('\n');
            failed |= result.startsWith("{\"error\":");
        }
        out.flush();
        batch.clear();
    }

    private String result(byte[] line) {
        try {
            return answer.apply(line);
        } catch (TokenwrightException | CliException e) {
            return error(e);
        }
    }

    private static String error(RuntimeException exception) {
        String type = exception instanceof CliException cli
                ? cli.type()
                : exception.getClass().getSimpleName().replace("Exception", "");
        return Json.line(json -> {
            json.writeObjectFieldStart("error");
            json.writeStringField("type", type);
            json.writeStringField("message", exception.getMessage());
            if (exception instanceof SpecialTokenException special) {
                json.writeStringField("token", special.token());
                json.writeNumberField("char_index", special.charIndex());
            } else if (exception instanceof TokenIdException id) {
                json.writeNumberField("id", id.id());
                json.writeNumberField("token_index", id.tokenIndex());
            } else if (exception instanceof LoadException load) {
                json.writeStringField("place", load.place().toString());
            } else if (exception instanceof TemplateException template) {
                json.writeStringField("kind", template.kind().toString());
                json.writeStringField("detail", template.detail());
                json.writeStringField("reference", template.reference());
                json.writeStringField("template", template.template());
                json.writeNumberField("line", template.line());
                json.writeNumberField("column", template.column());
            }
            json.writeEndObject();
        });
    }

    private static boolean isBlank(byte[] line) {
        for (byte value : line) {
            if (value != ' ' && value != '\t' && value != '\r') {
                return false;
            }
        }
        return true;
    }

    private static byte @org.jspecify.annotations.Nullable [] readLine(InputStream in) throws IOException {
        int next = in.read();
        if (next < 0) {
            return null;
        }
        ByteArrayOutputStream line = new ByteArrayOutputStream(256);
        while (next >= 0 && next != '\n') {
            line.write(next);
            next = in.read();
        }
        return line.toByteArray();
    }
}
