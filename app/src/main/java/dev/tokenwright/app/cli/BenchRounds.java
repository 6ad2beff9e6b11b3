package dev.tokenwright.app.cli;

import dev.tokenwright.EncodeOptions;
import dev.tokenwright.Tokenizer;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32;

/** Encodes the same documents again and again, and times it. Belongs to one caller. */
final class BenchRounds implements AutoCloseable {
    private final ThreadMXBean clock = ManagementFactory.getThreadMXBean();
    private final Tokenizer tokenizer;
    private final EncodeOptions options;
    private final List<String> documents;
    private final long bytes;
    private final int threads;
    private final ExecutorService pool;

    /**
     * What a round gave.
     *
     * @param cpuSeconds CPU time of the threads that encode
     * @param processCpuSeconds CPU time of the whole process, compiler and garbage collector included
     * @param idsCrc32 CRC-32 of all ids, in the documents' order, as little-endian 32-bit integers
     */
    record Round(
            long bytes, long tokens, double cpuSeconds, double wallSeconds, double processCpuSeconds, long idsCrc32) {}

    BenchRounds(Tokenizer tokenizer, EncodeOptions options, List<String> documents, int threads) {
        this.tokenizer = tokenizer;
        this.options = options;
        this.documents = documents;
        this.threads = threads;
        this.pool = Executors.newFixedThreadPool(threads);
        this.bytes = documents.stream()
                .mapToLong(document -> document.getBytes(StandardCharsets.UTF_8).length)
                .sum();
    }

    /** Encodes all documents once. */
    Round run() {
        int[][] ids = new int[documents.size()][];
        AtomicInteger next = new AtomicInteger();
        Callable<Long> share = () -> {
            long start = clock.getCurrentThreadCpuTime();
            for (int document = next.getAndIncrement(); document < ids.length; document = next.getAndIncrement()) {
                ids[document] = tokenizer.encode(documents.get(document), options);
            }
            return clock.getCurrentThreadCpuTime() - start;
        };
        long processStart = processCpuNanos();
        long wallStart = System.nanoTime();
        long cpuNanos = all(share);
        long wallNanos = System.nanoTime() - wallStart;
        long processNanos = processCpuNanos() - processStart;
        return new Round(bytes, tokens(ids), cpuNanos / 1e9, wallNanos / 1e9, processNanos / 1e9, crc32(ids));
    }

    private long all(Callable<Long> share) {
        long sum = 0;
        try {
            for (Future<Long> done : pool.invokeAll(Collections.nCopies(threads, share))) {
                sum += done.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e);
        }
        return sum;
    }

    private static long processCpuNanos() {
        return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
                .getProcessCpuTime();
    }

    private static long tokens(int[][] ids) {
        long tokens = 0;
        for (int[] document : ids) {
            tokens += document.length;
        }
        return tokens;
    }

    private static long crc32(int[][] ids) {
        CRC32 crc = new CRC32();
        for (int[] document : ids) {
            for (int id : document) {
                crc.update(id);
                crc.update(id >>> 8);
                crc.update(id >>> 16);
                crc.update(id >>> 24);
            }
        }
        return crc.getValue();
    }

    @Override
    public void close() {
        pool.shutdown();
    }
}
