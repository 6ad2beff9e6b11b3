package dev.tokenwright.app.serve;

import dev.tokenwright.app.serve.api.Answer;
import dev.tokenwright.app.serve.api.Models;
import dev.tokenwright.app.serve.api.Route;
import dev.tokenwright.app.serve.api.ServedModel;
import dev.tokenwright.app.serve.dialect.Errors;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** What watches the server: alive, ready, measured. Answered at once, never behind work, for everybody. */
final class ProbeRoutes {
    /** Whether requests should come here. */
    enum Readiness {
        /** Models have not passed their self-test yet. */
        LOADING,
        /** They should. */
        OK,
        /** The server is about to stop. */
        DRAINING
    }

    private volatile Readiness readiness = Readiness.LOADING;
    private final Models models;
    private final Supplier<String> metrics;

    ProbeRoutes(Models models, Supplier<String> metrics) {
        this.models = models;
        this.metrics = metrics;
    }

    void become(Readiness now) {
        readiness = now;
    }

    List<Route> routes() {
        return List.of(
                alive("/health"),
                alive("/healthz"),
                alive("/v1/health"),
                alive("/ping"),
                Route.get("/ready", Errors.VLLM, call -> ready()).open(),
                Route.get(
                                "/metrics",
                                Errors.VLLM,
                                call -> Answer.of(
                                        "text/plain; version=0.0.4; charset=utf-8",
                                        metrics.get().getBytes(StandardCharsets.UTF_8)))
                        .open());
    }

    private static Route alive(String path) {
        return Route.get(path, Errors.VLLM, call -> Answer.object(json -> json.writeStringField("status", "ok")))
                .open();
    }

    private Answer ready() {
        Readiness now = readiness;
        Answer answer = Answer.object(json -> {
            json.writeStringField("status", now.name().toLowerCase(Locale.ROOT));
            json.writeObjectFieldStart("models");
            for (ServedModel model : models.all()) {
                json.writeObjectFieldStart(model.name());
                json.writeStringField(
                        "backend", model.tokenizer().backend().backend().label());
                json.writeNumberField("tokens", model.tokenizer().vocabulary().size());
                json.writeEndObject();
            }
            json.writeEndObject();
        });
        return now == Readiness.OK ? answer : answer.withStatus(503);
    }
}
