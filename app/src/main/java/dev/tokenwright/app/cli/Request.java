package dev.tokenwright.app.cli;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.tokenwright.app.json.Json;
import dev.tokenwright.error.TokenIdException;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One line of {@code --jsonl} input: a flat object of texts, flags and lists of ids. */
final class Request {
    private final Map<String, Object> fields;

    private Request(Map<String, Object> fields) {
        this.fields = fields;
    }

    /**
     * Reads a line.
     *
     * @param known the fields that the command takes; any other is refused
     */
    static Request parse(byte[] line, Set<String> known) {
        Map<String, Object> fields = new LinkedHashMap<>();
        try (JsonParser parser = Json.parser(line)) {
            expect(parser.nextToken(), JsonToken.START_OBJECT, "request");
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                if (!known.contains(name)) {
                    throw new CliException("unknown field \"" + name + "\"; known are "
                            + String.join(", ", new java.util.TreeSet<>(known)));
                }
                readValue(parser, name, fields);
            }
            if (parser.nextToken() != null) {
                throw new CliException("text after the object; write one JSON object a line");
            }
        } catch (JsonProcessingException e) {
            throw new CliException("not a JSON object: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new CliException("not a JSON object: " + e.getMessage());
        }
        return new Request(fields);
    }

    private static void readValue(JsonParser parser, String name, Map<String, Object> fields) throws IOException {
        JsonToken token = parser.nextToken();
        if (token == JsonToken.VALUE_STRING) {
            fields.put(name, parser.getText());
        } else if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
            fields.put(name, token == JsonToken.VALUE_TRUE);
        } else if (token == JsonToken.START_ARRAY) {
            fields.put(name, ids(parser, name));
        } else if (token != JsonToken.VALUE_NULL) {
            throw new CliException("field \"" + name + "\": expected a text, a flag or a list of ids");
        }
    }

    private static int[] ids(JsonParser parser, String name) throws IOException {
        int[] ids = new int[64];
        int count = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
                throw new CliException("field \"" + name + "\": element " + count + " is no integer");
            }
            if (count == ids.length) {
                ids = Arrays.copyOf(ids, count * 2);
            }
            if (parser.getNumberType() != JsonParser.NumberType.INT) {
                long id = parser.getNumberType() == JsonParser.NumberType.LONG ? parser.getLongValue() : Long.MAX_VALUE;
                throw new TokenIdException(id, count, Integer.MAX_VALUE);
            }
            ids[count++] = parser.getIntValue();
        }
        return Arrays.copyOf(ids, count);
    }

    static void expect(@Nullable JsonToken found, JsonToken expected, String where) {
        if (found != expected) {
            throw new CliException(where + ": expected " + expected + ", found " + found);
        }
    }

    String text(String name) {
        return optionalText(name).orElseThrow(() -> new CliException("field \"" + name + "\" is missing"));
    }

    Optional<String> optionalText(String name) {
        return typed(name, String.class, "a text");
    }

    boolean flag(String name, boolean otherwise) {
        return typed(name, Boolean.class, "true or false").orElse(otherwise);
    }

    int[] ids(String name) {
        return typed(name, int[].class, "a list of ids")
                .orElseThrow(() -> new CliException("field \"" + name + "\" is missing"));
    }

    private <T> Optional<T> typed(String name, Class<T> type, String expected) {
        Object value = fields.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!type.isInstance(value)) {
            throw new CliException("field \"" + name + "\": expected " + expected);
        }
        return Optional.of(type.cast(value));
    }
}
