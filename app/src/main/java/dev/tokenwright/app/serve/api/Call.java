package dev.tokenwright.app.serve.api;

import dev.tokenwright.app.json.JsonObject;
import java.util.Map;
import java.util.Objects;

/**
 * A request whose body has been read.
 *
 * @param requestId the client's own name for it, or one that was made up
 * @param headers those that say what is sent and what is wanted, by their names in lower case
 * @param query the parameters behind the path, the first of each name
 * @param body empty where there is none
 */
public record Call(
        String method,
        String path,
        String requestId,
        Map<String, String> headers,
        Map<String, String> query,
        JsonObject body) {
    /** Checks and copies. */
    public Call {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(requestId, "requestId");
        headers = Map.copyOf(headers);
        query = Map.copyOf(query);
        Objects.requireNonNull(body, "body");
    }
}
