package dev.tokenwright.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code tokenwright serve} as a process. */
class ServeCommandTest {
    private static final int PATIENCE_SECONDS = 60;

    @TempDir
    Path folder;

    /** A server process and the port that it said. */
    private record Served(Process process, List<String> lines, int port) implements AutoCloseable {
        URI uri(String path) {
            return URI.create("http://127.0.0.1:" + port + path);
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }

    private static Served serve(Map<String, String> environment, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.tokenwright.app.cli.Main",
                "serve",
                "--port",
                "0"));
        command.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().remove("DYN_TOKENIZER");
        builder.environment().putAll(environment);
        Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        List<String> lines = new ArrayList<>();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            lines.add(line);
            Matcher ready = Pattern.compile("ready on http://.*:([0-9]+)/").matcher(line);
            if (ready.matches()) {
                return new Served(process, lines, Integer.parseInt(ready.group(1)));
            }
        }
        throw new IOException("the server did not start: " + lines);
    }

    private static HttpResponse<String> post(Served served, String path, String body)
            throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(served.uri(path))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void modelsMayHaveDifferentBackendsAndLengthsAndAStopIsOrderly() throws Exception {
        Path file = Files.writeString(
                folder.resolve("tiny.json"),
                "{\"model\": {\"type\": \"BPE\", \"vocab\": {\"a\": 0, \"b\": 1}, \"merges\": []}}");
        try (Served served = serve(
                Map.of("DYN_TOKENIZER", "fastokens"),
                "--model",
                "gpt=gpt2",
                "--model",
                "tiny=" + file,
                "--model-backend",
                "gpt=default",
                "--max-model-len",
                "tiny=7",
                "--pre-stop-seconds",
                "0")) {
            assertThat(served.lines())
                    .startsWith("serving gpt with the backend default", "serving tiny with the backend fastokens");
            assertThat(post(served, "/tokenize", "{\"model\":\"tiny\",\"prompt\":\"abba\"}")
                            .body())
                    .isEqualTo("{\"count\":4,\"max_model_len\":7,\"tokens\":[0,1,1,0],\"token_strs\":null}");
            served.process().destroy();
            assertThat(served.process().waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .isTrue();
            assertThat(served.process().exitValue()).isZero();
        }
    }

    @Test
    void aServerThatIsKilledWithinAStreamLeavesAnAnswerThatIsVisiblyNotComplete() throws Exception {
        try (Served served = serve(Map.of(), "--model", "gpt2");
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), served.port())) {
            socket.setSoTimeout(PATIENCE_SECONDS * 1_000);
            OutputStream out = socket.getOutputStream();
            out.write(("POST /v1/decode/stream HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-ndjson\r\n"
                            + "Transfer-Encoding: chunked\r\n\r\nf\r\n{\"ids\":[15496]}\r\n1\r\n\n\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            out.flush();
            InputStream in = socket.getInputStream();
            StringBuilder answer = new StringBuilder();
            while (answer.indexOf("{\"text\":\"Hello\"}\n") < 0) {
                answer.append((char) in.read());
            }
            served.process().destroyForcibly();
            assertThat(rest(in)).doesNotContain("0\r\n\r\n").doesNotContain("finish_reason");
        }
    }

    private static String rest(InputStream in) {
        try {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return ""; // a reset says as clearly as an end that there is no more
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "--tokenizer=fast|--tokenizer is \"fast\"; it must be one of auto, default, fastokens",
                "--profile=ollama|--profile is \"ollama\"; it must be one of auto, llamacpp, sglang, tei, tgi, vllm",
                "--model-backend=x=auto|--model-backend names \"x\"; served are o200k_base",
                "--model-backend=o200k_base=x|it must be one of auto, default, fastokens",
                "--max-model-len=x=5|--max-model-len names \"x\"; served are o200k_base"
            })
    void wrongUsageSaysWhatIsRight(String option, String message) {
        CommandRun run = CommandRun.of("", "serve", option);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains(message);
    }

    @Test
    void aModelThatIsNotThereFails() {
        CommandRun run = CommandRun.of("", "serve", "--model", "no/such/model");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("no/such/model");
    }

    @Test
    void theCurlCommandsOfTheReadmeAnswerWhatItShows() throws Exception {
        if (!Files.isExecutable(Path.of("/usr/bin/curl"))) {
            System.out.println("the README's curl commands were not run: this machine has no curl");
            return;
        }
        Map<String, String> commands = new LinkedHashMap<>();
        String serve = "";
        Matcher block = Pattern.compile("```\n(\\$ .*?)```", Pattern.DOTALL).matcher(readme());
        while (block.find()) {
            for (String part : block.group(1).split("(?m)^\\$ ")) {
                String[] lines = part.split("\n", 2);
                if (lines[0].startsWith("./tokenwright serve ")) {
                    serve = lines[0];
                } else if (lines[0].startsWith("curl ")) {
                    commands.put(lines[0], lines[1].strip());
                }
            }
        }
        assertThat(commands).hasSizeGreaterThanOrEqualTo(5);
        String[] options =
                serve.replace(" &", "").replace("./tokenwright serve ", "").split(" ");
        try (Served served = serve(Map.of(), options)) {
            for (Map.Entry<String, String> command : commands.entrySet()) {
                String line = command.getKey().replace("localhost:8000", "localhost:" + served.port());
                Process curl = new ProcessBuilder("sh", "-c", line)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
                String answer = new String(curl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertThat(answer.strip()).as(line).isEqualTo(command.getValue());
            }
        }
    }

    private static String readme() throws IOException {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.exists(root.resolve("README.md"))) {
            root = Objects.requireNonNull(root.getParent());
        }
        return Files.readString(root.resolve("README.md"));
    }
}
