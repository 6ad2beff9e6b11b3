package dev.tokenwright.app.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenwright.Tokenizer;
import dev.tokenwright.app.serve.api.Limits;
import dev.tokenwright.load.Backend;
import dev.tokenwright.load.BackendChoice;
import dev.tokenwright.vocab.Tokenizers;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The server under load and under clients that do what they should not. Bounded in time. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LoadTest {
    private static final int LARGE_REQUESTS = 32;
    private static final int LARGE_CHARS = 4 << 20;
    private static final int SHORT_REQUESTS = 10_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** Probes that are answered while the load lasts; one that waited for its turn would be answered when it is over. */
    private static final int PROBES = 50;

    /** The usual limits for a machine that has other things to do. */
    private static final Limits PATIENT = new Limits(
            Limits.USUAL.bodyBytes(),
            Limits.USUAL.textChars(),
            Limits.USUAL.batch(),
            Limits.USUAL.ids(),
            Limits.USUAL.depth(),
            PATIENCE,
            Limits.USUAL.inFlightBytes());

    private static LocalServer start(Duration idle) throws Exception {
        Tokenizer fast = Tokenizer.of(Tokenizers.bundled("qwen3").spec(), BackendChoice.of(Backend.AUTO));
        return LocalServer.setup()
                .model("qwen3", fast, 32_768)
                .idle(idle)
                .limits(PATIENT)
                .start();
    }

    private static byte[] request(int chars, long seed) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder(chars + 16);
        while (text.length() < chars) {
            int letters = 1 + random.nextInt(9);
            for (int letter = 0; letter < letters; letter++) {
                text.append((char) ('a' + random.nextInt(26)));
            }
            text.append(random.nextInt(12) == 0 ? ". " : " ");
        }
        text.setLength(chars);
        return ("{\"prompt\":\"" + text + "\"}").getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void healthIsAnsweredAtOnceWhileManyLargeTextsAreEncoded() throws Exception {
        try (LocalServer server = start(PATIENCE)) {
            byte[] body = request(LARGE_CHARS, 1);
            int expected = server.post("/tokenize", body).body().length();
            CompletableFuture<List<Long>> probing = new CompletableFuture<>();
            HttpClient client =
                    HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
            List<CompletableFuture<HttpResponse<Long>>> answers = new ArrayList<>();
            for (int request = 0; request < LARGE_REQUESTS; request++) {
                answers.add(client.sendAsync(
                        HttpRequest.newBuilder(server.uri("/tokenize"))
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofByteArray(body))
                                .build(),
                        info -> HttpResponse.BodySubscribers.mapping(
                                HttpResponse.BodySubscribers.ofByteArray(), bytes -> (long) bytes.length)));
            }
            CompletableFuture<Void> all = CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new));
            Thread prober = new Thread(() -> probe(server, all, probing));
            prober.start();
            assertThat(all).succeedsWithin(PATIENCE.multipliedBy(2));
            for (CompletableFuture<HttpResponse<Long>> answer : answers) {
                assertThat(answer.get().statusCode()).isEqualTo(200);
                assertThat(answer.get().body()).isEqualTo(expected);
            }
            List<Long> nanos = probing.get();
            nanos.sort(null);
            Duration p99 = Duration.ofNanos(nanos.get(nanos.size() * 99 / 100));
            System.out.println("health under load: " + nanos.size() + " probes, median "
                    + nanos.get(nanos.size() / 2) / 1_000 + " us, p99 " + p99.toNanos() / 1_000 + " us");
            assertThat(nanos).hasSizeGreaterThan(PROBES);
            assertThat(server.get("/metrics").body()).contains("tok_inflight_bytes 0");
        }
    }

    /** Asks for the health again and again until the load is over. */
    private static void probe(LocalServer server, CompletableFuture<?> load, CompletableFuture<List<Long>> result) {
        List<Long> nanos = new ArrayList<>();
        try (RawConnection raw = new RawConnection(server.port())) {
            while (!load.isDone()) {
                long start = System.nanoTime();
                raw.send("GET /health HTTP/1.1\r\nHost: x\r\n\r\n");
                String answer = raw.readUntil("{\"status\":\"ok\"}");
                nanos.add(System.nanoTime() - start);
                if (!answer.startsWith("HTTP/1.1 200")) {
                    throw new IOException(answer);
                }
                Thread.sleep(5);
            }
            result.complete(nanos);
        } catch (IOException | InterruptedException e) {
            result.completeExceptionally(e);
        }
    }

    @Test
    void thousandsOfShortRequestsAreAnsweredWithoutAnError() throws Exception {
        try (LocalServer server = start(PATIENCE)) {
            String expected = "{\"count\":4,\"max_model_len\":32768,\"tokens\":[9707,11,1879,0],\"token_strs\":null}";
            String body = "{\"prompt\":\"Hello, world!\"}";
            String head = "POST /tokenize HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: "
                    + body.length() + "\r\n\r\n";
            int clients = 8;
            ExecutorService pool = Executors.newFixedThreadPool(clients);
            List<Callable<Integer>> work = new ArrayList<>();
            for (int each = 0; each < clients; each++) {
                work.add(() -> {
                    int right = 0;
                    try (RawConnection raw = new RawConnection(server.port())) {
                        for (int request = 0; request < SHORT_REQUESTS / clients; request++) {
                            String answer = raw.send(head + body).readUntil(":null}");
                            right += answer.startsWith("HTTP/1.1 200") && answer.endsWith(expected) ? 1 : 0;
                        }
                    }
                    return right;
                });
            }
            int right = 0;
            for (Future<Integer> one : pool.invokeAll(work)) {
                right += one.get();
            }
            pool.shutdown();
            assertThat(right).isEqualTo(SHORT_REQUESTS);
        }
    }

    @Test
    void clientsThatBreakOffOrDoNotReadHurtNobodyElse() throws Exception {
        try (LocalServer server = start(Duration.ofSeconds(2))) {
            byte[] large = request(1 << 20, 2);
            List<RawConnection> open = new ArrayList<>();
            for (int client = 0; client < 40; client++) {
                RawConnection raw = new RawConnection(server.port());
                switch (client % 5) {
                    case 0 -> raw.send("POST /tok");
                    case 1 -> raw.head("/tokenize", 1_000).send("{\"prompt\":");
                    case 2 -> raw.head("/tokenize", large.length).send(large);
                    case 3 -> raw.chunkedHead("/tokenize", "application/json").chunk("{\"prompt\":\"a");
                    default -> raw.send("\u0000\u0001garbage\r\n\r\n");
                }
                if (client % 2 == 0) {
                    raw.close();
                } else {
                    open.add(raw);
                }
            }
            for (int request = 0; request < 50; request++) {
                assertThat(server.post("/tokenize", "{\"prompt\":\"a\"}").statusCode())
                        .isEqualTo(200);
            }
            awaitNothingInFlight(server);
            for (RawConnection raw : open) {
                raw.close();
            }
            assertThat(server.post("/tokenize", "{\"prompt\":\"a\"}").statusCode())
                    .isEqualTo(200);
        }
    }

    private static void awaitNothingInFlight(LocalServer server) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(15).toNanos();
        while (!server.get("/metrics").body().contains("tok_inflight_bytes 0")) {
            assertThat(System.nanoTime()).as("bytes stay in flight").isLessThan(end);
            Thread.sleep(50);
        }
    }

    @Test
    void bodiesThatAreMeantToHurtAreRefused() throws Exception {
        try (LocalServer server = start(PATIENCE)) {
            List<byte[]> bodies = new ArrayList<>();
            bodies.add("[".repeat(1_000_000).getBytes(StandardCharsets.UTF_8));
            bodies.add(("{\"prompt\":" + "[".repeat(500_000)).getBytes(StandardCharsets.UTF_8));
            bodies.add("{\"a\":".repeat(200_000).getBytes(StandardCharsets.UTF_8));
            bodies.add(("{\"prompt\":" + "9".repeat(1_000_000) + "}").getBytes(StandardCharsets.UTF_8));
            bodies.add(("{\"" + "k".repeat(1_000_000) + "\":1}").getBytes(StandardCharsets.UTF_8));
            bodies.add(("{\"prompt\":\"" + "\\u0".repeat(1_000) + "\"}").getBytes(StandardCharsets.UTF_8));
            bodies.add(latin("{\"prompt\":\"\u00e9\"}"));
            bodies.add(latin("{\"prompt\":\"\u00ed\u00a0\u0080\"}"));
            bodies.add(latin("{\"prompt\":\"\u00c0\u0080\"}"));
            bodies.add(latin("{\"prompt\":\"\u00f0\u009f\u0098\"}"));
            bodies.add("{\"prompt\":\"a\"}".getBytes(StandardCharsets.UTF_16BE));
            bodies.add("{\"prompt\":\"a\"}".getBytes(StandardCharsets.UTF_16LE));
            bodies.add(new byte[0]);
            bodies.add(new byte[1_000]);
            bodies.add(request(LARGE_CHARS + 1, 3));
            bodies.add(new byte[9 << 20]);
            for (byte[] body : bodies) {
                try (RawConnection raw = new RawConnection(server.port())) {
                    raw.head("/tokenize", body.length);
                    try {
                        raw.send(body);
                    } catch (IOException e) {
                        assertThat(body.length)
                                .as("a refusal before the body was read")
                                .isGreaterThan(8 << 20);
                        continue;
                    }
                    assertThat(raw.statusLine())
                            .as("body of %d bytes", body.length)
                            .matches("HTTP/1.1 4(00|13) [ A-Za-z]+\r\n");
                }
            }
            assertThat(server.get("/metrics").body())
                    .contains("tok_inflight_bytes 0")
                    .doesNotContain("code=\"500\"");
        }
    }

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void memoryStaysBounded() throws Exception {
        try (LocalServer server = start(PATIENCE)) {
            long after = 0;
            long before = 0;
            for (int round = 0; round < 4; round++) {
                for (int request = 0; request < 12; request++) {
                    byte[] body = request(200_000, 31L * round + request);
                    assertThat(server.post("/tokenize", body).statusCode()).isEqualTo(200);
                    assertThat(server.post("/tokenize", "{\"prompt\":").statusCode())
                            .isEqualTo(400);
                }
                after = usedMemory();
                before = round == 1 ? after : before;
            }
            assertThat(after - before).as("bytes kept by 24 more texts").isLessThan(48L << 20);
        }
    }

    private static long usedMemory() throws InterruptedException {
        for (int round = 0; round < 3; round++) {
            System.gc();
            Thread.sleep(20);
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
