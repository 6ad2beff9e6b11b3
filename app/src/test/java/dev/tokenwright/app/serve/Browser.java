package dev.tokenwright.app.serve;

import dev.tokenwright.app.json.Json;
import dev.tokenwright.app.json.JsonObject;
import dev.tokenwright.app.json.JsonReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A headless Chromium with one page, driven over its DevTools protocol. */
final class Browser implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final JsonReader READER = new JsonReader(200, 64 << 20, 1 << 20);

    private final Process process;
    private final Path profile;
    private final WebSocket socket;
    private final AtomicInteger number = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonObject>> answers = new ConcurrentHashMap<>();

    private Browser(Process process, Path profile, URI page) {
        this.process = process;
        this.profile = profile;
        this.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(page, new Listener())
                .join();
    }

    /** The browser's program, if this machine has one. */
    static Optional<Path> program() {
        return Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    static Browser start(Path program) throws IOException, InterruptedException {
        Path profile = Files.createTempDirectory("browser");
        Process process = new ProcessBuilder(
                        program.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--disable-dev-shm-usage",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            String port = port(profile);
            HttpResponse<String> page = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/new?about:blank"))
                                    .PUT(HttpRequest.BodyPublishers.noBody())
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            JsonObject target = READER.object(page.body().getBytes(StandardCharsets.UTF_8));
            Browser browser = new Browser(process, profile, URI.create(target.text("webSocketDebuggerUrl")));
            browser.send("Page.enable", Map.of());
            browser.send("Runtime.enable", Map.of());
            return browser;
        } catch (IOException | InterruptedException | RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    private static String port(Path profile) throws IOException, InterruptedException {
        Path file = profile.resolve("DevToolsActivePort");
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            if (Files.exists(file)) {
                List<String> lines = Files.readAllLines(file);
                if (lines.size() > 1) {
                    return lines.get(0);
                }
            }
            Thread.sleep(50);
        }
        throw new IOException("the browser did not start");
    }

    /** Opens an address and waits until an expression is true there. */
    void open(URI address, String ready) throws InterruptedException {
        send("Page.navigate", Map.of("url", address.toString()));
        await(ready);
    }

    /** Sets the size of the page. */
    void resize(int width, int height) {
        send(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    /** Waits until an expression is true. */
    void await(String expression) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!evaluate(expression).equals("true")) {
            if (System.nanoTime() > end) {
                throw new AssertionError(
                        "never true: " + expression + "; the page shows " + evaluate("document.body?.innerText"));
            }
            Thread.sleep(30);
        }
    }

    /** An expression's value as text. */
    String evaluate(String expression) {
        JsonObject result = send(
                "Runtime.evaluate",
                Map.of("expression", "String(" + expression + ")", "returnByValue", true, "awaitPromise", true));
        if (result.has("exceptionDetails")) {
            return "exception: " + result.data();
        }
        return result.object("result").orElseThrow().optionalText("value").orElse("");
    }

    /** Types text into what has the focus. */
    void type(String text) {
        send("Input.insertText", Map.of("text", text));
    }

    /** Presses a key; {@code modifiers} is 1 for Alt. */
    void press(String key, String code, int modifiers) {
        for (String type : List.of("rawKeyDown", "keyUp")) {
            send("Input.dispatchKeyEvent", Map.of("type", type, "key", key, "code", code, "modifiers", modifiers));
        }
    }

    /** Clicks in the middle of an element. */
    void click(String selector) {
        String[] place = evaluate("(() => { const e = document.querySelector('" + selector
                        + "'); e.scrollIntoView({block: 'center'});"
                        + " const r = e.getBoundingClientRect();"
                        + " return (r.x + r.width / 2) + ' ' + (r.y + r.height / 2); })()")
                .split(" ");
        for (String type : List.of("mousePressed", "mouseReleased")) {
            send(
                    "Input.dispatchMouseEvent",
                    Map.of(
                            "type",
                            type,
                            "x",
                            Double.parseDouble(place[0]),
                            "y",
                            Double.parseDouble(place[1]),
                            "button",
                            "left",
                            "clickCount",
                            1));
        }
    }

    /** A picture of the page, as PNG. */
    byte[] screenshot() {
        JsonObject result = send("Page.captureScreenshot", Map.of("format", "png"));
        return Base64.getDecoder().decode(result.text("data"));
    }

    private JsonObject send(String method, Map<String, Object> parameters) {
        int id = number.incrementAndGet();
        CompletableFuture<JsonObject> answer = new CompletableFuture<>();
        answers.put(id, answer);
        socket.sendText(
                        Json.line(json -> {
                            json.writeNumberField("id", id);
                            json.writeStringField("method", method);
                            json.writeObjectFieldStart("params");
                            for (Map.Entry<String, Object> parameter : parameters.entrySet()) {
                                json.writeObjectField(parameter.getKey(), parameter.getValue());
                            }
                            json.writeEndObject();
                        }),
                        true)
                .join();
        JsonObject message =
                answer.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        return message.object("result").orElseThrow(() -> new AssertionError(method + ": " + message.data()));
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                JsonObject message = READER.object(text.toString().getBytes(StandardCharsets.UTF_8));
                text.setLength(0);
                message.integer("id").ifPresent(id -> Optional.ofNullable(answers.remove((int) id))
                        .ifPresent(answer -> answer.complete(message)));
            }
            webSocket.request(1);
            return CompletableFuture.completedFuture(null);
        }
    }

    @Override
    public void close() {
        socket.abort();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
        try (Stream<Path> files = Files.walk(profile)) {
            files.sorted(java.util.Comparator.reverseOrder())
                    .forEach(path -> path.toFile().delete());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
