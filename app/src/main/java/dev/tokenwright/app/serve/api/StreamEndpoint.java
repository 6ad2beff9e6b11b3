package dev.tokenwright.app.serve.api;

/** Answers a request while it is still coming in. */
@FunctionalInterface
public interface StreamEndpoint {
    /**
     * Begins.
     *
     * @param call the request without its body
     * @throws ApiError when it cannot
     */
    Session open(Call call);

    /** A request that is being answered. Used by one thread at a time. */
    interface Session {
        /** The type of what comes back. */
        String contentType();

        /**
         * Takes the next bytes of the request and gives the next bytes of the answer.
         *
         * @throws ApiError when it cannot; the session is to be closed then
         */
        byte[] push(byte[] bytes);

        /** Gives the last bytes of the answer, when the request has ended. */
        byte[] finish();

        /** Whether the answer is complete although the request may go on. */
        boolean isDone();

        /** What says in the midst of an answer that it ends here. */
        byte[] failure(ApiError error);

        /** Lets go of everything. */
        void close();
    }
}
