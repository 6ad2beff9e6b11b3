package dev.tokenwright;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Scratch objects that wait for the next text. Bounded: a thread that finds none makes one, and one that finds no room
 * drops it. Safe for all threads, without locks.
 */
final class ScratchPool {
    private static final int PLACES =
            Integer.highestOneBit(Math.max(2, Runtime.getRuntime().availableProcessors()) * 2 - 1) * 2;

    private final AtomicReferenceArray<Scratch> places = new AtomicReferenceArray<>(PLACES);

    /** Takes one out. {@link #giveBack} it afterwards. */
    Scratch take() {
        int home = home();
        for (int step = 0; step < 2; step++) {
            Scratch found = places.getAndSet(home + step & PLACES - 1, null);
            if (found != null) {
                return found;
            }
        }
        return new Scratch();
    }

    /** Puts one back. */
    void giveBack(Scratch scratch) {
        scratch.trim();
        int home = home();
        if (!places.compareAndSet(home, null, scratch)) {
            places.compareAndSet(home + 1 & PLACES - 1, null, scratch);
        }
    }

    private static int home() {
        return (int) Thread.currentThread().getId() & PLACES - 1;
    }
}
