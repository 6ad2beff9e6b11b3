package dev.tokenwright.app.serve.http;

import dev.tokenwright.app.json.JsonObject;
import dev.tokenwright.app.json.JsonProblem;
import dev.tokenwright.app.json.JsonReader;
import dev.tokenwright.app.serve.api.Answer;
import dev.tokenwright.app.serve.api.ApiError;
import dev.tokenwright.app.serve.api.ApiError.Kind;
import dev.tokenwright.app.serve.api.Call;
import dev.tokenwright.app.serve.api.ErrorShape;
import dev.tokenwright.app.serve.api.Limits;
import dev.tokenwright.app.serve.api.Models;
import dev.tokenwright.app.serve.api.Route;
import dev.tokenwright.app.serve.api.Route.Handling;
import dev.tokenwright.app.serve.api.ServedModel;
import dev.tokenwright.app.serve.api.StreamRoute;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/** Takes requests off the wire: refuses what must be refused, reads bodies, and hands work to the workers. Never blocks. */
final class HttpFront extends Handler.Abstract.NonBlocking {
    private static final System.Logger LOG = System.getLogger(HttpFront.class.getName());
    private static final long TOKENS_OVER_IDS = 4;

    private final RouteTable routes;
    private final ErrorShape usualErrors;
    private final Models models;
    private final Limits limits;
    private final Gate gate;
    private final Admission admission;
    private final Workers workers;
    private final Traffic traffic;
    private final JsonReader json;
    private final OpenStreams streams;
    private volatile boolean closed;

    HttpFront(FrontSettings settings, Workers workers, Admission admission, OpenStreams streams) {
        this.routes = settings.routes();
        this.usualErrors = settings.usualErrors();
        this.models = settings.models();
        this.limits = settings.limits();
        this.gate = new Gate(settings.keys());
        this.traffic = settings.traffic();
        this.workers = workers;
        this.admission = admission;
        this.streams = streams;
        this.json = new JsonReader(limits.depth(), limits.textChars(), TOKENS_OVER_IDS * limits.ids());
    }

    /** From now on work is refused. */
    void close() {
        closed = true;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Exchange exchange = new Exchange(request, response, callback, traffic);
        String path = exchange.path();
        Optional<StreamRoute> stream = routes.stream(path);
        ErrorShape errors = stream.map(StreamRoute::errors).orElseGet(() -> routes.at(path).values().stream()
                .findFirst()
                .map(Route::errors)
                .orElse(usualErrors));
        try {
            if (stream.isPresent()) {
                exchange.setRoute(path);
                stream(exchange, stream.get());
            } else {
                route(exchange, path);
            }
        } catch (ApiError e) {
            refuse(exchange, errors, e);
        }
        return true;
    }

    private void route(Exchange exchange, String path) {
        String method = exchange.request.getMethod();
        Map<String, Route> there = routes.at(path);
        if (there.isEmpty()) {
            throw new ApiError(Kind.NOT_FOUND, "no_such_route", "there is nothing at " + path);
        }
        exchange.setRoute(path);
        Route route = routes.find(method, path)
                .orElseThrow(() -> new ApiError(
                        Kind.METHOD_NOT_ALLOWED,
                        "method_not_allowed",
                        path + " takes " + String.join(", ", there.keySet()) + ", not " + method));
        if (route.handling() != Handling.OPEN) {
            checkKey(exchange);
        }
        if (route.handling() == Handling.WORK) {
            work(exchange, route);
        } else {
            Call call = new Call(
                    method, path, exchange.requestId(), exchange.headers(), exchange.query(), JsonObject.EMPTY);
            exchange.send(route.endpoint().answer(call));
        }
    }

    private void stream(Exchange exchange, StreamRoute route) {
        if (!exchange.request.getMethod().equals("POST")) {
            throw new ApiError(Kind.METHOD_NOT_ALLOWED, "method_not_allowed", route.path() + " takes POST alone");
        }
        checkKey(exchange);
        checkOpen();
        Call call = new Call(
                "POST", route.path(), exchange.requestId(), exchange.headers(), exchange.query(), JsonObject.EMPTY);
        StreamPump pump = new StreamPump(exchange, route.endpoint().open(call), workers, route.errors());
        streams.add(pump);
        exchange.atEnd(() -> {
            streams.remove(pump);
            pump.close();
        });
        pump.run();
    }

    private void checkKey(Exchange exchange) {
        if (!gate.admits(exchange.request.getHeaders())) {
            throw new ApiError(
                    Kind.UNAUTHORIZED,
                    "unauthorized",
                    "a key is needed: \"Authorization: Bearer KEY\" or \"x-api-key: KEY\"");
        }
    }

    private void checkOpen() {
        if (closed) {
            throw new ApiError(Kind.UNAVAILABLE, "draining", "the server is about to stop");
        }
    }

    private void work(Exchange exchange, Route route) {
        checkOpen();
        HttpFields headers = exchange.request.getHeaders();
        checkType(headers);
        long length = exchange.request.getLength();
        if (length > limits.bodyBytes()) {
            throw tooLarge();
        }
        long weight = length < 0 ? limits.bodyBytes() : length;
        if (!admission.enter(weight)) {
            throw new ApiError(
                    Kind.OVERLOADED, "too_many_bytes_in_flight", "too much is being worked on; try again later");
        }
        exchange.atEnd(() -> admission.leave(weight));
        exchange.request.addIdleTimeoutListener(silence -> false); // the client may well be silent while it waits
        Scheduler.Task timer = getServer()
                .getScheduler()
                .schedule(
                        () -> refuse(exchange, route.errors(), slow()),
                        limits.deadline().toMillis(),
                        TimeUnit.MILLISECONDS);
        new BodyReader(exchange.request, length, limits.bodyBytes(), new BodyReader.Sink() {
                    @Override
                    public void whole(byte[] body) {
                        if (timer.cancel()) {
                            traffic.received(body.length);
                            long read = System.nanoTime();
                            workers.execute(body.length, () -> answer(exchange, route, body, read));
                        }
                    }

                    @Override
                    public void tooLarge() {
                        timer.cancel();
                        refuse(exchange, route.errors(), HttpFront.this.tooLarge());
                    }

                    @Override
                    public void failed(Throwable failure) {
                        timer.cancel();
                        if (failure instanceof TimeoutException) {
                            refuse(exchange, route.errors(), slow());
                        } else {
                            exchange.end(failure);
                        }
                    }
                })
                .run();
    }

    private static void checkType(HttpFields headers) {
        @Nullable String type = headers.get(HttpHeader.CONTENT_TYPE);
        if (type != null
                && !type.toLowerCase(Locale.ROOT).matches("\\s*application/([a-z0-9.+-]*\\+)?json\\s*(;.*)?")) {
            throw new ApiError(
                    Kind.UNSUPPORTED_MEDIA_TYPE, "not_json", "the Content-Type must be application/json, not " + type);
        }
        @Nullable String encoding = headers.get(HttpHeader.CONTENT_ENCODING);
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw new ApiError(Kind.UNSUPPORTED_MEDIA_TYPE, "compressed", "compressed bodies are not taken");
        }
    }

    private static ApiError slow() {
        return new ApiError(Kind.TIMEOUT, "slow_client", "the body did not come in time");
    }

    private ApiError tooLarge() {
        return new ApiError(
                Kind.TOO_LARGE, "body_too_large", "the body is larger than " + limits.bodyBytes() + " bytes");
    }

    /** Answers on a worker's thread. */
    private void answer(Exchange exchange, Route route, byte[] body, long read) {
        Duration waited = Duration.ofNanos(System.nanoTime() - read);
        traffic.queued(waited);
        try {
            if (waited.compareTo(limits.deadline()) > 0) {
                throw new ApiError(Kind.UNAVAILABLE, "deadline", "the request waited too long for a worker");
            }
            JsonObject request = json.object(body);
            exchange.setModel(modelLabel(request));
            Call call =
                    new Call("POST", route.path(), exchange.requestId(), exchange.headers(), exchange.query(), request);
            Answer answer = route.endpoint().answer(call);
            exchange.send(answer);
        } catch (ApiError e) {
            refuse(exchange, route.errors(), e);
        } catch (JsonProblem e) {
            refuse(exchange, route.errors(), of(e));
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "request " + exchange.requestId() + " to " + route.path() + " failed",
                    e);
            refuse(exchange, route.errors(), new ApiError(Kind.INTERNAL, "internal", "the server failed; see its log"));
        }
    }

    static ApiError of(JsonProblem problem) {
        boolean limit = problem.kind() == JsonProblem.Kind.LIMIT;
        return new ApiError(
                limit ? Kind.TOO_LARGE : Kind.BAD_REQUEST,
                limit ? "limit" : "invalid_request",
                problem.field(),
                String.valueOf(problem.getMessage()));
    }

    private String modelLabel(JsonObject request) {
        if (request.value("model").orElse(null) instanceof String name) {
            return models.find(name).map(ServedModel::name).orElse("none");
        }
        return models.all().get(0).name();
    }

    private void refuse(Exchange exchange, ErrorShape errors, ApiError error) {
        if (!exchange.isAnswered()) {
            traffic.rejected(error.reason());
        }
        exchange.send(errors, error);
    }
}
