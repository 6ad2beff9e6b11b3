package dev.tokenwright.app.cli;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.tokenwright.app.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** JSON as plain data: null, booleans, numbers, strings, lists and maps in the order that they are written in. */
final class JsonData {
    private JsonData() {}

    /** Reads an object. */
    static Map<String, @Nullable Object> object(byte[] json) {
        try (JsonParser parser = Json.parser(json)) {
            Request.expect(parser.nextToken(), JsonToken.START_OBJECT, "request");
            Map<String, @Nullable Object> object = members(parser);
            if (parser.nextToken() != null) {
                throw new CliException("text after the object; write one JSON object a line");
            }
            return object;
        } catch (JsonProcessingException e) {
            throw new CliException("not a JSON object: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new CliException("not a JSON object: " + e.getMessage());
        }
    }

    /** Reads a request, an object that has no other members than these. */
    static Map<String, @Nullable Object> request(byte[] json, Set<String> known) {
        Map<String, @Nullable Object> fields = object(json);
        for (String name : fields.keySet()) {
            if (!known.contains(name)) {
                throw new CliException(
                        "unknown field \"" + name + "\"; known are " + String.join(", ", new TreeSet<>(known)));
            }
        }
        return fields;
    }

    private static Map<String, @Nullable Object> members(JsonParser parser) throws IOException {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            members.put(name, value(parser));
        }
        return members;
    }

    private static @Nullable Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_NULL -> null;
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT ->
                parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                        ? parser.getBigIntegerValue()
                        : (Object) parser.getLongValue();
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case START_ARRAY -> elements(parser);
            case START_OBJECT -> members(parser);
            default -> throw new CliException("not a JSON object: unexpected " + parser.currentToken());
        };
    }

    private static List<@Nullable Object> elements(JsonParser parser) throws IOException {
        List<@Nullable Object> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            elements.add(value(parser));
        }
        return elements;
    }

    /** An object's member that must be an object. */
    @SuppressWarnings("unchecked")
    static Map<String, @Nullable Object> object(Object value, String name) {
        if (value instanceof Map<?, ?>) {
            return (Map<String, @Nullable Object>) value;
        }
        throw new CliException("field \"" + name + "\": expected an object");
    }
}
