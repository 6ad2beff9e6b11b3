package dev.tokenwright.app.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenwright.Tokenizer;
import dev.tokenwright.app.serve.api.Limits;
import dev.tokenwright.load.Backend;
import dev.tokenwright.load.BackendChoice;
import dev.tokenwright.vocab.Tokenizers;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What those who run the server rely on. */
class OperationsTest {
    private static final Limits SMALL = new Limits(2_000, 100, 3, 10, 5, Duration.ofMillis(600), 6_000);

    @Test
    void theServerIsAliveAndReadyAndMeasured() throws Exception {
        try (LocalServer server = LocalServer.setup().countingAsDynamo().start()) {
            for (String path : new String[] {"/health", "/healthz", "/v1/health", "/ping"}) {
                HttpResponse<String> health = server.get(path);
                assertThat(health.statusCode()).isEqualTo(200);
                assertThat(health.body()).isEqualTo("{\"status\":\"ok\"}");
            }
            assertThat(server.get("/ready").body())
                    .startsWith("{\"status\":\"ok\",\"models\":{\"gpt\":{\"backend\":\"fastokens\"");
            server.post("/tokenize", "{\"prompt\":\"Hello, world\"}");
            server.post("/detokenize", "{\"tokens\":[13225]}");
            server.post("/tokenize", "not json");
            server.get("/no/such/route");
            String metrics = server.get("/metrics").body();
            assertThat(metrics)
                    .contains(
                            "tok_requests_total{code=\"200\",model=\"gpt\",route=\"/tokenize\"} 1",
                            "tok_requests_total{code=\"400\",model=\"none\",route=\"/tokenize\"} 1",
                            "tok_requests_total{code=\"404\",model=\"none\",route=\"none\"} 1",
                            "tok_request_seconds_bucket{route=\"/tokenize\",le=",
                            "tok_encode_seconds_count",
                            "tok_detok_step_seconds_count",
                            "tok_render_seconds_count",
                            "tok_queue_seconds_count 3",
                            "tok_input_bytes_count 3",
                            "tok_tokens_total{op=\"encode\"}",
                            "tok_tokens_total{op=\"decode\"}",
                            "tok_rejected_total{reason=\"invalid_request\"} 1",
                            "tok_rejected_total{reason=\"no_such_route\"} 1",
                            "tok_backend_info{backend=\"fastokens\",fallback_reason=\"\",fingerprint=\"1291",
                            "tok_streams_open 0",
                            "tok_injection_neutralised_total 0",
                            "tok_inflight_bytes 0",
                            "dynamo_frontend_tokenizer_latency_ms_count{operation=\"tokenize\"}",
                            "jvm_memory_used_bytes");
        }
    }

    @Test
    void aPromptThatGoesOnIsTakenFromTheCacheAndTheCountersAddUp() throws Exception {
        try (LocalServer server = LocalServer.setup().start()) {
            String beginning = "The wheelwright and the shipwright met on the road to the fair. ".repeat(60);
            String first = server.post("/tokenize", "{\"prompt\":\"" + beginning + "\"}")
                    .body();
            String again = server.post("/tokenize", "{\"prompt\":\"" + beginning + "And then?\"}")
                    .body();
            assertThat(again).contains(first.substring(first.indexOf('['), first.indexOf(']') - 20));
            String metrics = server.get("/metrics").body();
            assertThat(metrics)
                    .containsPattern("tok_cache_cached_tokens_total\\{model=\"gpt\",tier=\"blocks\"\\} [1-9]")
                    .containsPattern("tok_cache_uncached_tokens_total\\{model=\"gpt\",tier=\"blocks\"\\} [1-9]")
                    .containsPattern("tok_cache_bytes\\{model=\"gpt\",tier=\"blocks\"\\} [1-9]");
        }
    }

    @Test
    void aKeyIsNeededWhereThereIsOneButNotToSeeWhetherTheServerLives() throws Exception {
        try (LocalServer server = LocalServer.setup().keys("secret", "other").start()) {
            assertThat(server.get("/health").statusCode()).isEqualTo(200);
            assertThat(server.get("/metrics").statusCode()).isEqualTo(200);
            assertThat(server.get("/").statusCode()).isEqualTo(200);
            assertThat(server.get("/v1/models").statusCode()).isEqualTo(401);
            HttpResponse<String> refused = server.post("/v1/messages/count_tokens", "{}");
            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(refused.body()).contains("\"type\":\"authentication_error\"");
            for (String[] header : new String[][] {{"Authorization", "Bearer secret"}, {"x-api-key", "other"}}) {
                assertThat(server.send(HttpRequest.newBuilder(server.uri("/v1/models"))
                                        .header(header[0], header[1]))
                                .statusCode())
                        .isEqualTo(200);
            }
            assertThat(server.send(HttpRequest.newBuilder(server.uri("/v1/models"))
                                    .header("Authorization", "Bearer secre"))
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void theClientsNameForARequestComesBack() throws Exception {
        try (LocalServer server = LocalServer.setup().start()) {
            HttpResponse<String> named = server.send(HttpRequest.newBuilder(server.uri("/v1/completions/render"))
                    .header("X-Request-Id", "abc-1")
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString("{\"prompt\":\"a\"}")));
            assertThat(named.headers().firstValue("X-Request-Id")).contains("abc-1");
            assertThat(named.body()).contains("\"request_id\":\"cmpl-abc-1-0\"");
            HttpResponse<String> odd =
                    server.send(HttpRequest.newBuilder(server.uri("/health")).header("X-Request-Id", "a b\tc"));
            assertThat(odd.headers().firstValue("X-Request-Id"))
                    .hasValueSatisfying(id -> assertThat(id).hasSize(36));
        }
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource({
        "GET,/tokenize,405,method_not_allowed",
        "PUT,/tokenize,405,method_not_allowed",
        "POST,/health,405,method_not_allowed",
        "GET,/nothing,404,no_such_route",
        "GET,/../etc/passwd,400,",
        "GET,/%2e%2e/etc/passwd,400,",
        "DELETE,/v1/models,405,method_not_allowed"
    })
    void whatIsNotThereIsSaidToBeNotThere(String method, String path, int status, String reason) throws Exception {
        try (LocalServer server = LocalServer.setup().start();
                RawConnection raw = new RawConnection(server.port())) {
            raw.send(method + " " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
            String answer = raw.readAll();
            assertThat(answer).startsWith("HTTP/1.1 " + status);
            if (reason != null) {
                assertThat(answer).contains("\"reason\":\"" + reason + "\"");
            }
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"prompt\":\"<101 chars>\"}|413|limit",
                "{\"prompt\":[\"\",\"\",\"\",\"\"]}|413|batch_too_large",
                "{\"tokens\":[0,0,0,0,0,0,0,0,0,0,0]}|413|too_many_ids",
                "{\"a\":[[[[[1]]]]]}|413|limit",
                "{\"prompt\":\"a\"|400|invalid_request",
                "{\"prompt\":\"a\",\"prompt\":\"b\"}|400|invalid_request",
                "{\"prompt\":\"a\"} x|400|invalid_request",
                "[]|400|invalid_request",
                "''|400|invalid_request",
                "{\"prompt\":1e5}|400|invalid_request",
                "{\"prompt\":NaN}|400|invalid_request"
            })
    void limitsAreKept(String body, int status, String reason) throws Exception {
        try (LocalServer server = LocalServer.setup().limits(SMALL).start()) {
            String path = body.contains("tokens") ? "/detokenize" : "/tokenize";
            HttpResponse<String> response = server.post(path, body.replace("<101 chars>", "x".repeat(101)));
            assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
            assertThat(response.body()).contains("\"reason\":\"" + reason + "\"");
        }
    }

    @Test
    void typesThatAreNoJsonAndCompressedBodiesAreRefused() throws Exception {
        try (LocalServer server = LocalServer.setup().start()) {
            HttpRequest.Builder text = HttpRequest.newBuilder(server.uri("/tokenize"))
                    .header("Content-Type", "text/plain")
                    .POST(BodyPublishers.ofString("{\"prompt\":\"a\"}"));
            assertThat(server.send(text).statusCode()).isEqualTo(415);
            HttpRequest.Builder compressed = HttpRequest.newBuilder(server.uri("/tokenize"))
                    .header("Content-Type", "application/json")
                    .header("Content-Encoding", "gzip")
                    .POST(BodyPublishers.ofString("{\"prompt\":\"a\"}"));
            assertThat(server.send(compressed).statusCode()).isEqualTo(415);
            HttpRequest.Builder withCharset = HttpRequest.newBuilder(server.uri("/tokenize"))
                    .header("Content-Type", "application/json; charset=utf-8")
                    .POST(BodyPublishers.ofString("{\"prompt\":\"a\"}"));
            assertThat(server.send(withCharset).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aBodyThatIsTooLongIsRefusedBeforeItIsRead() throws Exception {
        try (LocalServer server = LocalServer.setup().limits(SMALL).start();
                RawConnection raw = new RawConnection(server.port())) {
            raw.head("/tokenize", 1L << 40);
            assertThat(raw.statusLine()).isEqualTo("HTTP/1.1 413 Payload Too Large\r\n");
            try (RawConnection chunked = new RawConnection(server.port())) {
                chunked.chunkedHead("/tokenize", "application/json").chunk("x".repeat(2_001));
                assertThat(chunked.statusLine()).startsWith("HTTP/1.1 413");
            }
            assertThat(server.get("/health").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aClientThatSendsTooSlowlyIsToldSo() throws Exception {
        try (LocalServer server = LocalServer.setup().limits(SMALL).start();
                RawConnection raw = new RawConnection(server.port())) {
            raw.head("/tokenize", 100).send("{\"pro");
            assertThat(raw.statusLine()).startsWith("HTTP/1.1 408");
            assertThat(server.get("/metrics").body())
                    .contains("tok_rejected_total{reason=\"slow_client\"} 1", "tok_inflight_bytes 0");
        }
    }

    @Test
    void aClientThatIsSilentForLongIsToldSoToo() throws Exception {
        try (LocalServer server =
                        LocalServer.setup().idle(Duration.ofMillis(300)).start();
                RawConnection raw = new RawConnection(server.port())) {
            raw.head("/tokenize", 100).send("{\"pro");
            assertThat(raw.statusLine()).startsWith("HTTP/1.1 408");
        }
    }

    @Test
    void aConnectionMayBeSilentWhileItsTextIsEncoded() throws Exception {
        Tokenizer plain = Tokenizer.of(Tokenizers.bundled("qwen3").spec(), BackendChoice.of(Backend.DEFAULT));
        try (LocalServer server = LocalServer.setup()
                .model("qwen3", plain, 1_000)
                .idle(Duration.ofMillis(150))
                .start()) {
            String text = "Some words that are not all the same 12345. ".repeat(60_000);
            assertThat(server.post("/v1/count", "{\"text\":\"" + text + "\"}").statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void moreBytesThanMayBeInFlightAreRefusedAndLetInAgainLater() throws Exception {
        try (LocalServer server = LocalServer.setup().limits(SMALL).start()) {
            try (RawConnection waiting = new RawConnection(server.port())) {
                waiting.head("/tokenize", 1_900).send("{");
                Thread.sleep(100);
                HttpResponse<String> refused = server.post("/tokenize", "{\"prompt\":\"a\"}");
                assertThat(refused.statusCode()).isEqualTo(429);
                assertThat(refused.headers().firstValue("Retry-After")).contains("1");
                assertThat(refused.body()).contains("\"reason\":\"too_many_bytes_in_flight\"");
                assertThat(waiting.statusLine()).startsWith("HTTP/1.1 408");
            }
            assertThat(server.post("/tokenize", "{\"prompt\":\"a\"}").statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void aServerThatStopsFirstSaysSoThenFinishesWhatItHasBegun() throws Exception {
        LocalServer server = LocalServer.setup().start();
        RawConnection raw = new RawConnection(server.port());
        String body = "{\"prompt\":\"Hello, world\"}";
        raw.head("/tokenize", body.length()).send(body.substring(0, 5));
        Thread.sleep(100);
        CompletableFuture<Void> stopped = CompletableFuture.runAsync(() -> {
            try {
                server.server().stop(Duration.ofMillis(1_500), Duration.ofSeconds(10));
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        Thread.sleep(200);
        HttpResponse<String> ready = server.get("/ready");
        assertThat(ready.statusCode()).isEqualTo(503);
        assertThat(ready.body()).startsWith("{\"status\":\"draining\"");
        assertThat(server.get("/health").statusCode()).isEqualTo(200);
        assertThat(server.post("/tokenize", body).statusCode()).isEqualTo(200);
        Thread.sleep(1_600);
        assertThat(stopped).isNotDone();
        raw.send(body.substring(5));
        assertThat(raw.statusLine()).isEqualTo("HTTP/1.1 200 OK\r\n");
        assertThat(raw.readUntil("token_strs")).contains("[13225,11,2375]");
        raw.close();
        assertThat(stopped).succeedsWithin(Duration.ofSeconds(5));
    }
}
