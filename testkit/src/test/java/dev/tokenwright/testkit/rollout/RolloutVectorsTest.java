package dev.tokenwright.testkit.rollout;

import static dev.tokenwright.testkit.golden.PlainData.expanded;
import static dev.tokenwright.testkit.golden.PlainData.ints;
import static dev.tokenwright.testkit.golden.PlainData.list;
import static dev.tokenwright.testkit.golden.PlainData.maps;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenwright.Tokenizer;
import dev.tokenwright.chat.CallStatus;
import dev.tokenwright.chat.Conversation;
import dev.tokenwright.chat.Message;
import dev.tokenwright.chat.Renderer;
import dev.tokenwright.chat.RendererSettings;
import dev.tokenwright.chat.ToolCallAttempt;
import dev.tokenwright.chat.render.Renderers;
import dev.tokenwright.chat.rollout.Completion;
import dev.tokenwright.chat.rollout.Completion.Finish;
import dev.tokenwright.chat.rollout.Engine;
import dev.tokenwright.chat.rollout.PaddedRollouts;
import dev.tokenwright.chat.rollout.Rollout;
import dev.tokenwright.chat.rollout.RolloutBatch;
import dev.tokenwright.chat.rollout.RolloutLimits;
import dev.tokenwright.chat.rollout.RolloutPadding;
import dev.tokenwright.chat.rollout.ToolResult;
import dev.tokenwright.chat.rollout.Trajectory;
import dev.tokenwright.testkit.golden.GoldenComparison;
import dev.tokenwright.testkit.golden.GoldenFolder;
import dev.tokenwright.testkit.golden.PlainData;
import dev.tokenwright.testkit.golden.PlainJson;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Tool loops, what is added behind a reply, and padding are as TRL has them. */
class RolloutVectorsTest {
    @TestFactory
    List<DynamicTest> trlAgrees() {
        List<DynamicTest> tests = new ArrayList<>();
        GoldenFolder.shared()
                .ifPresentOrElse(
                        folder -> tests.add(DynamicTest.dynamicTest("trl", () -> agrees(folder))),
                        () -> System.out.println("rollouts: no shared fixtures here, nothing compared"));
        return tests;
    }

    private static void agrees(GoldenFolder folder) {
        Tokenizer tokenizer = new GoldenComparison(folder).load("qwen3");
        Renderer renderer = Renderers.named("qwen3", tokenizer, RendererSettings.SAFE);
        List<Map<String, @Nullable Object>> records = new ArrayList<>();
        folder.lines("renderers/trl.jsonl").forEach(line -> records.add(PlainJson.object(line)));
        List<Map<String, @Nullable Object>> tools = maps(records.get(0).get("tools"));
        Map<String, Integer> compared = new LinkedHashMap<>();
        for (Map<String, @Nullable Object> record : records) {
            String kind = (String) Objects.requireNonNull(record.get("kind"));
            switch (kind) {
                case "tool-loop" -> loop(record, renderer, tools);
                case "tool-suffix" -> suffix(record, renderer, tools);
                case "pad" -> pad(record);
                default -> {
                    continue;
                }
            }
            compared.merge(kind, 1, Integer::sum);
        }
        System.out.println("trl " + compared + " 0 differences");
        assertThat(compared.keySet()).containsExactlyInAnyOrder("tool-loop", "tool-suffix", "pad");
    }

    private static void loop(
            Map<String, @Nullable Object> record, Renderer renderer, List<Map<String, @Nullable Object>> tools) {
        int most = ((Number) Objects.requireNonNull(record.get("max_completion_length"))).intValue();
        RolloutLimits limits = RolloutLimits.NONE.withMaxCompletionTokens(most);
        if (record.get("max_iterations") instanceof Number turns) {
            limits = limits.withMaxToolTurns(turns.intValue());
        }
        int calls = 0;
        int failures = 0;
        List<List<Integer>> prompts = new ArrayList<>();
        for (int row = 0; row < list(record.get("prompts")).size(); row++) {
            List<int[]> script = new ArrayList<>();
            list(list(record.get("script")).get(row)).forEach(turn -> script.add(ints(turn)));
            Conversation conversation = Conversation.of(
                            maps(list(record.get("prompts")).get(row)).stream()
                                    .map(Message::new)
                                    .toList())
                    .withTools(tools);
            Trajectory trajectory = Rollout.of(renderer, RolloutVectorsTest::run)
                    .withLimits(limits)
                    .run(conversation, engine(script, prompts));
            calls += trajectory.toolCalls();
            failures += trajectory.toolFailures();
            String name = record.get("id") + " " + row;
            assertThat(trajectory.promptIds())
                    .as(name)
                    .containsExactly(ints(list(record.get("prompt_ids")).get(row)));
            assertThat(trajectory.completionIds())
                    .as(name)
                    .containsExactly(ints(list(record.get("completion_ids")).get(row)));
            List<Integer> mask = new ArrayList<>();
            List<Double> logprobs = new ArrayList<>();
            for (int index = 0; index < trajectory.sampled().length; index++) {
                mask.add(trajectory.sampled()[index] ? 1 : 0);
                logprobs.add((double) trajectory.logprobs()[index]);
            }
            assertThat(mask)
                    .as(name)
                    .isEqualTo(expanded(list(record.get("tool_mask")).get(row)).stream()
                            .map(value -> ((Number) Objects.requireNonNull(value)).intValue())
                            .toList());
            assertThat(logprobs)
                    .as(name)
                    .isEqualTo(expanded(list(record.get("logprobs")).get(row)).stream()
                            .map(value -> ((Number) Objects.requireNonNull(value)).doubleValue())
                            .toList());
            if (!"malformed-call".equals(record.get("id"))) {
                assertThat(trajectory.messages().stream()
                                .map(message -> Map.copyOf(message.fields()))
                                .toList())
                        .as(name)
                        .isEqualTo(maps(list(record.get("completions")).get(row)));
            }
        }
        assertThat(calls).as("" + record.get("id")).isEqualTo(((Number) record.get("tool_call_count")).intValue());
        assertThat(failures)
                .as("" + record.get("id"))
                .isEqualTo(((Number) record.get("tool_failure_count")).intValue());
        List<List<Integer>> expected = new ArrayList<>();
        list(record.get("generation_prompts"))
                .forEach(pair -> expected.add(
                        Arrays.stream(ints(list(pair).get(1))).boxed().toList()));
        assertThat(prompts).as("" + record.get("id")).containsExactlyInAnyOrderElementsOf(expected);
    }

    /** Answers by the script; the first answer has other log-probabilities than later ones. */
    private static Engine engine(List<int[]> script, List<List<Integer>> prompts) {
        int[] turn = {0};
        return request -> {
            int[] ids = script.get(turn[0]);
            float[] logprobs = new float[ids.length];
            Arrays.fill(logprobs, turn[0] == 0 ? -0.5f : -0.25f);
            if (turn[0] > 0) {
                prompts.add(Arrays.stream(request.promptIds()).boxed().toList());
            }
            turn[0]++;
            return new Completion(ids, logprobs, Finish.STOP);
        };
    }

    /** The tools that the vectors were made with. */
    private static ToolResult run(ToolCallAttempt call) {
        assertThat(call.status()).isEqualTo(CallStatus.OK);
        Map<?, ?> arguments = (Map<?, ?>) Objects.requireNonNull(call.arguments());
        String name = call.name().orElseThrow();
        return switch (name) {
            case "get_weather" -> ToolResult.done("{\"temp\": 20, \"sky\": \"clear\"}");
            case "run_code" ->
                arguments.containsKey("bad")
                        ? ToolResult.failed(
                                "{'error': \"main.<locals>.run_code() got an unexpected keyword argument" + " 'bad'\"}")
                        : ToolResult.done("ran " + arguments.get("code"));
            default -> ToolResult.failed("{'error': 'Tool " + name + " not found.'}");
        };
    }

    private static void suffix(
            Map<String, @Nullable Object> record, Renderer renderer, List<Map<String, @Nullable Object>> tools) {
        int[] prompt = renderer.prompt(Conversation.of(Message.user("hi")).withTools(tools))
                .ids();
        int[] stop = {renderer.stopIds()[0]};
        int[] next = renderer.extend(
                        prompt,
                        stop,
                        maps(record.get("tool_messages")).stream()
                                .map(Message::new)
                                .toList())
                .orThrow()
                .ids();
        assertThat(Arrays.copyOfRange(next, prompt.length + 1, next.length))
                .containsExactly(ints(record.get("suffix_ids")));
    }

    private static void pad(Map<String, @Nullable Object> record) {
        List<int[]> rows =
                list(record.get("rows")).stream().map(PlainData::ints).toList();
        int value = ((Number) record.get("padding_value")).intValue();
        RolloutPadding padding =
                "left".equals(record.get("padding_side")) ? RolloutPadding.left(value) : RolloutPadding.right(value);
        if (record.get("pad_to_multiple_of") instanceof Number multiple) {
            padding = padding.toMultipleOf(multiple.intValue());
        }
        PaddedRollouts padded = RolloutBatch.of(rows).padded(padding);
        for (int row = 0; row < rows.size(); row++) {
            assertThat(padded.row(row))
                    .containsExactly(ints(list(record.get("result")).get(row)));
            assertThat(padded.unpadded().get(row)).containsExactly(rows.get(row));
        }
    }
}
