package dev.tokenwright.app.serve.http;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The streams that are open. Safe for all threads. */
final class OpenStreams {
    private final Set<StreamPump> pumps = ConcurrentHashMap.newKeySet();

    void add(StreamPump pump) {
        pumps.add(pump);
    }

    void remove(StreamPump pump) {
        pumps.remove(pump);
    }

    int size() {
        return pumps.size();
    }

    /** Ends all streams with an error. */
    void abort() {
        pumps.forEach(StreamPump::abort);
    }
}
