package dev.tokenwright.testkit.golden;

import static dev.tokenwright.testkit.golden.PlainData.list;
import static dev.tokenwright.testkit.golden.PlainData.map;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenwright.chat.jinja.RenderOptions;
import dev.tokenwright.chat.jinja.RenderedText;
import dev.tokenwright.chat.jinja.Template;
import dev.tokenwright.chat.jinja.TextRange;
import dev.tokenwright.chat.jinja.TextSpan;
import dev.tokenwright.error.TemplateException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Real chat templates, and templates of one trap each, render as transformers renders them. */
class TemplateVectorsTest {
    private static final LocalDateTime CHAT_CLOCK = LocalDateTime.of(2026, 7, 4, 9, 5, 3);
    private static final LocalDateTime TEMPLATE_CLOCK = LocalDateTime.of(2025, 1, 15, 12, 34, 56);
    private static final List<String> REASONING = List.of("reasoning_content", "thinking", "reasoning");

    private final Map<String, Object> compiled = new HashMap<>();

    @TestFactory
    List<DynamicTest> transformersAgrees() {
        List<DynamicTest> tests = new ArrayList<>();
        GoldenFolder.shared()
                .ifPresentOrElse(
                        folder -> {
                            tests.add(DynamicTest.dynamicTest("chat_templates", () -> chatTemplatesAgree(folder)));
                            tests.add(DynamicTest.dynamicTest("one-trap", () -> trapsAgree(folder)));
                            tests.add(DynamicTest.dynamicTest("templates", () -> templatesAgree(folder)));
                        },
                        () -> System.out.println("templates: no shared fixtures here, nothing compared"));
        return tests;
    }

    private void chatTemplatesAgree(GoldenFolder folder) {
        Map<String, String> templates = new HashMap<>();
        for (byte[] line : folder.lines("chat_templates/templates.jsonl")) {
            Map<String, @Nullable Object> template = PlainJson.object(line);
            templates.put(text(template, "id"), text(template, "template"));
        }
        Map<String, @Nullable Object> conversations =
                PlainJson.object(folder.read("chat_templates/conversations.json"));
        Comparison comparison = new Comparison();
        for (byte[] line : folder.lines("chat_templates/renderings.jsonl")) {
            Map<String, @Nullable Object> record = PlainJson.object(line);
            String id = text(record, "template");
            Map<String, @Nullable Object> data = map(conversations.get(text(record, "conversation")));
            comparison.add(
                    id + " " + text(record, "conversation"),
                    expected(record, "output"),
                    outcome(Objects.requireNonNull(templates.get(id)), data, CHAT_CLOCK));
        }
        comparison.check("chat_templates", 10_000);
    }

    private void trapsAgree(GoldenFolder folder) {
        Comparison comparison = new Comparison();
        for (byte[] line : folder.lines("chat_templates/micro.jsonl")) {
            Map<String, @Nullable Object> record = PlainJson.object(line);
            comparison.add(
                    text(record, "template"),
                    expected(record, "output"),
                    outcome(text(record, "template"), map(record.get("context")), CHAT_CLOCK));
        }
        List<byte[]> lines = folder.lines("templates/jinja_micro.jsonl");
        Map<String, @Nullable Object> data =
                new LinkedHashMap<>(map(PlainJson.object(lines.get(0)).get("variables")));
        data.put("tools", null);
        data.put("documents", null);
        data.put("add_generation_prompt", false);
        for (byte[] line : lines.subList(1, lines.size())) {
            Map<String, @Nullable Object> record = PlainJson.object(line);
            comparison.add(
                    text(record, "template"),
                    expected(record, "out"),
                    outcome(text(record, "template"), data, TEMPLATE_CLOCK));
        }
        comparison.check("one-trap templates", 500);
    }

    private void templatesAgree(GoldenFolder folder) {
        Map<String, Map<String, @Nullable Object>> variables = new HashMap<>();
        for (Object template :
                list(PlainJson.object(folder.read("templates/templates.json")).get("templates"))) {
            Object own = map(template).get("variables");
            variables.put(text(map(template), "id"), own == null ? Map.of() : map(own));
        }
        Map<String, Map<String, @Nullable Object>> conversations = new HashMap<>();
        for (Object conversation : list(PlainJson.parse(folder.read("templates/conversations.json")))) {
            conversations.put(text(map(conversation), "id"), map(conversation));
        }
        Comparison comparison = new Comparison();
        for (byte[] line : folder.lines("templates/renderings.jsonl")) {
            Map<String, @Nullable Object> record = PlainJson.object(line);
            if (!"render".equals(record.get("kind")) || record.get("continue_final_message") != null) {
                continue;
            }
            String id = text(record, "template");
            Map<String, @Nullable Object> conversation =
                    Objects.requireNonNull(conversations.get(text(record, "conversation")));
            Map<String, @Nullable Object> data = new LinkedHashMap<>(Objects.requireNonNull(variables.get(id)));
            Object more = record.get("kwargs");
            data.putAll(more == null ? Map.of() : map(more));
            data.put("messages", aliased(list(conversation.get("messages"))));
            data.put("tools", conversation.get("tools"));
            data.put("documents", conversation.get("documents"));
            data.put("add_generation_prompt", record.get("add_generation_prompt"));
            comparison.add(
                    id + " " + text(record, "conversation"),
                    expected(record, "out"),
                    outcome(folder.readText("templates/jinja/" + id + ".jinja"), data, TEMPLATE_CLOCK));
        }
        comparison.check("templates", 5_000);
    }

    /** The reference gives a message's reasoning the names that templates know. */
    private static List<Object> aliased(List<?> messages) {
        List<Object> aliased = new ArrayList<>();
        for (Object message : messages) {
            Map<String, @Nullable Object> named = new LinkedHashMap<>(map(message));
            for (String name : REASONING) {
                Object reasoning = map(message).get(name);
                if (reasoning != null) {
                    Map<String, @Nullable Object> first = new LinkedHashMap<>();
                    first.put("thinking", reasoning);
                    first.putAll(named);
                    first.put("reasoning_content", reasoning);
                    named = first;
                    break;
                }
            }
            aliased.add(named);
        }
        return aliased;
    }

    /** Text, or an error with its kind; the spans of generated text where there are any. */
    private record Outcome(String text, String error, String spans) {}

    private static Outcome expected(Map<String, @Nullable Object> record, String output) {
        Object spans = record.get("spans");
        if (record.get(output) instanceof String text) {
            return new Outcome(text, "", spans == null ? "" : spans.toString());
        }
        Object error = record.get("error");
        String shown = error instanceof String text
                ? text.replaceFirst("^(jinja2\\.exceptions|builtins)\\.", "")
                : map(error).get("type") + ": " + map(error).get("message");
        return new Outcome("", comparable(shown), "");
    }

    /** What must match of an error: its kind, and the message where the template wrote it. */
    private static String comparable(String error) {
        return error.startsWith("TemplateError: ") ? error : error.substring(0, error.indexOf(':'));
    }

    private Outcome outcome(String source, Map<String, @Nullable Object> data, LocalDateTime clock) {
        Object template = compiled.computeIfAbsent(source, TemplateVectorsTest::compiled);
        if (template instanceof TemplateException refused) {
            return new Outcome("", comparable(refused.reference() + ": " + refused.detail()), "");
        }
        try {
            RenderedText rendered = ((Template) template).render(data, RenderOptions.at(clock));
            assertThat(tiles(rendered)).as(source).isTrue();
            return new Outcome(rendered.text(), "", spans(rendered));
        } catch (TemplateException e) {
            return new Outcome("", comparable(e.reference() + ": " + e.detail()), "");
        }
    }

    private static Object compiled(String source) {
        try {
            return Template.compile("template", source);
        } catch (TemplateException e) {
            return e;
        }
    }

    private static boolean tiles(RenderedText rendered) {
        int end = 0;
        for (TextSpan span : rendered.spans()) {
            if (span.start() != end || span.end() <= span.start()) {
                return false;
            }
            end = span.end();
        }
        return end == rendered.text().length();
    }

    private static String spans(RenderedText rendered) {
        List<List<Integer>> spans = new ArrayList<>();
        for (TextRange range : rendered.generations()) {
            spans.add(List.of(
                    rendered.text().codePointCount(0, range.start()),
                    rendered.text().codePointCount(0, range.end())));
        }
        return spans.toString();
    }

    /** Counts what was compared and keeps what differs. */
    private static final class Comparison {
        private final List<String> differences = new ArrayList<>();
        private int total;

        void add(String name, Outcome expected, Outcome found) {
            total++;
            boolean spansAgree = expected.spans().isEmpty() || expected.spans().equals(found.spans());
            if (!expected.text().equals(found.text()) || !expected.error().equals(found.error()) || !spansAgree) {
                differences.add(name + ": expected " + expected + ", found " + found);
            }
        }

        void check(String name, int least) {
            System.out.println(name + " " + total + " renderings " + differences.size() + " differences");
            assertThat(total).isGreaterThan(least);
            assertThat(differences).isEmpty();
        }
    }

    private static String text(Map<String, @Nullable Object> record, String name) {
        return (String) Objects.requireNonNull(record.get(name), name);
    }
}
