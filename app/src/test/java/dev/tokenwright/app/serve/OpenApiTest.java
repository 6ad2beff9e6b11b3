package dev.tokenwright.app.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenwright.app.json.Json;
import dev.tokenwright.app.json.JsonObject;
import dev.tokenwright.app.json.JsonReader;
import dev.tokenwright.vocab.Tokenizers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** The description of the routes is true: every route is in it, and every example is answered as it says. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenApiTest {
    private static final JsonReader READER = new JsonReader(200, 1 << 20, 1 << 20);

    private LocalServer server;
    private JsonObject document = JsonObject.EMPTY;

    @BeforeAll
    void start() throws Exception {
        server = LocalServer.setup()
                .model("gpt", Tokenizers.bundled("o200k_base"), 1_000)
                .start();
        document = read(server.get("/openapi.json").body());
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private static JsonObject read(String json) {
        return READER.object(json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void everyRouteIsDescribedAndNoOther() {
        TreeSet<String> described = new TreeSet<>();
        operations().forEach(operation -> described.add(operation.name()));
        assertThat(described).containsExactlyElementsOf(server.server().routeNames());
    }

    private record Operation(String method, String path, JsonObject description) {
        String name() {
            return method + " " + path;
        }
    }

    private List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        JsonObject paths = document.object("paths").orElseThrow();
        for (String path : paths.data().keySet()) {
            JsonObject methods = paths.object(path).orElseThrow();
            for (String method : methods.data().keySet()) {
                operations.add(new Operation(
                        method.toUpperCase(Locale.ROOT),
                        path,
                        methods.object(method).orElseThrow()));
            }
        }
        return operations;
    }

    @TestFactory
    List<DynamicTest> everyExampleIsAnsweredAsDescribed() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Operation operation : operations()) {
            if (operation.method().equals("GET")) {
                tests.add(DynamicTest.dynamicTest(
                        operation.name(), () -> matches(operation, server.get(operation.path()))));
                continue;
            }
            JsonObject examples = at(operation.description(), "requestBody", "content", "application/json", "examples");
            assertThat(examples.data()).as(operation.name()).isNotEmpty();
            for (String name : examples.data().keySet()) {
                Map<String, ?> example = examples.object(name)
                        .orElseThrow()
                        .object("value")
                        .orElseThrow()
                        .data();
                String body = new String(Json.value(json -> write(json, example)), StandardCharsets.UTF_8);
                tests.add(DynamicTest.dynamicTest(
                        operation.name() + " " + body, () -> matches(operation, server.post(operation.path(), body))));
            }
        }
        return tests;
    }

    private static JsonObject at(JsonObject object, String... fields) {
        JsonObject inner = object;
        for (String field : fields) {
            inner = inner.object(field).orElseThrow(() -> new AssertionError(field + " is missing"));
        }
        return inner;
    }

    private static void write(com.fasterxml.jackson.core.JsonGenerator json, Object value) throws java.io.IOException {
        if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                json.writeFieldName((String) entry.getKey());
                write(json, entry.getValue());
            }
            json.writeEndObject();
        } else if (value instanceof List<?> list) {
            json.writeStartArray();
            for (Object element : list) {
                write(json, element);
            }
            json.writeEndArray();
        } else if (value instanceof int[] ids) {
            json.writeArray(ids, 0, ids.length);
        } else {
            json.writePOJO(value);
        }
    }

    private void matches(Operation operation, HttpResponse<String> response) {
        boolean needsChat = operation.description().flag("x-needs-chat", false);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(needsChat ? 501 : 200);
        String status = needsChat ? "default" : "200";
        JsonObject content = at(operation.description(), "responses", status, "content");
        String type =
                response.headers().firstValue("Content-Type").orElseThrow().replaceAll(";.*", "");
        assertThat(content.data()).containsKey(type);
        JsonObject schema = at(content, type, "schema");
        if (type.equals("application/json")) {
            check(schema, read("{\"value\":" + response.body() + "}").data().get("value"), operation.name());
        } else if (type.equals("application/x-ndjson")) {
            response.body().lines().forEach(line -> check(schema, read(line).data(), operation.name()));
        }
    }

    /** Checks a value against as much of JSON Schema as the document uses; an object has no field that is not described. */
    private void check(JsonObject schema, @Nullable Object value, String where) {
        List<String> problems = problems(schema, value, where);
        assertThat(problems).isEmpty();
    }

    private List<String> problems(JsonObject schema, @Nullable Object value, String where) {
        List<String> problems = new ArrayList<>();
        if (schema.has("$ref")) {
            String[] path = schema.text("$ref").substring(2).split("/");
            return problems(at(document, path), value, where);
        }
        for (String choice : List.of("oneOf", "anyOf")) {
            if (schema.has(choice)
                    && schema.objects(choice).stream()
                            .noneMatch(one -> problems(one, value, where).isEmpty())) {
                problems.add(where + " is none of " + choice + ": " + value);
            }
        }
        schema.optionalText("type").ifPresent(type -> typed(type, schema, value, where, problems));
        return problems;
    }

    private void typed(String type, JsonObject schema, @Nullable Object value, String where, List<String> problems) {
        boolean right =
                switch (type) {
                    case "null" -> value == null;
                    case "string" -> value instanceof String;
                    case "boolean" -> value instanceof Boolean;
                    case "integer" -> value instanceof Long;
                    case "number" -> value instanceof Number;
                    case "array" -> value instanceof List<?> || value instanceof int[];
                    case "object" -> value instanceof Map<?, ?>;
                    default -> throw new AssertionError(type);
                };
        if (!right) {
            problems.add(where + " is no " + type + ": " + value);
        } else if (value instanceof List<?> list && schema.has("items")) {
            JsonObject items = schema.object("items").orElseThrow();
            list.forEach(element -> problems.addAll(problems(items, element, where + "[]")));
        } else if (value instanceof int[] && schema.has("items")) {
            problems.addAll(problems(schema.object("items").orElseThrow(), 1L, where + "[]"));
        } else if (value instanceof Map<?, ?> map && schema.has("properties")) {
            fields(schema, map, where, problems);
        }
    }

    private void fields(JsonObject schema, Map<?, ?> map, String where, List<String> problems) {
        JsonObject properties = schema.object("properties").orElseThrow();
        for (String required : schema.texts("required")) {
            if (!map.containsKey(required)) {
                problems.add(where + " lacks " + required);
            }
        }
        for (Map.Entry<?, ?> field : map.entrySet()) {
            String name = String.valueOf(field.getKey());
            if (properties.has(name)) {
                problems.addAll(problems(properties.object(name).orElseThrow(), field.getValue(), where + "." + name));
            } else if (!where.endsWith("sampling_params")) {
                problems.add(where + " has " + name + ", which is not described");
            }
        }
    }
}
