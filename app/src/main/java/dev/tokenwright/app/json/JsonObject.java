package dev.tokenwright.app.json;

import dev.tokenwright.app.json.JsonProblem.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object of a request: plain data, and questions that say what was expected. A field that is {@code null} counts as
 * absent. Immutable for those who do not change {@link #data}.
 *
 * @param path where it stands in the request; empty for the request itself
 */
public record JsonObject(String path, Map<String, @Nullable Object> data) {
    /** An object without fields. */
    public static final JsonObject EMPTY = new JsonObject("", Map.of());

    /** Whether there is a field and it is not null. */
    public boolean has(String name) {
        return data.get(name) != null;
    }

    /** A field's value as plain data. */
    public Optional<Object> value(String name) {
        return Optional.ofNullable(data.get(name));
    }

    /** A text that must be there. */
    public String text(String name) {
        return optionalText(name).orElseThrow(() -> missing(name));
    }

    /** A text. */
    public Optional<String> optionalText(String name) {
        return typed(name, String.class, "a string");
    }

    /** True or false. */
    public boolean flag(String name, boolean otherwise) {
        return typed(name, Boolean.class, "true or false").orElse(otherwise);
    }

    /** A whole number. */
    public OptionalLong integer(String name) {
        Optional<Long> value = typed(name, Long.class, "an integer");
        return value.isPresent() ? OptionalLong.of(value.get()) : OptionalLong.empty();
    }

    /** A whole number from {@code least} to {@code most}. */
    public OptionalLong integer(String name, long least, long most) {
        OptionalLong value = integer(name);
        if (value.isPresent() && (value.getAsLong() < least || value.getAsLong() > most)) {
            throw problem(name, "expected an integer from " + least + " to " + most + ", found " + value.getAsLong());
        }
        return value;
    }

    /** An object. */
    public Optional<JsonObject> object(String name) {
        return value(name).map(value -> object(name, value));
    }

    /** A list of objects; absent counts as empty. */
    public List<JsonObject> objects(String name) {
        List<JsonObject> objects = new ArrayList<>();
        for (Object value : list(name)) {
            objects.add(object(name + "[" + objects.size() + "]", value));
        }
        return objects;
    }

    @SuppressWarnings("unchecked") // the reader makes no other maps
    private JsonObject object(String name, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return new JsonObject(inner(name), (Map<String, @Nullable Object>) map);
        }
        throw problem(name, "expected an object");
    }

    /** A list's values as plain data; absent counts as empty. */
    public List<@Nullable Object> list(String name) {
        Object value = data.get(name);
        if (value == null) {
            return List.of();
        }
        if (value instanceof int[] ids) {
            List<@Nullable Object> values = new ArrayList<>();
            for (int id : ids) {
                values.add((long) id);
            }
            return values;
        }
        if (value instanceof List<?> list) {
            return Collections.unmodifiableList(list);
        }
        throw problem(name, "expected a list");
    }

    /** Whether a field is a list that begins with neither a number nor nothing. */
    public boolean isListOfLists(String name) {
        return data.get(name) instanceof List<?> list && !list.isEmpty() && !(list.get(0) instanceof Number);
    }

    /** A list of texts that must be there. */
    public List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        for (Object value : list(name)) {
            if (!(value instanceof String text)) {
                throw problem(name, "expected a list of strings; element " + texts.size() + " is none");
            }
            texts.add(text);
        }
        if (!has(name)) {
            throw missing(name);
        }
        return texts;
    }

    /** A list of ids that must be there. */
    public int[] ids(String name) {
        return ids(name, value(name).orElseThrow(() -> missing(name)));
    }

    /** Lists of ids that must be there. */
    public List<int[]> idLists(String name) {
        List<int[]> lists = new ArrayList<>();
        if (!(value(name).orElseThrow(() -> missing(name)) instanceof List<?> list)) {
            throw problem(name, "expected a list of lists of ids");
        }
        for (Object value : list) {
            if (value == null) {
                throw problem(name, "expected a list of lists of ids; element " + lists.size() + " is null");
            }
            lists.add(ids(name + "[" + lists.size() + "]", value));
        }
        return lists;
    }

    private int[] ids(String name, Object value) {
        if (value instanceof int[] ids) {
            for (int index = 0; index < ids.length; index++) {
                if (ids[index] < 0) {
                    throw problem(name, "id " + ids[index] + " at index " + index + " is negative");
                }
            }
            return ids;
        }
        if (value instanceof List<?> list && list.isEmpty()) {
            return new int[0];
        }
        if (value instanceof List<?> list) {
            for (int index = 0; index < list.size(); index++) {
                if (!(list.get(index) instanceof Long id && id == id.intValue())) {
                    throw problem(name, "element " + index + " is no token id");
                }
            }
        }
        throw problem(name, "expected a list of token ids");
    }

    private <T> Optional<T> typed(String name, Class<T> type, String expected) {
        Object value = data.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!type.isInstance(value)) {
            throw problem(name, "expected " + expected);
        }
        return Optional.of(type.cast(value));
    }

    /** A problem with a field. */
    public JsonProblem problem(String name, String problem) {
        return new JsonProblem(Kind.MALFORMED, inner(name), "field \"" + inner(name) + "\": " + problem);
    }

    private JsonProblem missing(String name) {
        return new JsonProblem(Kind.MALFORMED, inner(name), "field \"" + inner(name) + "\" is missing");
    }

    private String inner(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
