package dev.tokenwright.testkit.render;

import static dev.tokenwright.testkit.golden.PlainData.expanded;
import static dev.tokenwright.testkit.golden.PlainData.ints;
import static dev.tokenwright.testkit.golden.PlainData.list;
import static dev.tokenwright.testkit.golden.PlainData.map;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where families differ from the reference on purpose. Vectors are changed here, and nowhere else, before they are compared. */
final class DeclaredDeviations {
    /**
     * GLM 4.5: parallel calls behind an answer. The reference leaves out the newline between them that the model's template
     * writes, and that it writes itself when there is no answer.
     */
    private static final String GLM_45 = "glm-4.5";

    /**
     * Laguna XS.2 and M.1: messages behind a reply that the model ended itself. The reference leaves out the newline that
     * every rendered conversation has there, and that it writes itself when it has to end the reply.
     */
    private static final List<String> LAGUNA = List.of("laguna-xs.2", "laguna-m.1");

    private final RendererFixture fixture;

    DeclaredDeviations(RendererFixture fixture) {
        this.fixture = fixture;
    }

    /** The record as the family should have it. */
    Map<String, @Nullable Object> adjust(Map<String, @Nullable Object> record) {
        String kind = (String) Objects.requireNonNull(record.get("kind"));
        if (fixture.name().equals(GLM_45)) {
            return switch (kind) {
                case "render" -> record.get("result") == null ? record : newlineBetweenCalls(record);
                case "sample" -> withNewlines(record, "token_ids", "loss_mask");
                case "trajectory" -> withNewlines(withNewlines(record, "completion_ids"), "prompt_ids");
                default -> record;
            };
        }
        boolean isExtended = kind.equals("bridge") && record.get("result") != null;
        return isExtended && LAGUNA.contains(fixture.name()) ? newlineBehindReply(record) : record;
    }

    private Map<String, @Nullable Object> newlineBetweenCalls(Map<String, @Nullable Object> record) {
        Map<String, @Nullable Object> result =
                withNewlines(map(record.get("result")), "token_ids", "message_indices", "sampled_mask", "is_content");
        Map<String, @Nullable Object> adjusted = new LinkedHashMap<>(record);
        adjusted.put("result", result);
        return adjusted;
    }

    /** The ids of a field and run lengths that go with them, with newlines between calls. */
    private Map<String, @Nullable Object> withNewlines(
            Map<String, @Nullable Object> record, String idsField, String... masks) {
        int[] ids = ints(record.get(idsField));
        List<Integer> places = new ArrayList<>();
        for (int index = 1; index < ids.length; index++) {
            if (ids[index - 1] == id("</tool_call>") && ids[index] == id("<tool_call>")) {
                places.add(index);
            }
        }
        Map<String, @Nullable Object> adjusted = new LinkedHashMap<>(record);
        List<@Nullable Object> longer = new ArrayList<>();
        Arrays.stream(ids).forEach(longer::add);
        for (int place = places.size() - 1; place >= 0; place--) {
            longer.add(places.get(place), newline());
        }
        adjusted.put(idsField, longer);
        for (String mask : masks) {
            List<@Nullable Object> values = expanded(record.get(mask));
            for (int place = places.size() - 1; place >= 0; place--) {
                values.add(places.get(place), values.get(places.get(place) - 1));
            }
            adjusted.put(mask, runs(values));
        }
        return adjusted;
    }

    private Map<String, @Nullable Object> newlineBehindReply(Map<String, @Nullable Object> record) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>(map(record.get("result")));
        int[] completion = ints(record.get("completion_ids"));
        if (result.get("extension_ids") == null
                || completion.length == 0
                || completion[completion.length - 1] != id("</assistant>")) {
            return record;
        }
        List<@Nullable Object> longer = new ArrayList<>(list(result.get("extension_ids")));
        longer.add(0, newline());
        result.put("extension_ids", longer);
        int place = fixture.prompt(record.get("prompt_ids")).length + completion.length;
        for (String mask : List.of("message_indices", "sampled_mask", "is_content")) {
            List<@Nullable Object> values = expanded(result.get(mask));
            if (mask.equals("message_indices")) {
                values.add(place, -1);
            } else {
                values.add(place, false);
            }
            result.put(mask, runs(values));
        }
        Map<String, @Nullable Object> adjusted = new LinkedHashMap<>(record);
        adjusted.put("result", result);
        return adjusted;
    }

    private int id(String token) {
        return fixture.tokenizer().vocabulary().id(token).orElseThrow();
    }

    private int newline() {
        return fixture.tokenizer().encode("\n")[0];
    }

    private static List<Object> runs(List<@Nullable Object> values) {
        List<Object> runs = new ArrayList<>();
        values.forEach(value -> runs.add(Arrays.asList(value, 1)));
        return runs;
    }
}
