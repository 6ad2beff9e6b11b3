package dev.tokenwright.app.serve.api;

/** How a dialect writes an error. */
@FunctionalInterface
public interface ErrorShape {
    /** The error as an answer. */
    Answer answer(ApiError error, String requestId);
}
