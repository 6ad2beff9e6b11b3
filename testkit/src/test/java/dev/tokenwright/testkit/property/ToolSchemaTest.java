package dev.tokenwright.testkit.property;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenwright.chat.jinja.RenderOptions;
import dev.tokenwright.chat.jinja.Template;
import dev.tokenwright.chat.tool.Described;
import dev.tokenwright.chat.tool.ToolSchema;
import java.lang.reflect.Method;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Tools made of Java have the schema that transformers makes of the same tool in Python. */
class ToolSchemaTest {
    private static final Template JSON = Template.compile("json", "{{ tool | tojson }}");

    private static String json(Map<String, @Nullable Object> tool) {
        return JSON.render(Map.of("tool", tool), RenderOptions.at(LocalDateTime.of(2026, 7, 4, 9, 5)))
                .text();
    }

    private static Method method(String name) {
        return Arrays.stream(Tools.class.getDeclaredMethods())
                .filter(method -> method.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    enum Unit {
        CELSIUS,
        FAHRENHEIT
    }

    record Place(@Described("Degrees north.") double latitude, OptionalInt height) {}

    record Chain(@Described("The next.") Chain next) {}

    @Described(value = "Finds places.", name = "find_places")
    record FindPlaces(
            @Described("Where to look.") List<Place> around,
            @Described(value = "The most.", name = "max_count") OptionalInt limit) {}

    /** Never run; only their signatures count. */
    interface Tools {
        @Described("Says how the weather will be.")
        List<String> forecast(
                @Described("Where.") String city,
                @Described("How many days.") int days,
                @Described("How sure.") double share,
                @Described("Whether by the hour.") boolean hourly,
                @Described("In what.") Unit unit,
                @Described("More places.") List<String> places,
                @Described("How much each counts.") Map<String, Double> weights,
                @Described("Whatever.") Object anything,
                @Described("A note.") Optional<String> note,
                @Described("Points.") @Nullable List<int[]> grid);

        String undescribed(@Described("A part.") String part);

        @Described("A tool.")
        String undescribedPart(String part);

        @Described("A tool.")
        Thread answersWithAThread(@Described("A part.") long part);

        @Described("A tool.")
        void takesAThread(@Described("A part.") Optional<List<Thread>> part);

        @Described("A tool.")
        void takesKeys(@Described("A part.") Map<Integer, String> part);

        @Described("A tool.")
        void takesItself(@Described("A part.") Chain part);

        @Described("A tool.")
        <T> void takesAnything(@Described("A part.") T part);

        @Described("A tool.")
        void takesNothing();
    }

    @Test
    void aMethodHasTheSchemaOfTheSameFunctionInPython() {
        // transformers 5.23.0, get_json_schema
        assertThat(json(ToolSchema.method(method("forecast"))))
                .isEqualTo("{\"type\": \"function\", \"function\": {\"name\": \"forecast\","
                        + " \"description\": \"Says how the weather will be.\","
                        + " \"parameters\": {\"type\": \"object\", \"properties\": {"
                        + "\"city\": {\"type\": \"string\", \"description\": \"Where.\"},"
                        + " \"days\": {\"type\": \"integer\", \"description\": \"How many days.\"},"
                        + " \"share\": {\"type\": \"number\", \"description\": \"How sure.\"},"
                        + " \"hourly\": {\"type\": \"boolean\", \"description\": \"Whether by the hour.\"},"
                        + " \"unit\": {\"type\": \"string\", \"enum\": [\"CELSIUS\", \"FAHRENHEIT\"],"
                        + " \"description\": \"In what.\"},"
                        + " \"places\": {\"type\": \"array\", \"items\": {\"type\": \"string\"},"
                        + " \"description\": \"More places.\"},"
                        + " \"weights\": {\"type\": \"object\", \"additionalProperties\": {\"type\": \"number\"},"
                        + " \"description\": \"How much each counts.\"},"
                        + " \"anything\": {\"description\": \"Whatever.\"},"
                        + " \"note\": {\"type\": \"string\", \"nullable\": true, \"description\": \"A note.\"},"
                        + " \"grid\": {\"type\": \"array\", \"items\": {\"type\": \"array\", \"items\": {\"type\":"
                        + " \"integer\"}}, \"nullable\": true, \"description\": \"Points.\"}},"
                        + " \"required\": [\"city\", \"days\", \"share\", \"hourly\", \"unit\", \"places\","
                        + " \"weights\", \"anything\"]},"
                        + " \"return\": {\"type\": \"array\", \"items\": {\"type\": \"string\"}}}}");
    }

    @Test
    void aRecordIsAToolAndRecordsInsideAreObjects() {
        assertThat(json(ToolSchema.record(FindPlaces.class)))
                .isEqualTo("{\"type\": \"function\", \"function\": {\"name\": \"find_places\","
                        + " \"description\": \"Finds places.\", \"parameters\": {\"type\": \"object\", \"properties\": {"
                        + "\"around\": {\"type\": \"array\", \"items\": {\"type\": \"object\", \"properties\": {"
                        + "\"latitude\": {\"type\": \"number\", \"description\": \"Degrees north.\"},"
                        + " \"height\": {\"type\": \"integer\", \"nullable\": true}}, \"required\": [\"latitude\"]},"
                        + " \"description\": \"Where to look.\"},"
                        + " \"max_count\": {\"type\": \"integer\", \"nullable\": true, \"description\": \"The most.\"}},"
                        + " \"required\": [\"around\"]}}}");
    }

    @Test
    void whatNoModelWritesMayHaveNoSchema() {
        assertThat(json(ToolSchema.method(method("answersWithAThread")))).doesNotContain("return");
        assertThat(json(ToolSchema.method(method("takesNothing"))))
                .endsWith("\"parameters\": {\"type\": \"object\", \"properties\": {}}}}");
    }

    @Test
    void whatIsMissingOrHasNoSchemaIsNamed() {
        refused("undescribed", "the tool undescribed has no description; add @Described");
        refused("undescribedPart", "parameter part of undescribedPart has no description; add @Described");
        refused("takesAThread", "takesAThread.part is a java.lang.Thread, which has no JSON Schema; use numbers");
        refused("takesKeys", "takesKeys.part is a map whose keys are no strings");
        refused("takesItself", "takesItself.part.next is a Chain inside another one, which has no end");
        refused("takesAnything", "takesAnything.part is a T; name the type");
    }

    private static void refused(String name, String message) {
        assertThatThrownBy(() -> ToolSchema.method(method(name)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }
}
