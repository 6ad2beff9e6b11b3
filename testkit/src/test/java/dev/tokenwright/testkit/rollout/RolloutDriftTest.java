package dev.tokenwright.testkit.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenwright.Tokenizer;
import dev.tokenwright.chat.Conversation;
import dev.tokenwright.chat.Message;
import dev.tokenwright.chat.Renderer;
import dev.tokenwright.chat.RendererSettings;
import dev.tokenwright.chat.render.Renderers;
import dev.tokenwright.chat.rollout.Completion;
import dev.tokenwright.chat.rollout.Completion.Finish;
import dev.tokenwright.chat.rollout.Engine;
import dev.tokenwright.chat.rollout.Rollout;
import dev.tokenwright.chat.rollout.Tools;
import dev.tokenwright.chat.rollout.Trajectory;
import dev.tokenwright.testkit.golden.GoldenComparison;
import dev.tokenwright.testkit.golden.GoldenFolder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Models sample ids that a tokenizer would not give for the same text. Rollouts keep them; decoding and tokenizing again
 * does not.
 */
class RolloutDriftTest {
    private static final int ROLLOUTS = Integer.getInteger("tokenwright.rollouts", 3_000);
    private static final List<String> WORDS = List.of(
            "weather",
            "is",
            " the",
            "Paris",
            " 2024",
            "é",
            "\n\n",
            "  ",
            "tokenization",
            ".",
            "naïve",
            "日本",
            "\t",
            "42",
            "!");
    private static final List<Map<String, @Nullable Object>> TOOLS = List.of(
            Map.of("type", "function", "function", Map.of("name", "look", "parameters", Map.of("type", "object"))));

    @TestFactory
    List<DynamicTest> rolloutsNeverDrift() {
        List<DynamicTest> tests = new ArrayList<>();
        GoldenFolder.shared()
                .ifPresentOrElse(
                        folder -> tests.add(DynamicTest.dynamicTest("qwen3", () -> neverDrifts(folder))),
                        () -> System.out.println("drift: no shared fixtures here, nothing tried"));
        return tests;
    }

    private static void neverDrifts(GoldenFolder folder) {
        Tokenizer tokenizer = new GoldenComparison(folder).load("qwen3");
        Renderer renderer = Renderers.named("qwen3", tokenizer, RendererSettings.SAFE);
        Random random = new Random(17);
        int otherIds = 0;
        int otherText = 0;
        int turns = 0;
        for (int index = 0; index < ROLLOUTS; index++) {
            List<int[]> seen = new ArrayList<>();
            Conversation conversation =
                    Conversation.of(Message.user(text(random))).withTools(TOOLS);
            Trajectory trajectory = Rollout.of(renderer, new Tools(Map.of("look", arguments -> text(random))))
                    .run(conversation, engine(tokenizer, random, seen));
            for (int turn = 0; turn + 1 < seen.size(); turn += 2) {
                int[] before = joined(seen.get(turn), seen.get(turn + 1));
                int[] after = turn + 2 < seen.size() ? seen.get(turn + 2) : trajectory.ids();
                assertThat(Arrays.copyOf(after, before.length)).isEqualTo(before);
                turns++;
            }
            assertThat(trajectory.sampled()).hasSameSizeAs(trajectory.completionIds());
            int[] rendered = again(renderer, conversation, trajectory);
            if (!begins(rendered, trajectory.ids())) {
                boolean isSameText = tokenizer.decode(rendered).startsWith(tokenizer.decode(trajectory.ids()));
                otherIds += isSameText ? 1 : 0;
                otherText += isSameText ? 0 : 1;
            }
        }
        System.out.println("drift: " + ROLLOUTS + " rollouts of " + turns
                + " turns: ours 0; decoded, rendered and tokenized again: other ids for the same text " + otherIds
                + ", other text " + otherText);
        assertThat(turns).isGreaterThan(ROLLOUTS);
        assertThat(otherIds + otherText).isPositive();
    }

    /** Ids of the same messages, rendered again. */
    private static int[] again(Renderer renderer, Conversation conversation, Trajectory trajectory) {
        List<Message> messages = new ArrayList<>(conversation.messages());
        messages.addAll(trajectory.messages());
        return renderer.render(Conversation.of(messages).withTools(TOOLS)).ids();
    }

    private static boolean begins(int[] ids, int[] start) {
        return ids.length >= start.length && Arrays.equals(Arrays.copyOf(ids, start.length), start);
    }

    /** Calls a tool up to three times, and stops. Remembers prompts and completions by turns. */
    private static Engine engine(Tokenizer tokenizer, Random random, List<int[]> seen) {
        int calls = 1 + random.nextInt(3);
        return request -> {
            boolean isLast = seen.size() / 2 >= calls;
            String said = "<think>\n" + text(random).strip() + "\n</think>\n\n"
                    + text(random).strip()
                    + (isLast
                            ? ""
                            : "\n<tool_call>\n{\"name\": \"look\", \"arguments\": {\"at\": \"" + random.nextInt(99)
                                    + "\"}}\n</tool_call>")
                    + "<|im_end|>";
            int[] ids = sampled(said, tokenizer, random);
            seen.add(request.promptIds());
            seen.add(ids);
            return new Completion(ids, new float[ids.length], Finish.STOP);
        };
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int words = 1 + random.nextInt(8); words > 0; words--) {
            text.append(WORDS.get(random.nextInt(WORDS.size())));
        }
        return text.toString();
    }

    /** Ids of a text that was cut at random places, as a model may sample them; control tokens stay whole. */
    private static int[] sampled(String text, Tokenizer tokenizer, Random random) {
        List<Integer> ids = new ArrayList<>();
        int start = 0;
        while (start < text.length()) {
            int end = Math.min(text.length(), start + 1 + random.nextInt(40));
            int mark = text.indexOf('<', start);
            if (mark == start) {
                end = text.indexOf('>', start) + 1;
            } else if (mark > 0) {
                end = Math.min(end, mark);
            }
            if (end < text.length() && Character.isLowSurrogate(text.charAt(end))) {
                end++;
            }
            Arrays.stream(tokenizer.encode(text.substring(start, end))).forEach(ids::add);
            start = end;
        }
        return ids.stream().mapToInt(Integer::intValue).toArray();
    }

    private static int[] joined(int[] first, int[] second) {
        int[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }
}
