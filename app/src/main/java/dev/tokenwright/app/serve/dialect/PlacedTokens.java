package dev.tokenwright.app.serve.dialect;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tokenwright.EncodeOptions;
import dev.tokenwright.Encoding;
import dev.tokenwright.OffsetUnit;
import dev.tokenwright.app.serve.api.ServedModel;
import java.io.IOException;
import java.util.List;

/** The tokens of a text, each with the stretch of the text that it is, in code points, as Hugging Face's servers write it. */
record PlacedTokens(String text, Encoding encoding) {
    /** Whose way of writing. */
    enum Form {
        /** With a flag for special tokens, which have no place. */
        TEI,
        /** Place and text alone. */
        TGI
    }

    static PlacedTokens of(ServedModel model, String text, EncodeOptions options) {
        return new PlacedTokens(text, model.encodeWithOffsets(text, options.withOffsetUnit(OffsetUnit.CODE_POINTS)));
    }

    void write(JsonGenerator json, Form form) throws IOException {
        int[] ids = encoding.ids();
        int[] framing = encoding.specialTokensMask();
        List<String> tokens = encoding.tokens();
        int charIndex = 0;
        int codePoint = 0;
        json.writeStartArray();
        for (int index = 0; index < ids.length; index++) {
            int start = encoding.start(index);
            int end = encoding.end(index);
            charIndex = text.offsetByCodePoints(charIndex, start - codePoint);
            codePoint = start;
            String surface = text.substring(charIndex, text.offsetByCodePoints(charIndex, end - start));
            boolean special = framing[index] == 1;
            json.writeStartObject();
            json.writeNumberField("id", ids[index]);
            if (form == Form.TEI) {
                json.writeStringField("text", special ? tokens.get(index) : surface);
                json.writeBooleanField("special", special);
                place(json, "start", special, start);
                place(json, "stop", special, end);
            } else {
                json.writeStringField("text", surface);
                place(json, "start", false, start);
                place(json, "stop", false, end);
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void place(JsonGenerator json, String field, boolean none, int place) throws IOException {
        if (none) {
            json.writeNullField(field);
        } else {
            json.writeNumberField(field, place);
        }
    }
}
