package dev.tokenwright.app.serve.http;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads that tokenize: some for small requests and as many for large ones, so that neither waits for the other. The
 * queues are bounded by {@link Admission}.
 */
final class Workers {
    /** Bodies up to here are small. */
    private static final int SMALL = 64 << 10;

    private final ExecutorService small;
    private final ExecutorService large;

    Workers(int threads) {
        small = pool("small", threads);
        large = pool("large", threads);
    }

    private static ExecutorService pool(String name, int threads) {
        AtomicInteger number = new AtomicInteger();
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(threads, threads, 60, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "tokenwright-" + name + "-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** Does some work, of so many bytes. */
    void execute(long bytes, Runnable work) {
        (bytes <= SMALL ? small : large).execute(work);
    }

    /** Stops; work that has not begun is forgotten. */
    void stop(Duration wait) throws InterruptedException {
        small.shutdown();
        large.shutdown();
        long end = System.nanoTime() + wait.toNanos();
        for (ExecutorService pool : new ExecutorService[] {small, large}) {
            if (!pool.awaitTermination(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS)) {
                pool.shutdownNow();
            }
        }
    }
}
