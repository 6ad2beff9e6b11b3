package dev.tokenwright.chat.prompt.dataset;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;

/**
 * Writes sequences to a pair of files, which are there when {@link #finish} returns and not before. Belongs to one
 * thread; closing it without finishing leaves nothing behind.
 */
public final class IndexedDatasetWriter implements AutoCloseable {
    private static final String PART = ".part";
    private static final int BUFFER = 1 << 16;

    private final Path prefix;
    private final SequenceIndex index;
    private final Path part;
    private final WritableByteChannel elements;

    /** A writer of two files with a common beginning of their names. */
    public IndexedDatasetWriter(Path prefix, ElementType type, Modes modes) throws IOException {
        this.prefix = prefix;
        this.index = new SequenceIndex(type, modes);
        this.part = IndexedDataset.file(prefix, ".bin" + PART);
        this.elements = Channels.newChannel(new BufferedOutputStream(Files.newOutputStream(part), BUFFER));
    }

    /**
     * Adds a sequence to the document.
     *
     * @throws IllegalArgumentException when a value does not fit the type, or there are too many for one sequence
     */
    public void add(long[] values, int mode) throws IOException {
        ByteBuffer bytes = buffer(values.length);
        for (long value : values) {
            index.type().put(bytes, value);
        }
        add(bytes.flip(), values.length, mode);
    }

    /** Adds a sequence of text. */
    public void add(long[] values) throws IOException {
        add(values, 0);
    }

    /** Adds a sequence of numbers with fractions. */
    public void addFractions(double[] values) throws IOException {
        ByteBuffer bytes = buffer(values.length);
        for (double value : values) {
            index.type().put(bytes, value);
        }
        add(bytes.flip(), values.length, 0);
    }

    private ByteBuffer buffer(int count) {
        long size = (long) count * index.type().size();
        if (size > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("a sequence of " + size + " bytes is too long; cut it");
        }
        return ByteBuffer.allocate((int) size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void add(ByteBuffer bytes, int count, int mode) throws IOException {
        while (bytes.hasRemaining()) {
            elements.write(bytes);
        }
        index.add(count, mode);
    }

    /** Ends the document, which may be empty. */
    public void endDocument() {
        index.endDocument();
    }

    /**
     * Adds a whole document.
     *
     * @param lengths of its sequences, which together have all the values
     * @param modes of its sequences
     * @throws IllegalArgumentException when the numbers do not fit each other
     */
    public void addDocument(long[] values, int[] lengths, int[] modes) throws IOException {
        if (Arrays.stream(lengths).asLongStream().sum() != values.length
                || modes.length != lengths.length
                || Arrays.stream(lengths).anyMatch(length -> length < 0)) {
            throw new IllegalArgumentException(values.length + " values and " + modes.length
                    + " modes do not fit sequences of the lengths " + Arrays.toString(lengths));
        }
        int from = 0;
        for (int sequence = 0; sequence < lengths.length; sequence++) {
            add(Arrays.copyOfRange(values, from, from + lengths[sequence]), modes[sequence]);
            from += lengths[sequence];
        }
        endDocument();
    }

    /**
     * Adds all sequences and documents of other files.
     *
     * @throws IllegalArgumentException when their type is another one
     */
    public void addDataset(Path other) throws IOException {
        try (IndexedDataset dataset = IndexedDataset.open(other, index.modes())) {
            if (dataset.type() != index.type()) {
                throw new IllegalArgumentException(
                        "sequences of " + dataset.type() + " cannot be added to those of " + index.type());
            }
            long before = index.count();
            for (int sequence = 0; sequence < dataset.size(); sequence++) {
                int length = dataset.index().length(sequence);
                add(dataset.bytes(sequence, 0, length), length, dataset.mode(sequence));
            }
            Arrays.stream(dataset.documents()).skip(1).forEach(end -> index.endDocumentAt(before + end));
        }
    }

    /** Writes the index and gives both files their names. */
    public void finish() throws IOException {
        elements.close();
        try (OutputStream out =
                new BufferedOutputStream(Files.newOutputStream(IndexedDataset.file(prefix, ".idx")), BUFFER)) {
            index.writeTo(out);
        }
        Files.move(part, IndexedDataset.file(prefix, ".bin"), StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void close() throws IOException {
        elements.close();
        Files.deleteIfExists(part);
    }
}
