package dev.tokenwright.app.serve.dialect;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tokenwright.DecodeOptions;
import dev.tokenwright.Tokenizer;
import dev.tokenwright.app.serve.api.ServedModel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Tokens as several dialects write them. */
final class Tokens {
    private Tokens() {}

    /** A field with a list of ids. */
    static void ids(JsonGenerator json, String field, int[] ids) throws IOException {
        json.writeFieldName(field);
        json.writeArray(ids, 0, ids.length);
    }

    /** A field with a list of lists of ids. */
    static void idLists(JsonGenerator json, String field, List<int[]> lists) throws IOException {
        json.writeArrayFieldStart(field);
        for (int[] ids : lists) {
            json.writeArray(ids, 0, ids.length);
        }
        json.writeEndArray();
    }

    /** A field with a list of texts. */
    static void texts(JsonGenerator json, String field, List<String> texts) throws IOException {
        json.writeArrayFieldStart(field);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }

    /** The tokens of ids as the vocabulary writes them. */
    static List<String> spellings(Tokenizer tokenizer, int[] ids) {
        return Arrays.stream(ids)
                .mapToObj(id -> tokenizer.vocabulary().token(id).orElse(""))
                .toList();
    }

    /** The bytes of a token where others come before it; none where no token has the id. */
    static byte[] bytes(Tokenizer tokenizer, int id) {
        return tokenizer.vocabulary().contains(id) ? tokenizer.tokenBytes(id) : new byte[0];
    }

    /** Bytes as text, if they are UTF-8. */
    static Optional<String> text(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** The text of ids, special tokens kept or left out. */
    static String decode(ServedModel model, int[] ids, boolean skipSpecial) {
        return model.decode(ids, skipSpecial ? DecodeOptions.SKIP_SPECIAL : DecodeOptions.DEFAULT);
    }
}
