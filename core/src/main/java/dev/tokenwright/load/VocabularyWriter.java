package dev.tokenwright.load;

import dev.tokenwright.error.ConversionException;
import dev.tokenwright.error.Place;
import dev.tokenwright.spec.ModelSpec;
import dev.tokenwright.spec.TokenTable;
import dev.tokenwright.wire.JsonOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Writes the tokens of a model, which must be text. */
final class VocabularyWriter {
    private final JsonOutput json;
    private final TokenTable tokens;
    private final Place place;
    private byte[] token = new byte[256];

    VocabularyWriter(JsonOutput json, TokenTable tokens, Place place) {
        this.json = json;
        this.tokens = tokens;
        this.place = place;
    }

    /** An object of tokens and their ids, in the order of ids. */
    void writeIds() throws IOException {
        json.beginObject();
        for (int id = 0; id < tokens.idLimit(); id++) {
            if (tokens.contains(id)) {
                int length = read(id);
                int other = tokens.id(token, 0, length);
                if (other != id) {
                    throw new ConversionException(
                            place, "token " + id + " would be lost: token " + other + " has the same text");
                }
                json.name(token, 0, length);
                json.value(id);
            }
        }
        json.endObject();
    }

    /** An array of tokens and their scores; the index is the id. */
    void writeScores(ModelSpec.Scores scores) throws IOException {
        json.beginArray();
        for (int id = 0; id < tokens.idLimit(); id++) {
            if (!tokens.contains(id)) {
                throw new ConversionException(place.child(id), "ids would be lost: no token has id " + id);
            }
            json.beginArray();
            json.value(token, 0, read(id));
            if (!json.value(scores.of(id))) {
                throw new ConversionException(
                        place.child(id), "the score " + scores.of(id) + " would be lost: no digits are read as it");
            }
            json.endArray();
        }
        json.endArray();
    }

    private int read(int id) {
        int length = tokens.length(id);
        if (length > token.length) {
            token = new byte[2 * length];
        }
        tokens.copyTo(id, token, 0);
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(token, 0, length));
        } catch (CharacterCodingException e) {
            throw new ConversionException(place, "token " + id + " would be lost: it is not UTF-8");
        }
        return length;
    }
}
