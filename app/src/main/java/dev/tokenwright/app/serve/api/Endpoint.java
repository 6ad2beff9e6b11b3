package dev.tokenwright.app.serve.api;

/** Answers one kind of request. */
@FunctionalInterface
public interface Endpoint {
    /**
     * Answers.
     *
     * @throws ApiError when it cannot
     */
    Answer answer(Call call);
}
