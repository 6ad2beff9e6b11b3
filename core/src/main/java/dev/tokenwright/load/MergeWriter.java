package dev.tokenwright.load;

import dev.tokenwright.error.ConversionException;
import dev.tokenwright.error.Place;
import dev.tokenwright.spec.ModelSpec;
import dev.tokenwright.spec.TokenTable;
import dev.tokenwright.wire.JsonOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Writes merges as pairs of tokens, of which the reference finds the joined token by itself. */
final class MergeWriter {
    private final JsonOutput json;
    private final TokenTable tokens;
    private final int prefixLength;
    private final Place place;
    private byte[] left = new byte[256];
    private byte[] right = new byte[256];

    MergeWriter(JsonOutput json, ModelSpec.Bpe model, Place place) {
        this.json = json;
        this.tokens = model.vocabulary();
        this.prefixLength = model.continuingSubwordPrefix().orElse("").getBytes(StandardCharsets.UTF_8).length;
        this.place = place;
    }

    /** A merge of two tokens. */
    void write(int rank, int leftId, int rightId, int mergedId) throws IOException {
        left = room(left, tokens.length(leftId) + tokens.length(rightId));
        right = room(right, tokens.length(rightId));
        int leftLength = tokens.copyTo(leftId, left, 0);
        int rightLength = tokens.copyTo(rightId, right, 0);
        json.beginArray();
        json.value(left, 0, leftLength);
        json.value(right, 0, rightLength);
        json.endArray();
        int more = rightLength - prefixLength;
        if (more >= 0) {
            System.arraycopy(right, prefixLength, left, leftLength, more);
        }
        if (more < 0 || tokens.id(left, 0, leftLength + more) != mergedId) {
            throw new ConversionException(
                    place.child(rank), "that it makes token " + mergedId + " would be lost: its parts spell another");
        }
    }

    /** A merge given by what it makes. */
    void write(int mergedId, int leftLength) throws IOException {
        int length = tokens.length(mergedId);
        left = room(left, length);
        tokens.copyTo(mergedId, left, 0);
        json.beginArray();
        json.value(left, 0, leftLength);
        json.value(left, leftLength, length);
        json.endArray();
    }

    private static byte[] room(byte[] bytes, int length) {
        return length > bytes.length ? new byte[2 * length] : bytes;
    }
}
