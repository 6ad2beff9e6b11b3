package dev.tokenwright.app.serve;

import dev.tokenwright.Tokenizer;
import dev.tokenwright.app.serve.api.Limits;
import dev.tokenwright.app.serve.dialect.Profile;
import dev.tokenwright.vocab.Tokenizers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A server on loopback for a test, and a client for it. */
final class LocalServer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final TokenwrightServer server;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private LocalServer(ServeSettings settings) throws Exception {
        server = TokenwrightServer.start(settings);
    }

    /** What a test may want to be otherwise. */
    static final class Setup {
        private final List<ServeSettings.Served> models = new ArrayList<>();
        private Profile profile = Profile.AUTO;
        private Limits limits = Limits.USUAL;
        private List<String> keys = List.of();
        private Duration idle = Duration.ofSeconds(30);
        private boolean dynamo;

        Setup model(String name, Tokenizer tokenizer, int maxLength) {
            models.add(new ServeSettings.Served(name, tokenizer, Optional.of(maxLength)));
            return this;
        }

        Setup profile(Profile other) {
            profile = other;
            return this;
        }

        Setup limits(Limits other) {
            limits = other;
            return this;
        }

        Setup keys(String... others) {
            keys = List.of(others);
            return this;
        }

        Setup idle(Duration other) {
            idle = other;
            return this;
        }

        Setup countingAsDynamo() {
            dynamo = true;
            return this;
        }

        LocalServer start() throws Exception {
            if (models.isEmpty()) {
                model("gpt", Tokenizers.bundled("o200k_base"), 1_000);
            }
            return new LocalServer(new ServeSettings(
                    "127.0.0.1", 0, models, profile, limits, 2, 16 << 20, keys, true, dynamo, idle, "1.2.3"));
        }
    }

    static Setup setup() {
        return new Setup();
    }

    int port() {
        return server.port();
    }

    TokenwrightServer server() {
        return server;
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(path)));
    }

    HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return post(path, body.getBytes(StandardCharsets.UTF_8));
    }

    HttpResponse<String> post(String path, byte[] body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body)));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(
                request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        try {
            server.stop(Duration.ZERO, Duration.ofSeconds(1));
        } catch (Exception e) {
            throw new IllegalStateException("the server did not stop", e);
        }
    }
}
