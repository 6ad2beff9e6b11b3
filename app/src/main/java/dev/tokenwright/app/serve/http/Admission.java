package dev.tokenwright.app.serve.http;

import java.util.concurrent.atomic.AtomicLong;

/** The bytes of bodies that are worked on or wait for it: so many and no more. Safe for all threads. */
final class Admission {
    /** What a request counts at least: its buffers and objects. */
    private static final long LEAST = 4_096;

    private final long most;
    private final AtomicLong bytes = new AtomicLong();

    Admission(long most) {
        this.most = most;
    }

    /** Lets bytes in, unless they are too many; {@link #leave} follows once they were let in. */
    boolean enter(long count) {
        long weight = Math.max(LEAST, count);
        if (bytes.addAndGet(weight) <= most) {
            return true;
        }
        bytes.addAndGet(-weight);
        return false;
    }

    /** Lets as many bytes out as were let in. */
    void leave(long count) {
        bytes.addAndGet(-Math.max(LEAST, count));
    }

    /** The bytes that are in. */
    long bytes() {
        return bytes.get();
    }
}
