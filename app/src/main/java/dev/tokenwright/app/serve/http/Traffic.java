package dev.tokenwright.app.serve.http;

import java.time.Duration;

/** What is counted of requests as they come and go. Safe for all threads. */
public interface Traffic {
    /** A request was answered. {@code route} and {@code model} are names that the server knows, or {@code none}. */
    void answered(String route, String model, int status, Duration took);

    /** A request was refused before work on it began. */
    void rejected(String reason);

    /** A request waited so long for a worker. */
    void queued(Duration waited);

    /** A body was read. */
    void received(int bytes);
}
