package dev.tokenwright.testkit.render;

import static dev.tokenwright.testkit.golden.PlainData.expanded;
import static dev.tokenwright.testkit.golden.PlainData.ints;
import static dev.tokenwright.testkit.golden.PlainData.list;
import static dev.tokenwright.testkit.golden.PlainData.map;
import static dev.tokenwright.testkit.golden.PlainData.maps;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenwright.Framing;
import dev.tokenwright.SpecialText;
import dev.tokenwright.Tokenizer;
import dev.tokenwright.chat.ChatOptions;
import dev.tokenwright.chat.ChatTemplate;
import dev.tokenwright.chat.Conversation;
import dev.tokenwright.chat.Rendered;
import dev.tokenwright.chat.RenderedChat;
import dev.tokenwright.chat.Renderer;
import dev.tokenwright.chat.RendererSettings;
import dev.tokenwright.chat.jinja.RenderOptions;
import dev.tokenwright.chat.jinja.Template;
import dev.tokenwright.chat.render.Renderers;
import dev.tokenwright.error.TokenwrightException;
import dev.tokenwright.testkit.golden.GoldenComparison;
import dev.tokenwright.testkit.golden.GoldenFolder;
import dev.tokenwright.testkit.golden.PlainJson;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Two further sets of vectors: renderers over the conversations of the templates, and the templates that TRL trains with. */
class TurnVectorsTest {
    private static final Map<String, String> FAMILIES = Map.of("qwen3", "qwen3", "deepseek_v3", "deepseek-v3");

    /** TRL's families: the tokenizer of the vectors, the template, and the one for training. */
    private static final Map<String, List<String>> TEMPLATES = Map.of(
            "qwen3", List.of("qwen3", "npm__tokenizer-qwen3", "trl__qwen3_training"),
            "qwen3-vl", List.of("qwen3", "", "trl__qwen3_vl_training"),
            "qwen3-instruct-2507", List.of("qwen3", "trl__qwen3_instruct_2507", "trl.qwen3_instruct_2507_training"),
            "qwen2.5", List.of("qwen3", "trl__qwen2_5", "trl__qwen2_5_training"),
            "qwen3.5-think", List.of("qwen3", "trl__qwen3_5_think", "trl__qwen3_5_think_training"),
            "qwen3.5-nothink", List.of("qwen3", "trl__qwen3_5_nothink", "trl__qwen3_5_nothink_training"),
            "qwen3.6", List.of("qwen3", "trl.qwen3_6", "trl__qwen3_6_training"),
            "nemotron-3-super", List.of("qwen3", "trl__nemotron_3_super", "trl__nemotron_3_super_training"));

    /** Messages that transformers 5 changes before the template sees them, so that a template which refuses them does not. */
    private static final Set<String> CHANGED_FIRST = Set.of("list-content", "tool-call-none", "tool-call-json-string");

    @TestFactory
    List<DynamicTest> theReferencesAgree() {
        List<DynamicTest> tests = new ArrayList<>();
        GoldenFolder.shared()
                .ifPresentOrElse(
                        folder -> {
                            tests.add(DynamicTest.dynamicTest("renderers", () -> renderersAgree(folder)));
                            tests.add(DynamicTest.dynamicTest("trl", () -> trlAgrees(folder)));
                        },
                        () -> System.out.println("turns: no shared fixtures here, nothing compared"));
        return tests;
    }

    private static void renderersAgree(GoldenFolder folder) {
        Map<String, Map<String, @Nullable Object>> conversations = new HashMap<>();
        for (Object each : list(PlainJson.parse(folder.read("templates/conversations.json")))) {
            conversations.put((String) map(each).get("id"), map(each));
        }
        Map<String, Renderer> renderers = new HashMap<>();
        int compared = 0;
        for (byte[] line : folder.lines("templates/renderers_tokens.jsonl")) {
            Map<String, @Nullable Object> record = PlainJson.object(line);
            if ("meta".equals(record.get("kind"))) {
                continue;
            }
            String name = (String) Objects.requireNonNull(record.get("tokenizer"));
            Renderer renderer = renderers.computeIfAbsent(
                    name,
                    key -> Renderers.named(
                            Objects.requireNonNull(FAMILIES.get(key)),
                            new GoldenComparison(folder).load(key),
                            RendererSettings.SAFE.withTyped(SpecialText.RECOGNIZE)));
            if ("stop_ids".equals(record.get("kind"))) {
                assertThat(renderer.stopIds()).containsExactly(ints(record.get("ids")));
                continue;
            }
            Map<String, @Nullable Object> given =
                    Objects.requireNonNull(conversations.get((String) record.get("conversation")));
            renders(record, given, renderer);
            compared++;
        }
        System.out.println("renderers_tokens " + compared + " renderings 0 differences");
        assertThat(compared).isGreaterThan(80);
    }

    private static void renders(
            Map<String, @Nullable Object> record, Map<String, @Nullable Object> given, Renderer renderer) {
        String name = record.get("tokenizer") + " " + record.get("conversation");
        Conversation conversation = Conversation.of(RendererFixture.messages(given.get("messages")));
        if (given.get("tools") != null) {
            conversation = conversation.withTools(maps(given.get("tools")).stream()
                    .map(tool -> map(tool.getOrDefault("function", tool)))
                    .toList());
        }
        Rendered rendered;
        try {
            rendered = Boolean.TRUE.equals(record.get("add_generation_prompt"))
                    ? renderer.prompt(conversation)
                    : renderer.render(conversation);
        } catch (TokenwrightException e) {
            assertThat(record).as(name).containsKey("error");
            return;
        }
        assertThat(record).as(name).doesNotContainKey("error");
        assertThat(rendered.ids()).as(name).containsExactly(ints(record.get("ids")));
        assertThat(rendered.messageIndices()).as(name).containsExactly(ints(record.get("message_indices")));
        assertThat(ones(rendered.sampledMask())).as(name).containsExactly(ints(record.get("sampled_mask")));
        assertThat(ones(rendered.contentMask())).as(name).containsExactly(ints(record.get("is_content")));
    }

    private static int[] ones(boolean[] mask) {
        return IntStream.range(0, mask.length).map(index -> mask[index] ? 1 : 0).toArray();
    }

    private static void trlAgrees(GoldenFolder folder) {
        List<byte[]> lines = folder.lines("renderers/trl.jsonl");
        List<Map<String, @Nullable Object>> tools =
                maps(PlainJson.object(lines.get(0)).get("tools"));
        Map<String, ChatTemplate> templates = new HashMap<>();
        Tokenizer tokenizer = new GoldenComparison(folder).load("qwen3");
        Map<String, Integer> compared = new TreeMap<>();
        List<String> differences = new ArrayList<>();
        for (byte[] line : lines) {
            Map<String, @Nullable Object> record = PlainJson.object(line);
            List<String> names = TEMPLATES.get(String.valueOf(record.get("family")));
            if (!"template".equals(record.get("kind")) || names == null) {
                continue;
            }
            String family = (String) Objects.requireNonNull(record.get("family"));
            if (!names.get(1).isEmpty()) {
                ChatTemplate original =
                        templates.computeIfAbsent(names.get(1), name -> template(name, tokenizer, folder));
                check(family, record, original, tools, record, compared, differences);
            }
            if (record.get("training") != null) {
                ChatTemplate training =
                        templates.computeIfAbsent(names.get(2), name -> template(name, tokenizer, folder));
                check(
                        family + " for training",
                        record,
                        training,
                        tools,
                        map(record.get("training")),
                        compared,
                        differences);
            }
        }
        System.out.println("trl templates " + compared + " " + differences.size() + " differences");
        differences.stream().limit(12).forEach(each -> System.out.println("   " + each));
        assertThat(compared).hasSizeGreaterThan(10);
        assertThat(differences).isEmpty();
    }

    private static ChatTemplate template(String name, Tokenizer tokenizer, GoldenFolder folder) {
        return ChatTemplate.of(Template.compile(name, TemplateParityTest.source(name, folder)), tokenizer);
    }

    private static void check(
            String name,
            Map<String, @Nullable Object> record,
            ChatTemplate template,
            List<Map<String, @Nullable Object>> tools,
            Map<String, @Nullable Object> expected,
            Map<String, Integer> compared,
            List<String> differences) {
        Conversation conversation = Conversation.of(RendererFixture.messages(record.get("messages")));
        if (record.get("tools") instanceof Number count) {
            conversation = conversation.withTools(tools.subList(0, count.intValue()));
        }
        compared.merge(name, 1, Integer::sum);
        try {
            RenderedChat rendered = template.apply(
                    conversation,
                    ChatOptions.reference()
                            .withFraming(Framing.NONE)
                            .withRendering(RenderOptions.at(LocalDateTime.of(2025, 1, 15, 12, 34, 56)))
                            .withEnding(
                                    Boolean.TRUE.equals(record.get("add_generation_prompt"))
                                            ? ChatOptions.Ending.GENERATION_PROMPT
                                            : ChatOptions.Ending.NOTHING));
            compare(name + " " + record.get("id"), rendered, expected, differences);
        } catch (TokenwrightException e) {
            if (expected.get("token_ids") != null && !CHANGED_FIRST.contains(String.valueOf(record.get("id")))) {
                differences.add(name + " " + record.get("id") + ": " + e.getMessage());
            }
        }
    }

    private static void compare(
            String name, RenderedChat rendered, Map<String, @Nullable Object> expected, List<String> differences) {
        if (expected.get("token_ids") == null) {
            differences.add(name + ": should be refused: " + expected.get("error"));
        } else if (!Arrays.equals(ints(expected.get("token_ids")), rendered.ids())) {
            differences.add(name + ": other ids");
        } else if (expected.get("assistant_mask") != null
                && !Arrays.equals(
                        expanded(expected.get("assistant_mask")).stream()
                                .mapToInt(value -> ((Number) Objects.requireNonNull(value)).intValue())
                                .toArray(),
                        rendered.assistantMask())) {
            differences.add(name + ": another mask");
        }
    }
}
