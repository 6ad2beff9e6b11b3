package dev.tokenwright.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A process that is timed beside others: it loads one model, says so, then answers one JSON request a line until its
 * input ends. The one who asks reads the process's CPU clock before a request and after its answer, so that all peers
 * are timed by the same clock.
 *
 * <p>Arguments: library, model (a name, or a {@code tokenizer.json}), {@code text} or {@code utf8} (the form that
 * documents are held in), number of threads. {@code tools/bench/README.md} has the requests.
 */
public final class Worker {
    private final WorkerSession session;

    Worker(WorkerSession session) {
        this.session = session;
    }

    /** Runs until the input ends. */
    public static void main(String[] args) throws IOException {
        if (args.length != 4) {
            throw new IllegalArgumentException("arguments: LIBRARY MODEL text|utf8 THREADS");
        }
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        long start = System.nanoTime();
        Path file = Path.of(args[1]);
        Model model = Files.exists(file) ? Model.at(file) : Model.named(args[1]);
        try (WorkerSession session = new WorkerSession(
                () -> Library.named(args[0]).open(model), args[2].equals("utf8"), Integer.parseInt(args[3]))) {
            long wall = System.nanoTime() - start;
            out.println(Json.line(json -> json.writeNumberField("wall_s", wall / 1e9)));
            out.flush();
            Worker worker = new Worker(session);
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                out.println(worker.answer(line));
                out.flush();
            }
        }
    }

    /** The answer to a request; a request that fails is answered with its error. */
    String answer(String line) {
        try {
            Map<String, String> request = Json.fields(line);
            String operation = request.getOrDefault("op", "");
            return switch (operation) {
                case "text" -> session.text(request);
                case "encode" -> session.encode();
                case "check" -> session.check();
                case "prepare_decode" -> "{}";
                case "decode" -> session.decode();
                case "latency" -> session.latency(Integer.parseInt(request.getOrDefault("warm", "0")));
                case "reload" -> session.reload();
                default -> throw new IllegalArgumentException("no operation \"" + operation + "\"");
            };
        } catch (IOException | RuntimeException e) {
            return Json.line(json -> json.writeStringField("error", e.toString()));
        }
    }
}
