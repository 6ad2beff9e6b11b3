package dev.tokenwright.app.serve.api;

import java.util.Objects;

/**
 * A path where requests are answered while they come in, by {@code POST}.
 *
 * @param errors how errors are written before the answer has begun
 */
public record StreamRoute(String path, ErrorShape errors, StreamEndpoint endpoint) {
    /** Checks that nothing is null. */
    public StreamRoute {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(errors, "errors");
        Objects.requireNonNull(endpoint, "endpoint");
    }
}
