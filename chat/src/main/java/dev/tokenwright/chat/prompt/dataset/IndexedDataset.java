package dev.tokenwright.chat.prompt.dataset;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/** Sequences that are read from a pair of files. One thread at a time; what it gives is the caller's. */
public final class IndexedDataset implements AutoCloseable {
    private final SequenceIndex index;
    private final long[] places;
    private final FileChannel elements;

    private IndexedDataset(SequenceIndex index, FileChannel elements) {
        this.index = index;
        this.elements = elements;
        this.places = new long[index.count()];
        long place = 0;
        for (int sequence = 0; sequence < index.count(); sequence++) {
            places[sequence] = place;
            place += (long) index.length(sequence) * index.type().size();
        }
    }

    /** Whether both files are there. */
    public static boolean exists(Path prefix) {
        return Files.isRegularFile(file(prefix, ".idx")) && Files.isRegularFile(file(prefix, ".bin"));
    }

    static Path file(Path prefix, String ending) {
        return prefix.resolveSibling(Objects.requireNonNull(prefix.getFileName()) + ending);
    }

    /**
     * Opens the two files with a common beginning of their names.
     *
     * @throws dev.tokenwright.error.LoadException when one is missing, malformed, too short or too large
     */
    public static IndexedDataset open(Path prefix, Modes modes) throws IOException {
        String name = file(prefix, ".idx").getFileName().toString();
        if (!exists(prefix)) {
            throw SequenceIndex.invalid(name, "it or the .bin file beside it is missing");
        }
        SequenceIndex index = SequenceIndex.read(file(prefix, ".idx"), modes, name);
        FileChannel elements = FileChannel.open(file(prefix, ".bin"), StandardOpenOption.READ);
        IndexedDataset dataset = new IndexedDataset(index, elements);
        if (dataset.byteSize() > elements.size()) {
            long size = elements.size();
            elements.close();
            throw SequenceIndex.invalid(
                    name, "its sequences have " + dataset.byteSize() + " bytes and the .bin file has " + size);
        }
        return dataset;
    }

    private long byteSize() {
        int last = index.count() - 1;
        return last < 0
                ? 0
                : places[last] + (long) index.length(last) * index.type().size();
    }

    SequenceIndex index() {
        return index;
    }

    /** How elements are written. */
    public ElementType type() {
        return index.type();
    }

    /** Number of sequences. */
    public int size() {
        return index.count();
    }

    /** The length of every sequence. */
    public int[] lengths() {
        return index.lengths();
    }

    /** How many sequences there are before each document and, at the end, in all. */
    public long[] documents() {
        return index.documents();
    }

    /** The mode of a sequence; 0 where none are written. */
    public int mode(int sequence) {
        return index.mode(Objects.checkIndex(sequence, size()));
    }

    /** The elements of a sequence. */
    public long[] get(int sequence) throws IOException {
        return get(sequence, 0, index.length(Objects.checkIndex(sequence, size())));
    }

    /**
     * A stretch of a sequence.
     *
     * @throws IndexOutOfBoundsException when it is not in the sequence
     */
    public long[] get(int sequence, int from, int count) throws IOException {
        ByteBuffer bytes = bytes(sequence, from, count);
        long[] values = new long[count];
        for (int at = 0; at < count; at++) {
            values[at] = type().get(bytes);
        }
        return values;
    }

    /** The elements of a sequence, which may have fractions. */
    public double[] fractions(int sequence) throws IOException {
        int count = index.length(Objects.checkIndex(sequence, size()));
        ByteBuffer bytes = bytes(sequence, 0, count);
        double[] values = new double[count];
        for (int at = 0; at < count; at++) {
            values[at] = type().getFraction(bytes);
        }
        return values;
    }

    ByteBuffer bytes(int sequence, int from, int count) throws IOException {
        Objects.checkIndex(sequence, size());
        Objects.checkFromIndexSize(from, count, index.length(sequence));
        int size = type().size();
        long needed = (long) count * size;
        if (needed > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(needed + " bytes are too many at once; read a part");
        }
        ByteBuffer bytes = ByteBuffer.allocate((int) needed).order(ByteOrder.LITTLE_ENDIAN);
        long place = places[sequence] + (long) from * size;
        while (bytes.hasRemaining()) {
            if (elements.read(bytes, place + bytes.position()) < 0) {
                throw new IOException("the .bin file has become shorter");
            }
        }
        return bytes.flip();
    }

    @Override
    public void close() throws IOException {
        elements.close();
    }
}
