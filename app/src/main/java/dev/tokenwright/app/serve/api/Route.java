package dev.tokenwright.app.serve.api;

import java.util.Objects;

/**
 * A method and a path, and what answers there.
 *
 * @param errors how errors are written there
 */
public record Route(String method, String path, Handling handling, ErrorShape errors, Endpoint endpoint) {
    /** Where a route is answered, and for whom. */
    public enum Handling {
        /** At once on the thread that reads, for everybody: it must not block or compute. */
        OPEN,
        /** As {@link #OPEN}, for those who have a key. */
        DIRECT,
        /** By a worker, for those who have a key. */
        WORK
    }

    /** Checks that nothing is null. */
    public Route {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(handling, "handling");
        Objects.requireNonNull(errors, "errors");
        Objects.requireNonNull(endpoint, "endpoint");
    }

    /** A route for {@code GET} that is answered at once. */
    public static Route get(String path, ErrorShape errors, Endpoint endpoint) {
        return new Route("GET", path, Handling.DIRECT, errors, endpoint);
    }

    /** A route for {@code POST} that a worker answers. */
    public static Route post(String path, ErrorShape errors, Endpoint endpoint) {
        return new Route("POST", path, Handling.WORK, errors, endpoint);
    }

    /** The same route, for everybody. */
    public Route open() {
        return new Route(method, path, Handling.OPEN, errors, endpoint);
    }
}
