package dev.tokenwright.app.cli;

import dev.tokenwright.EncodeOptions;
import dev.tokenwright.TokenBuffer;
import dev.tokenwright.Tokenizer;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/** Encodes the same documents again and again, and times it. Belongs to one caller. */
final class BenchRounds implements AutoCloseable {
    private final ThreadMXBean clock = ManagementFactory.getThreadMXBean();
    private final Tokenizer tokenizer;
    private final EncodeOptions options;
    private final List<byte[]> documents;
    private final List<TokenBuffer> buffers;
    private final long bytes;
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
        this.documents = documents.stream()
                .map(document -> document.getBytes(StandardCharsets.UTF_8))
                .toList();
        this.buffers = Stream.generate(TokenBuffer::new).limit(threads).toList();
        this.pool = Executors.newFixedThreadPool(threads);
        this.bytes =
                this.documents.stream().mapToLong(document -> document.length).sum();
    }

    /** Encodes all documents once. */
    Round run() {
        Ids[] ids = new Ids[documents.size()];
        AtomicInteger next = new AtomicInteger();
        List<Callable<Long>> shares =
                buffers.stream().map(buffer -> share(ids, next, buffer)).toList();
        long processStart = processCpuNanos();
        long wallStart = System.nanoTime();
        long cpuNanos = all(shares);
        long wallNanos = System.nanoTime() - wallStart;
        long processNanos = processCpuNanos() - processStart;
        return new Round(bytes, tokens(ids), cpuNanos / 1e9, wallNanos / 1e9, processNanos / 1e9, crc32(ids));
    }

    /** Where the ids of a document are. */
    private record Ids(TokenBuffer buffer, int from, int to) {}

    /** The work of one thread: documents that no other has taken, into a buffer of its own. Gives the CPU time in ns. */
    private Callable<Long> share(Ids[] ids, AtomicInteger next, TokenBuffer buffer) {
        return () -> {
            long start = clock.getCurrentThreadCpuTime();
            buffer.clear();
            for (int index = next.getAndIncrement(); index < ids.length; index = next.getAndIncrement()) {
                byte[] document = documents.get(index);
                int from = buffer.size();
                tokenizer.encodeUtf8(document, 0, document.length, options, buffer);
                ids[index] = new Ids(buffer, from, buffer.size());
            }
            return clock.getCurrentThreadCpuTime() - start;
        };
    }

    private long all(List<Callable<Long>> shares) {
        long sum = 0;
        try {
            for (Future<Long> done : pool.invokeAll(shares)) {
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

    private static long tokens(Ids[] ids) {
        long tokens = 0;
        for (Ids document : ids) {
            tokens += document.to() - document.from();
        }
        return tokens;
    }

    private static long crc32(Ids[] ids) {
        CRC32 crc = new CRC32();
        for (Ids document : ids) {
            for (int index = document.from(); index < document.to(); index++) {
                int id = document.buffer().get(index);
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
