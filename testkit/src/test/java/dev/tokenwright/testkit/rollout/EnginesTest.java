package dev.tokenwright.testkit.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.tokenwright.chat.rollout.Completion;
import dev.tokenwright.chat.rollout.Completion.Finish;
import dev.tokenwright.chat.rollout.Engine;
import dev.tokenwright.chat.rollout.GenerationRequest;
import dev.tokenwright.chat.rollout.SglangEngine;
import dev.tokenwright.chat.rollout.VllmEngine;
import dev.tokenwright.error.EngineException;
import dev.tokenwright.testkit.golden.PlainJson;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The clients speak the formats of vLLM and SGLang, and take no answer that cannot be right. */
class EnginesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final GenerationRequest REQUEST =
            new GenerationRequest(new int[] {7, 8}, 5, new int[] {2}, Map.of("temperature", 0.5));

    private HttpServer server;
    private final List<String> paths = new ArrayList<>();
    private final List<Map<String, @Nullable Object>> bodies = new ArrayList<>();
    private String answer = "";
    private int status = 200;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            paths.add(exchange.getRequestURI().getPath());
            bodies.add(PlainJson.object(exchange.getRequestBody().readAllBytes()));
            byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private URI address(String path) {
        return URI.create("http://localhost:" + server.getAddress().getPort() + path);
    }

    private Engine vllm() {
        return new VllmEngine(address("/v1"), "m", PATIENCE);
    }

    private Engine sglang() {
        return new SglangEngine(address(""), PATIENCE);
    }

    @Test
    void vllmTakesIdsAndGivesIds() {
        answer =
                """
                {"choices": [{"token_ids": [5, 2], "finish_reason": "stop", "logprobs": {"content": [
                    {"token": "token_id:5", "logprob": -0.5}, {"token": "token_id:2", "logprob": 0}]}}]}""";
        Completion completion = vllm().generate(REQUEST);
        assertThat(completion.ids()).containsExactly(5, 2);
        assertThat(completion.logprobs()).containsExactly(-0.5f, 0f);
        assertThat(completion.finish()).isEqualTo(Finish.STOP);
        assertThat(paths).containsExactly("/inference/v1/generate");
        assertThat(bodies.get(0))
                .isEqualTo(Map.of(
                        "model",
                        "m",
                        "token_ids",
                        List.of(7L, 8L),
                        "sampling_params",
                        Map.of(
                                "temperature",
                                0.5,
                                "max_tokens",
                                5L,
                                "stop_token_ids",
                                List.of(2L),
                                "logprobs",
                                1L,
                                "skip_special_tokens",
                                false)));
    }

    @Test
    void sglangTakesIdsAndGivesIds() {
        answer =
                """
                {"text": "x", "output_ids": [5, 6], "meta_info": {"finish_reason": {"type": "length", "length": 2},
                    "output_token_logprobs": [[-0.5, 5, null], [-1.5, 6, null]]}}""";
        Completion completion = sglang().generate(REQUEST);
        assertThat(completion.ids()).containsExactly(5, 6);
        assertThat(completion.logprobs()).containsExactly(-0.5f, -1.5f);
        assertThat(completion.finish()).isEqualTo(Finish.LENGTH);
        assertThat(paths).containsExactly("/generate");
        assertThat(bodies.get(0))
                .containsEntry("input_ids", List.of(7L, 8L))
                .containsEntry("return_logprob", true)
                .containsEntry(
                        "sampling_params",
                        Map.of(
                                "temperature",
                                0.5,
                                "max_new_tokens",
                                5L,
                                "stop_token_ids",
                                List.of(2L),
                                "skip_special_tokens",
                                false));
    }

    private void refuses(Engine engine, EngineException.Kind kind, String part) {
        assertThatThrownBy(() -> engine.generate(REQUEST))
                .isInstanceOfSatisfying(
                        EngineException.class, e -> assertThat(e.kind()).isEqualTo(kind))
                .hasMessageContaining(part);
    }

    @Test
    void answersThatCannotBeRightAreRefused() {
        String entry =
                "{\"choices\": [{\"token_ids\": [5], \"finish_reason\": \"stop\", \"logprobs\": {\"content\": [%s]}}]}";
        for (Map.Entry<String, String> bad : Map.of(
                        "", "1 ids, but 0 logprobs",
                        "{\"token\": \"x\", \"logprob\": 0}", "another token than 5",
                        "{\"token\": \"token_id:5\", \"logprob\": NaN}", "no finite number",
                        "{\"token\": \"token_id:5\", \"logprob\": -9999}", "no log-probability")
                .entrySet()) {
            answer = entry.replace("%s", bad.getKey());
            refuses(vllm(), EngineException.Kind.MALFORMED_ANSWER, bad.getValue());
        }
        answer = "[]";
        refuses(vllm(), EngineException.Kind.MALFORMED_ANSWER, "is no object");
        answer = "<html>";
        refuses(sglang(), EngineException.Kind.MALFORMED_ANSWER, "is no JSON");
        answer = "{\"output_ids\": [6], \"meta_info\": {\"finish_reason\": {\"type\": \"stop\"},"
                + " \"output_token_logprobs\": [[0.0, 5, null]]}}";
        refuses(sglang(), EngineException.Kind.MALFORMED_ANSWER, "other output_ids");
        answer = "{\"meta_info\": {\"output_token_logprobs\": [[0.0, \"5\", null]]}}";
        refuses(sglang(), EngineException.Kind.MALFORMED_ANSWER, "no id");
    }

    @Test
    void refusalsAndSilenceAreTold() {
        status = 400;
        answer = "too long";
        refuses(vllm(), EngineException.Kind.REFUSED, "status 400: too long");
        server.stop(0);
        refuses(sglang(), EngineException.Kind.UNREACHABLE, "no answer");
    }
}
