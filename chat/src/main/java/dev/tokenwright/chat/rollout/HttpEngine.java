package dev.tokenwright.chat.rollout;

import dev.tokenwright.chat.plain.PythonJson;
import dev.tokenwright.chat.plain.PythonJsonReader;
import dev.tokenwright.error.EngineException;
import dev.tokenwright.error.EngineException.Kind;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sends JSON to an engine and reads JSON back. Shared by all threads. */
final class HttpEngine {
    private static final int SHOWN = 300;
    private static final int OK = 200;

    private final HttpClient client;
    private final URI endpoint;
    private final Duration timeout;

    HttpEngine(URI endpoint, Duration timeout) {
        this.endpoint = endpoint;
        this.timeout = timeout;
        this.client = HttpClient.newBuilder().connectTimeout(timeout).build();
    }

    Map<?, ?> post(Map<String, @Nullable Object> body) {
        HttpRequest request = HttpRequest.newBuilder(endpoint)
                .timeout(timeout)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(PythonJson.COMPACT.write(body), StandardCharsets.UTF_8))
                .build();
        HttpResponse<String> response;
        try {
            response = client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new EngineException(Kind.UNREACHABLE, endpoint + ": no answer: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineException(Kind.UNREACHABLE, endpoint + ": interrupted", e);
        }
        if (response.statusCode() != OK) {
            throw new EngineException(
                    Kind.REFUSED, endpoint + ": status " + response.statusCode() + ": " + shown(response.body()));
        }
        Object answer = PythonJsonReader.read(response.body())
                .orElseThrow(() -> malformed("is no JSON: " + shown(response.body())))
                .value();
        if (answer instanceof Map<?, ?> object) {
            return object;
        }
        throw malformed("is no object: " + shown(response.body()));
    }

    private static String shown(String body) {
        return body.length() > SHOWN ? body.substring(0, SHOWN) + "…" : body;
    }

    EngineException malformed(String what) {
        return new EngineException(Kind.MALFORMED_ANSWER, endpoint + ": the answer " + what);
    }

    /** Ids of an answer. */
    int[] ids(@Nullable Object value, String name) {
        if (!(value instanceof List<?> list)) {
            throw malformed("has no list " + name);
        }
        int[] ids = new int[list.size()];
        for (int index = 0; index < ids.length; index++) {
            if (!(list.get(index) instanceof Long id) || id < 0 || id > Integer.MAX_VALUE) {
                throw malformed("has at " + name + "[" + index + "] no id: " + list.get(index));
            }
            ids[index] = id.intValue();
        }
        return ids;
    }

    /** A log-probability of an answer. */
    float logprob(@Nullable Object value, String name) {
        if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
            return number.floatValue();
        }
        throw malformed("has at " + name + " no finite number: " + value);
    }

    /** Why a completion ended. */
    Completion.Finish finish(@Nullable Object reason) {
        if ("stop".equals(reason)) {
            return Completion.Finish.STOP;
        }
        if ("length".equals(reason)) {
            return Completion.Finish.LENGTH;
        }
        throw malformed("ends for a reason that is neither stop nor length: " + reason);
    }
}
