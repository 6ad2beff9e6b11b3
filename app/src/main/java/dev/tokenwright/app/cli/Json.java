package dev.tokenwright.app.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** JSON of requests and results. */
final class Json {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private Json() {}

    static JsonParser parser(byte[] json) throws IOException {
        return FACTORY.createParser(json);
    }

    static void expect(@Nullable JsonToken found, JsonToken expected, String where) {
        if (found != expected) {
            throw new CliException(where + ": expected " + expected + ", found " + found);
        }
    }

    /** Writes something as JSON. */
    interface Body {
        /** Writes it. */
        void writeTo(JsonGenerator json) throws IOException;
    }

    /** One line of JSON. */
    static String line(Body body) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.writeStartObject();
            body.writeTo(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    static void ids(JsonGenerator json, int[] ids) throws IOException {
        json.writeFieldName("ids");
        json.writeArray(ids, 0, ids.length);
    }
}
