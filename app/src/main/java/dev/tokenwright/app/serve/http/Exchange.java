package dev.tokenwright.app.serve.http;

import dev.tokenwright.app.serve.api.Answer;
import dev.tokenwright.app.serve.api.ApiError;
import dev.tokenwright.app.serve.api.ErrorShape;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;

/** A request on the wire and its answer, which is sent once. Safe for all threads. */
final class Exchange {
    private static final int LONGEST_ID = 128;
    private static final String ID_HEADER = "X-Request-Id";

    final Request request;
    final Response response;
    private final Callback callback;
    private final Traffic traffic;
    private final long start = System.nanoTime();
    private final String requestId;
    private final AtomicBoolean answered = new AtomicBoolean();
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile String route = "none";
    private volatile String model = "none";
    private volatile Runnable atEnd = () -> {};

    Exchange(Request request, Response response, Callback callback, Traffic traffic) {
        this.request = request;
        this.response = response;
        this.callback = callback;
        this.traffic = traffic;
        this.requestId = requestId(request.getHeaders().get(ID_HEADER));
    }

    /** The client's own name for the request, if it is one that can be sent back and logged. */
    private static String requestId(@Nullable String given) {
        if (given == null
                || given.isEmpty()
                || given.length() > LONGEST_ID
                || !given.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
            return UUID.randomUUID().toString();
        }
        return given;
    }

    String requestId() {
        return requestId;
    }

    String path() {
        return Request.getPathInContext(request);
    }

    /** What is sent and what is wanted. */
    Map<String, String> headers() {
        Map<String, String> headers = new HashMap<>();
        for (HttpHeader name : new HttpHeader[] {HttpHeader.ACCEPT, HttpHeader.CONTENT_TYPE}) {
            @Nullable String value = request.getHeaders().get(name);
            if (value != null) {
                headers.put(name.lowerCaseName(), value);
            }
        }
        return headers;
    }

    Map<String, String> query() {
        Map<String, String> query = new HashMap<>();
        for (Fields.Field field : Request.extractQueryParameters(request)) {
            query.putIfAbsent(field.getName(), field.getValue());
        }
        return query;
    }

    /** The route that it is counted under. */
    void setRoute(String name) {
        route = name;
    }

    /** The model that it is counted under. */
    void setModel(String name) {
        model = name;
    }

    /** Does something when all is over, whatever the outcome. */
    void atEnd(Runnable action) {
        atEnd = action;
    }

    /** Nanoseconds since the request came in. */
    long age() {
        return System.nanoTime() - start;
    }

    void send(ErrorShape errors, ApiError error) {
        Answer answer = errors.answer(error, requestId);
        if (error.kind() == ApiError.Kind.OVERLOADED || error.kind() == ApiError.Kind.UNAVAILABLE) {
            answer = answer.withHeaders(Map.of("Retry-After", "1"));
        }
        send(answer);
    }

    /** Sends an answer, unless there was one already. */
    void send(Answer answer) {
        if (!answered.compareAndSet(false, true)) {
            return;
        }
        begin(answer.status(), answer.contentType());
        answer.headers().forEach(response.getHeaders()::put);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, answer.body().length);
        response.write(true, ByteBuffer.wrap(answer.body()), Callback.from(() -> end(null), this::end));
    }

    /** Begins an answer of unknown length; false when there was an answer already. */
    boolean beginStream(String contentType) {
        if (!answered.compareAndSet(false, true)) {
            return false;
        }
        begin(200, contentType);
        response.getHeaders().put("X-Accel-Buffering", "no");
        return true;
    }

    private void begin(int status, String contentType) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, contentType);
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        response.getHeaders().put(ID_HEADER, requestId);
    }

    /** Whether an answer was sent or begun. */
    boolean isAnswered() {
        return answered.get();
    }

    /** Ends the exchange, with a failure or without. */
    void end(@Nullable Throwable failure) {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        atEnd.run();
        int status = failure == null ? response.getStatus() : 499;
        traffic.answered(route, model, status, Duration.ofNanos(age()));
        if (failure == null) {
            callback.succeeded();
        } else {
            callback.failed(failure);
        }
    }
}
