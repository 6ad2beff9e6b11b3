package dev.tokenwright.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.zip.CRC32;

/** What a {@link Worker} does. Belongs to one caller. */
final class WorkerSession implements AutoCloseable {
    private static final String FIRST_TEXT = "The first text that it sees.";

    private final Supplier<Contender> opening;
    private Contender contender;
    private final boolean holdsUtf8;
    private final int threads;
    private final ExecutorService pool;
    private List<String> documents = List.of();
    private List<byte[]> utf8 = List.of();
    private int[][] ids = {};

    WorkerSession(Supplier<Contender> opening, boolean holdsUtf8, int threads) {
        this.opening = opening;
        this.contender = opening.get();
        this.holdsUtf8 = holdsUtf8;
        this.threads = threads;
        this.pool = Executors.newFixedThreadPool(threads);
        contender.encode(FIRST_TEXT);
    }

    /** Takes up the first documents of a file, as many as have {@code bytes} bytes together or a little more. */
    String text(Map<String, String> request) throws IOException {
        String separator = request.getOrDefault("separator", "");
        long limit = Long.parseLong(request.getOrDefault("bytes", Long.toString(Long.MAX_VALUE)));
        String all = Files.readString(Path.of(request.getOrDefault("path", "")));
        List<String> texts = new ArrayList<>();
        List<byte[]> forms = new ArrayList<>();
        long bytes = 0;
        for (int from = 0; from >= 0 && bytes < limit; ) {
            int to = separator.isEmpty() ? -1 : all.indexOf(separator, from);
            String document = to < 0 ? all.substring(from) : all.substring(from, to);
            byte[] form = document.getBytes(StandardCharsets.UTF_8);
            texts.add(document);
            forms.add(holdsUtf8 ? form : new byte[0]);
            bytes += form.length;
            from = to < 0 ? -1 : to + separator.length();
        }
        documents = texts;
        utf8 = forms;
        ids = new int[0][];
        long total = bytes;
        return Json.line(json -> {
            json.writeNumberField("documents", texts.size());
            json.writeNumberField("bytes", total);
        });
    }

    /** Encodes all documents. */
    String encode() {
        long start = System.nanoTime();
        int[][] results = new int[documents.size()][];
        each(results.length, document -> results[document] = encode(document));
        ids = results;
        return wall(System.nanoTime() - start);
    }

    private int[] encode(int document) {
        return holdsUtf8 ? contender.encodeUtf8(utf8.get(document)) : contender.encode(documents.get(document));
    }

    /** The number of ids and a checksum of each document's. */
    String check() {
        long tokens = 0;
        for (int[] document : ids) {
            tokens += document.length;
        }
        long total = tokens;
        return Json.line(json -> {
            json.writeNumberField("tokens", total);
            json.writeArrayFieldStart("crc32");
            for (int[] document : ids) {
                json.writeNumber(crc32(document));
            }
            json.writeEndArray();
        });
    }

    /** CRC-32 of ids as little-endian 32-bit integers. */
    static long crc32(int[] ids) {
        CRC32 crc = new CRC32();
        for (int id : ids) {
            crc.update(id);
            crc.update(id >>> 8);
            crc.update(id >>> 16);
            crc.update(id >>> 24);
        }
        return crc.getValue();
    }

    /** Decodes what was encoded last. */
    String decode() {
        long start = System.nanoTime();
        String[] results = new String[ids.length];
        each(ids.length, document -> results[document] = contender.decode(ids[document]));
        long nanos = System.nanoTime() - start;
        boolean same = ids.length == documents.size() && List.of(results).equals(documents);
        return Json.line(json -> {
            json.writeNumberField("wall_s", nanos / 1e9);
            json.writeBooleanField("same", same);
        });
    }

    /** Encodes each document once, alone: the first {@code warm} of them untimed. */
    String latency(int warm) {
        ThreadMXBean clock = ManagementFactory.getThreadMXBean();
        int timed = Math.max(0, documents.size() - warm);
        long[] cpu = new long[timed];
        long[] wall = new long[timed];
        for (int document = 0; document < documents.size(); document++) {
            long wallStart = System.nanoTime();
            long cpuStart = clock.getCurrentThreadCpuTime();
            encode(document);
            long cpuEnd = clock.getCurrentThreadCpuTime();
            long wallEnd = System.nanoTime();
            if (document >= warm) {
                cpu[document - warm] = cpuEnd - cpuStart;
                wall[document - warm] = wallEnd - wallStart;
            }
        }
        return Json.line(json -> {
            json.writeFieldName("cpu_ns");
            json.writeArray(cpu, 0, cpu.length);
            json.writeFieldName("wall_ns");
            json.writeArray(wall, 0, wall.length);
        });
    }

    /** Loads the model anew, encodes a sentence, and goes on with what was loaded: no cache of the text so far is left. */
    String reload() {
        contender.close();
        long start = System.nanoTime();
        contender = opening.get();
        contender.encode(FIRST_TEXT);
        return wall(System.nanoTime() - start);
    }

    private static String wall(long nanos) {
        return Json.line(json -> json.writeNumberField("wall_s", nanos / 1e9));
    }

    /** Something that is done for each document. */
    private interface Step {
        void accept(int document);
    }

    private void each(int count, Step step) {
        if (threads == 1) {
            for (int document = 0; document < count; document++) {
                step.accept(document);
            }
            return;
        }
        AtomicInteger next = new AtomicInteger();
        Callable<Boolean> share = () -> {
            for (int document = next.getAndIncrement(); document < count; document = next.getAndIncrement()) {
                step.accept(document);
            }
            return true;
        };
        try {
            for (Future<Boolean> done : pool.invokeAll(java.util.Collections.nCopies(threads, share))) {
                done.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        pool.shutdown();
        contender.close();
    }
}
