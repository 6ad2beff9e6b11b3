package dev.tokenwright.app.serve.http;

import dev.tokenwright.app.serve.api.Route;
import dev.tokenwright.app.serve.api.StreamRoute;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Which route a method and a path lead to. Immutable. */
public final class RouteTable {
    private final Map<String, Map<String, Route>> byPath = new HashMap<>();
    private final Map<String, StreamRoute> streams = new HashMap<>();

    /** The table of some routes. */
    public RouteTable(List<Route> routes, List<StreamRoute> streams) {
        for (Route route : routes) {
            Route before = byPath.computeIfAbsent(route.path(), path -> new TreeMap<>())
                    .put(route.method(), route);
            if (before != null) {
                throw new IllegalArgumentException("two routes for " + route.method() + " " + route.path());
            }
        }
        for (StreamRoute stream : streams) {
            this.streams.put(stream.path(), stream);
        }
    }

    /** The routes of a path by method; empty when there are none. */
    Map<String, Route> at(String path) {
        return byPath.getOrDefault(path, Map.of());
    }

    Optional<Route> find(String method, String path) {
        @Nullable Route route = at(path).get(method);
        return Optional.ofNullable(route);
    }

    Optional<StreamRoute> stream(String path) {
        return Optional.ofNullable(streams.get(path));
    }

    /** Every method and path, sorted, as {@code POST /tokenize}. */
    public List<String> names() {
        List<String> names = new java.util.ArrayList<>();
        byPath.forEach((path, methods) -> methods.keySet().forEach(method -> names.add(method + " " + path)));
        streams.keySet().forEach(path -> names.add("POST " + path));
        names.sort(null);
        return names;
    }
}
