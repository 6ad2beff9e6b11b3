package dev.tokenwright.app.serve.api;

import dev.tokenwright.app.json.Json;
import java.util.Map;
import java.util.Objects;

/**
 * What goes back to a client.
 *
 * @param body not to be changed
 * @param headers more headers than those of type and length
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared
public record Answer(int status, String contentType, byte[] body, Map<String, String> headers) {
    private static final String JSON = "application/json";

    /** Checks and copies. */
    public Answer {
        Objects.requireNonNull(contentType, "contentType");
        headers = Map.copyOf(headers);
    }

    /** An object in JSON. */
    public static Answer object(Json.Body body) {
        return new Answer(200, JSON, Json.object(body), Map.of());
    }

    /** Any value in JSON. */
    public static Answer value(Json.Body body) {
        return new Answer(200, JSON, Json.value(body), Map.of());
    }

    /** Nothing but a status. */
    public static Answer empty(int status) {
        return new Answer(status, "text/plain;charset=utf-8", new byte[0], Map.of());
    }

    /** Bytes of a type. */
    public static Answer of(String contentType, byte[] body) {
        return new Answer(200, contentType, body, Map.of());
    }

    /** The same with another status. */
    public Answer withStatus(int newStatus) {
        return new Answer(newStatus, contentType, body, headers);
    }

    /** The same with other headers. */
    public Answer withHeaders(Map<String, String> newHeaders) {
        return new Answer(status, contentType, body, newHeaders);
    }
}
