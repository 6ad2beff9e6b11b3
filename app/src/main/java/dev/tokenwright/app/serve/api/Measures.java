package dev.tokenwright.app.serve.api;

import java.util.function.Supplier;

/** What the server counts and times. Safe for all threads. */
public interface Measures {
    /** Something that is timed. */
    enum Operation {
        /** Text to ids. */
        ENCODE,
        /** Ids to text. */
        DECODE,
        /** A conversation to a prompt. */
        RENDER
    }

    /** Times some work. */
    <T> T time(Operation operation, Supplier<T> work);

    /** Counts tokens. */
    void tokens(String operation, int count);

    /** Counts control tokens that a conversation's text spelled and that were taken as text. */
    void neutralised(int count);

    /** A stream of decoded text was opened. */
    void streamOpened();

    /** A stream of decoded text was closed. */
    void streamClosed();

    /** Measures nothing. */
    Measures NONE = new Measures() {
        @Override
        public <T> T time(Operation operation, Supplier<T> work) {
            return work.get();
        }

        @Override
        public void tokens(String operation, int count) {}

        @Override
        public void neutralised(int count) {}

        @Override
        public void streamOpened() {}

        @Override
        public void streamClosed() {}
    };
}
