package dev.tokenwright.app.serve.http;

import dev.tokenwright.app.serve.api.ErrorShape;
import dev.tokenwright.app.serve.api.Limits;
import dev.tokenwright.app.serve.api.Models;
import java.util.List;
import java.util.Objects;

/**
 * What the front of the server needs to know.
 *
 * @param usualErrors how errors are written where no route is
 * @param keys keys that are let in; empty lets everybody in
 */
public record FrontSettings(
        RouteTable routes, ErrorShape usualErrors, Models models, Limits limits, List<String> keys, Traffic traffic) {
    /** Checks and copies. */
    public FrontSettings {
        Objects.requireNonNull(routes, "routes");
        Objects.requireNonNull(usualErrors, "usualErrors");
        Objects.requireNonNull(models, "models");
        Objects.requireNonNull(limits, "limits");
        keys = List.copyOf(keys);
        Objects.requireNonNull(traffic, "traffic");
    }
}
