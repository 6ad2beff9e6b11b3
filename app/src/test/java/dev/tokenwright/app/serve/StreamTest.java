package dev.tokenwright.app.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenwright.Tokenizer;
import dev.tokenwright.vocab.Tokenizers;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ids to text while they come. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StreamTest {
    private static final String PATH = "/v1/decode/stream";

    private LocalServer server;

    @BeforeAll
    void start() throws Exception {
        server = LocalServer.setup().start();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private HttpResponse<String> lines(String body) throws Exception {
        return server.send(HttpRequest.newBuilder(server.uri(PATH))
                .header("Content-Type", "application/x-ndjson")
                .POST(BodyPublishers.ofString(body)));
    }

    @Test
    void everyLineIsAnsweredWithTheTextThatIsCertain() throws Exception {
        int[] ids = Tokenizers.bundled("o200k_base").encode("a\uD83E\uDD8B!");
        StringBuilder body = new StringBuilder();
        Arrays.stream(ids).forEach(id -> body.append("{\"ids\":[").append(id).append("]}\n"));
        HttpResponse<String> response = lines(body.toString());
        assertThat(response.headers().firstValue("Content-Type")).contains("application/x-ndjson");
        String[] answers = response.body().split("\n");
        assertThat(answers).hasSize(ids.length + 1);
        assertThat(answers[0]).isEqualTo("{\"text\":\"a\"}");
        assertThat(String.join("", answers).replaceAll("\\{\"text\":\"|\"[^\"]*\\}|\",\"finish_reason.*", ""))
                .isEqualTo("a\uD83E\uDD8B!");
        assertThat(answers[ids.length])
                .isEqualTo("{\"text\":\"\",\"finish_reason\":null,\"stop_reason\":null,\"token_count\":" + ids.length
                        + "}");
    }

    @Test
    void oneObjectIsAnsweredIdByIdAsEvents() throws Exception {
        HttpResponse<String> response = server.send(HttpRequest.newBuilder(server.uri(PATH))
                .header("Content-Type", "application/json")
                .header("Accept", "text/event-stream")
                .POST(BodyPublishers.ofString("{\n\"ids\": [13225, 11, 2375]\n}")));
        assertThat(response.headers().firstValue("Content-Type")).contains("text/event-stream");
        assertThat(response.body())
                .isEqualTo("data: {\"text\":\"Hello\"}\n\ndata: {\"text\":\",\"}\n\ndata: {\"text\":\" world\"}\n\n"
                        + "data: {\"text\":\"\",\"finish_reason\":null,\"stop_reason\":null,\"token_count\":3}\n\n"
                        + "data: [DONE]\n\n");
    }

    @Test
    void aStopEndsTheStreamAndDoesNotLeak() throws Exception {
        Tokenizer tokenizer = Tokenizers.bundled("o200k_base");
        int[] ids = tokenizer.encode("one two STOP three");
        String stop = "{\"stop\":[\"STOP\"],\"ids\":" + Arrays.toString(ids) + "}\n{\"ids\":[1]}\n";
        assertThat(lines(stop).body())
                .isEqualTo("{\"text\":\"one two \",\"finish_reason\":\"stop\",\"stop_reason\":\"STOP\",\"token_count\":"
                        + tokenizer.count("one two STOP") + "}\n");
        assertThat(lines("{\"stop\":\"STOP\",\"include_stop_str_in_output\":true,\"ids\":" + Arrays.toString(ids) + "}")
                        .body())
                .startsWith("{\"text\":\"one two STOP\"");
        assertThat(lines("{\"stop_token_ids\":[11],\"ids\":[13225,11,2375]}").body())
                .isEqualTo("{\"text\":\"Hello\",\"finish_reason\":\"stop\",\"stop_reason\":11,\"token_count\":2}\n");
        assertThat(lines("{\"stop_id_sequences\":[[11,2375]],\"ids\":[13225,11,2375]}")
                        .body())
                .startsWith("{\"text\":\"Hello\",\"finish_reason\":\"stop\",\"stop_reason\":[11,2375]");
        assertThat(lines("{\"max_tokens\":2,\"ids\":[13225,11,2375]}").body())
                .isEqualTo(
                        "{\"text\":\"Hello,\",\"finish_reason\":\"length\",\"stop_reason\":null,\"token_count\":2}\n");
    }

    @Test
    void specialTokensAndPromptsAreAsAskedFor() throws Exception {
        assertThat(lines("{\"ids\":[13225,199999]}").body()).startsWith("{\"text\":\"Hello<|endoftext|>\"}");
        assertThat(lines("{\"ids\":[13225,199999],\"skip_special_tokens\":true}")
                        .body())
                .startsWith("{\"text\":\"Hello\"}");
        assertThat(lines("{\"prompt_ids\":[13225,11],\"ids\":[2375]}").body()).startsWith("{\"text\":\" world\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n\n",
                "nonsense",
                "{\"ids\":[300000]}",
                "{\"ids\":\"a\"}",
                "{\"mode\":\"other\"}",
                "{\"stop\":[\"\"]}",
                "{\"prompt_ids\":[300000]}",
                "{\"stop\":[\"a\",\"b\",\"c\",\"d\",\"e\",\"f\",\"g\",\"h\",\"i\",\"j\",\"k\",\"l\","
                        + "\"m\",\"n\",\"o\",\"p\",\"q\"]}"
            })
    void whatIsWrongFromTheBeginningHasAStatus(String body) throws Exception {
        HttpResponse<String> response = lines(body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        assertThat(response.body()).startsWith("{\"error\":{\"message\":");
    }

    @Test
    void whatGoesWrongLaterIsSaidInTheStream() throws Exception {
        try (RawConnection raw = new RawConnection(server.port())) {
            raw.chunkedHead(PATH, "application/x-ndjson").chunk("{\"ids\":[13225]}\n");
            assertThat(raw.readUntil("{\"text\":\"Hello\"}\n")).startsWith("HTTP/1.1 200 OK");
            raw.chunk("{\"ids\":[300000]}\n");
            assertThat(raw.readUntil("}}\n")).contains("\"reason\":\"unknown_token_id\"");
        }
    }

    @Test
    void textComesBackWhileIdsStillComeIn() throws Exception {
        try (RawConnection raw = new RawConnection(server.port())) {
            raw.chunkedHead(PATH, "application/x-ndjson").chunk("{\"ids\":[13225]}\n{\"ids\":");
            assertThat(raw.readUntil("{\"text\":\"Hello\"}\n")).endsWith("{\"text\":\"Hello\"}\n");
            assertThat(server.get("/metrics").body()).contains("tok_streams_open 1");
            raw.chunk("[11]}\n");
            assertThat(raw.readUntil("{\"text\":\",\"}\n")).endsWith("{\"text\":\",\"}\n");
            raw.send("0\r\n\r\n");
            assertThat(raw.readUntil("\"token_count\":2}")).endsWith("\"token_count\":2}");
        }
        awaitClosed();
    }

    @Test
    void aStreamWhoseClientIsGoneIsClosed() throws Exception {
        for (int stream = 0; stream < 20; stream++) {
            try (RawConnection raw = new RawConnection(server.port())) {
                raw.chunkedHead(PATH, "application/x-ndjson").chunk("{\"ids\":[13225]}\n");
                if (stream % 2 == 0) {
                    raw.readUntil("{\"text\":\"Hello\"}\n");
                }
            }
        }
        awaitClosed();
    }

    private void awaitClosed() throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!server.get("/metrics").body().contains("tok_streams_open 0")) {
            assertThat(System.nanoTime()).as("streams stay open").isLessThan(end);
            Thread.sleep(20);
        }
    }

    @Test
    void aServerThatStopsEndsStreamsWithAnError() throws Exception {
        LocalServer stopping = LocalServer.setup().start();
        try (RawConnection raw = new RawConnection(stopping.port())) {
            raw.chunkedHead(PATH, "application/x-ndjson").chunk("{\"ids\":[13225]}\n");
            raw.readUntil("{\"text\":\"Hello\"}\n");
            CompletableFuture<Void> stopped = CompletableFuture.runAsync(() -> {
                try {
                    stopping.server().stop(Duration.ZERO, Duration.ofMillis(200));
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            assertThat(raw.readAll()).contains("\"reason\":\"draining\"");
            assertThat(stopped).succeedsWithin(Duration.ofSeconds(5));
        }
    }
}
