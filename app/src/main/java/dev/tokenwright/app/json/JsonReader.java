package dev.tokenwright.app.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.tokenwright.app.json.JsonProblem.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Requests to plain data: {@code null}, {@link Boolean}, {@link Long}, {@link Number}, {@link String}, {@code int[]} for a
 * list of nothing but ids, {@link List}, {@link Map}. Refuses bytes that are not UTF-8. Immutable.
 */
public final class JsonReader {
    private static final int LONGEST_NAME = 1_024;
    private static final int LONGEST_NUMBER = 128;

    private final JsonFactory factory;

    /**
     * A reader with limits.
     *
     * @param depth deepest nesting
     * @param textLength longest text, in chars
     * @param tokens most values and names
     */
    public JsonReader(int depth, int textLength, long tokens) {
        factory = Json.factory(StreamReadConstraints.builder()
                .maxNestingDepth(depth)
                .maxStringLength(textLength)
                .maxTokenCount(tokens)
                .maxNameLength(LONGEST_NAME)
                .maxNumberLength(LONGEST_NUMBER)
                .build());
    }

    /**
     * Reads an object.
     *
     * @throws JsonProblem when it is none, or beyond the limits
     */
    public JsonObject object(byte[] utf8) {
        Utf8Check.check(utf8);
        try (JsonParser parser = factory.createParser(utf8)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new JsonProblem(Kind.MALFORMED, "", "the body must be a JSON object");
            }
            Map<String, @Nullable Object> fields = fields(parser);
            if (parser.nextToken() != null) {
                throw new JsonProblem(Kind.MALFORMED, "", "there is text after the JSON object");
            }
            return new JsonObject("", fields);
        } catch (StreamConstraintsException e) {
            throw new JsonProblem(Kind.LIMIT, "", "the body is beyond the limits: " + e.getOriginalMessage());
        } catch (JsonProcessingException e) {
            throw new JsonProblem(Kind.MALFORMED, "", "the body is no JSON: " + place(e));
        } catch (IOException e) {
            throw new JsonProblem(Kind.MALFORMED, "", "the body is no JSON: " + e.getMessage());
        }
    }

    /** What the parser says, without what it says of its own inside. */
    private static String place(JsonProcessingException problem) {
        String text = problem.getOriginalMessage().replaceAll("\\s*\\(start marker at .*", "");
        if (problem.getLocation() == null) {
            return text;
        }
        return text + " (line " + problem.getLocation().getLineNr() + ", column "
                + problem.getLocation().getColumnNr() + ")";
    }

    private static Map<String, @Nullable Object> fields(JsonParser parser) throws IOException {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            fields.put(name, value(parser));
        }
        return fields;
    }

    private static @Nullable Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> fields(parser);
            case START_ARRAY -> list(parser);
            case VALUE_STRING -> parser.getText();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NUMBER_INT ->
                parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                        ? parser.getNumberValue()
                        : Long.valueOf(parser.getLongValue());
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            default -> null;
        };
    }

    private static Object list(JsonParser parser) throws IOException {
        int[] ids = new int[16];
        int count = 0;
        JsonToken token = parser.nextToken();
        while (token == JsonToken.VALUE_NUMBER_INT && parser.getNumberType() == JsonParser.NumberType.INT) {
            if (count == ids.length) {
                ids = Arrays.copyOf(ids, count * 2);
            }
            ids[count++] = parser.getIntValue();
            token = parser.nextToken();
        }
        if (token == JsonToken.END_ARRAY && count > 0) {
            return Arrays.copyOf(ids, count);
        }
        List<@Nullable Object> values = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            values.add((long) ids[index]);
        }
        for (; token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            values.add(value(parser));
        }
        return values;
    }
}
