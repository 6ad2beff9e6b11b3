package dev.tokenwright.chat.prompt.dataset;

import dev.tokenwright.chat.prompt.SpecialRole;
import dev.tokenwright.chat.prompt.TrainingTokenizer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Writes texts as documents of ids, as Megatron's tools for data do. Belongs to one thread. */
public final class DocumentWriter {
    private static final int IMAGE = 1;
    private static final int WORD = 4;

    private final TrainingTokenizer tokenizer;
    private final IndexedDatasetWriter writer;
    private final Ending ending;

    /** What comes after the last token of a document. */
    public enum Ending {
        /** Nothing. */
        NONE,
        /** The token that ends a document, when the document has a token at all. */
        END_OF_DOCUMENT
    }

    /**
     * A writer.
     *
     * @throws IllegalArgumentException when the tokenizer has no token that ends a document and one is asked for
     */
    public DocumentWriter(TrainingTokenizer tokenizer, IndexedDatasetWriter writer, Ending ending) {
        this.tokenizer = tokenizer;
        this.writer = writer;
        this.ending = ending;
        if (ending == Ending.END_OF_DOCUMENT && tokenizer.id(SpecialRole.EOD).isEmpty()) {
            throw new IllegalArgumentException("the tokenizer has no token that ends a document");
        }
    }

    /** Adds a document of sentences, each a sequence of its own. Sentences without tokens are left out. */
    public void add(List<String> sentences) throws IOException {
        List<int[]> sequences = new ArrayList<>();
        for (String sentence : sentences) {
            int[] ids = tokenizer.tokenize(sentence);
            if (ids.length > 0) {
                sequences.add(ids);
            }
        }
        int last = sequences.size() - 1;
        if (ending == Ending.END_OF_DOCUMENT && last >= 0) {
            int[] ids = sequences.get(last);
            int[] ended = Arrays.copyOf(ids, ids.length + 1);
            ended[ids.length] = end();
            sequences.set(last, ended);
        }
        for (int[] ids : sequences) {
            writer.add(longs(ids));
        }
        writer.endDocument();
    }

    /**
     * Adds a document of a text and an image.
     *
     * @param length to which a text with tokens is cut or, with the token that ends a document, filled up; without that
     *     token it is left as it is
     */
    public void addWithImage(String text, byte[] image, int length) throws IOException {
        int[] ids = tokenizer.tokenize(text);
        if (ending == Ending.END_OF_DOCUMENT && ids.length > 0) {
            int own = Math.min(ids.length, length);
            ids = Arrays.copyOf(ids, length);
            Arrays.fill(ids, own, length, end());
        }
        writer.add(longs(ids));
        writer.add(words(image), IMAGE);
        writer.endDocument();
    }

    private int end() {
        return tokenizer.id(SpecialRole.EOD).orElseThrow();
    }

    /** The bytes of an image as numbers of four bytes, after the number of bytes that fill up the last one. */
    private static long[] words(byte[] image) {
        int padding = (WORD - image.length % WORD) % WORD;
        ByteBuffer bytes =
                ByteBuffer.wrap(Arrays.copyOf(image, image.length + padding)).order(ByteOrder.LITTLE_ENDIAN);
        long[] words = new long[bytes.capacity() / WORD + 1];
        words[0] = padding;
        for (int at = 1; at < words.length; at++) {
            words[at] = bytes.getInt();
        }
        return words;
    }

    private static long[] longs(int[] ids) {
        return Arrays.stream(ids).asLongStream().toArray();
    }
}
