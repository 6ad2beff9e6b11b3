package dev.tokenwright.chat.prompt.dataset;

import dev.tokenwright.error.LoadException;
import dev.tokenwright.error.Place;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** What an {@code .idx} file says: lengths, documents and modes of sequences. Belongs to one writer or reader. */
final class SequenceIndex {
    private static final byte[] MAGIC = "MMIDIDX\0\0".getBytes(StandardCharsets.US_ASCII);
    private static final long VERSION = 1;
    private static final int MOST = Integer.MAX_VALUE - 8;

    private final ElementType type;
    private final Modes modes;
    private int[] lengths;
    private byte[] modeOf;
    private int count;
    private long[] documents;
    private int documentCount;

    SequenceIndex(ElementType type, Modes modes) {
        this.type = type;
        this.modes = modes;
        this.lengths = new int[16];
        this.modeOf = new byte[16];
        this.documents = new long[16];
        this.documentCount = 1;
    }

    ElementType type() {
        return type;
    }

    Modes modes() {
        return modes;
    }

    int count() {
        return count;
    }

    int length(int sequence) {
        return lengths[sequence];
    }

    int mode(int sequence) {
        return modeOf[sequence];
    }

    int[] lengths() {
        return Arrays.copyOf(lengths, count);
    }

    long[] documents() {
        return Arrays.copyOf(documents, documentCount);
    }

    void add(int length, int mode) {
        if (mode < Byte.MIN_VALUE || mode > Byte.MAX_VALUE) {
            throw new IllegalArgumentException("a mode must fit a byte: " + mode);
        }
        if (count == lengths.length) {
            int room = larger(count);
            lengths = Arrays.copyOf(lengths, room);
            modeOf = Arrays.copyOf(modeOf, room);
        }
        lengths[count] = length;
        modeOf[count++] = (byte) mode;
    }

    private static int larger(int room) {
        if (room == MOST) {
            throw new IllegalStateException("one pair of files holds at most " + MOST + " sequences and documents");
        }
        return (int) Math.min(2L * room, MOST);
    }

    void endDocument() {
        endDocumentAt(count);
    }

    void endDocumentAt(long sequences) {
        if (documentCount == documents.length) {
            documents = Arrays.copyOf(documents, larger(documentCount));
        }
        documents[documentCount++] = sequences;
    }

    /** Writes the file, numbers with their smallest byte first. It may be larger than an array can be. */
    void writeTo(OutputStream out) throws IOException {
        DataOutputStream file = new DataOutputStream(out);
        file.write(MAGIC);
        file.writeLong(Long.reverseBytes(VERSION));
        file.write(type.code());
        file.writeLong(Long.reverseBytes(count));
        file.writeLong(Long.reverseBytes(documentCount));
        for (int sequence = 0; sequence < count; sequence++) {
            file.writeInt(Integer.reverseBytes(lengths[sequence]));
        }
        long place = 0;
        for (int sequence = 0; sequence < count; sequence++) {
            file.writeLong(Long.reverseBytes(place));
            place += (long) lengths[sequence] * type.size();
        }
        for (int document = 0; document < documentCount; document++) {
            file.writeLong(Long.reverseBytes(documents[document]));
        }
        if (modes == Modes.WRITTEN) {
            file.write(modeOf, 0, count);
        }
    }

    /**
     * What a file says.
     *
     * @throws LoadException when it is malformed, or larger than an array can be
     */
    static SequenceIndex read(Path file, Modes modes, String name) throws IOException {
        long size = Files.size(file);
        if (size > MOST) {
            throw new LoadException(
                    LoadException.Kind.LIMIT,
                    Place.of(name),
                    "it has " + size + " bytes, and at most " + MOST + " are read; split the data set");
        }
        return read(Files.readAllBytes(file), modes, name);
    }

    /** What a file says. Bytes after its end are left aside. */
    static SequenceIndex read(byte[] content, Modes modes, String name) {
        ByteBuffer file = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        try {
            byte[] magic = new byte[MAGIC.length];
            file.get(magic);
            require(Arrays.equals(magic, MAGIC), name, "it does not start as an index of sequences does");
            long version = file.getLong();
            require(version == VERSION, name, "its version is " + version + " and not " + VERSION);
            int code = file.get();
            ElementType type = ElementType.coded(code)
                    .orElseThrow(() -> invalid(name, "there is no type of elements with the number " + code));
            long sequences = file.getLong();
            long documents = file.getLong();
            require(
                    sequences >= 0
                            && documents >= 1
                            && sequences <= file.remaining() / 12
                            && documents <= (file.remaining() - 12 * sequences) / 8,
                    name,
                    "it is too short for " + sequences + " sequences and " + documents + " ends of documents");
            return body(file, new SequenceIndex(type, modes), (int) sequences, (int) documents, name);
        } catch (BufferUnderflowException e) {
            throw invalid(name, "it ends too early");
        }
    }

    private static SequenceIndex body(ByteBuffer file, SequenceIndex index, int sequences, int documents, String name) {
        int start = file.position();
        long place = 0;
        boolean written = index.modes == Modes.WRITTEN;
        int modesAt = start + 12 * sequences + 8 * documents;
        for (int sequence = 0; sequence < sequences; sequence++) {
            int length = file.getInt(start + 4 * sequence);
            long offset = file.getLong(start + 4 * sequences + 8 * sequence);
            require(length >= 0 && offset == place, name, "sequence " + sequence + " is not after the one before it");
            place += (long) length * index.type.size();
            index.add(length, written ? file.get(file.position() + modesAt - start + sequence) : 0);
        }
        file.position(start + 12 * sequences);
        require(file.getLong() == 0, name, "the first document does not start with the first sequence");
        long before = 0;
        for (int document = 1; document < documents; document++) {
            long end = file.getLong();
            require(end >= before && end <= sequences, name, "document " + (document - 1) + " ends at " + end);
            index.endDocumentAt(end);
            before = end;
        }
        require(before == sequences, name, "the last document ends before the last sequence");
        return index;
    }

    private static void require(boolean holds, String name, String problem) {
        if (!holds) {
            throw invalid(name, problem);
        }
    }

    static LoadException invalid(String name, String problem) {
        return new LoadException(LoadException.Kind.INVALID, Place.of(name), problem);
    }
}
