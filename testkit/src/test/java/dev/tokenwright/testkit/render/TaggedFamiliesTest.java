package dev.tokenwright.testkit.render;

import static dev.tokenwright.testkit.golden.PlainData.list;
import static dev.tokenwright.testkit.golden.PlainData.map;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenwright.SpecialText;
import dev.tokenwright.chat.CallStatus;
import dev.tokenwright.chat.ChatSpan;
import dev.tokenwright.chat.Conversation;
import dev.tokenwright.chat.Message;
import dev.tokenwright.chat.Rendered;
import dev.tokenwright.chat.Renderer;
import dev.tokenwright.chat.Reply;
import dev.tokenwright.chat.ReplyContext;
import dev.tokenwright.testkit.golden.GoldenFolder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Families whose calls are tagged names and values, on random conversations. */
class TaggedFamiliesTest {
    private static final List<String> LAGUNA = List.of("laguna-xs.2", "laguna-m.1");
    private static final List<String> FAMILIES = List.of(
            "glm-4.5",
            "glm-5",
            "glm-5.1",
            "glm-5.3",
            "hy3",
            "laguna-m.1",
            "laguna-s-2.1",
            "laguna-xs-2.1",
            "laguna-xs.2",
            "minimax-m2");
    private static final String[] WORDS = {
        "Paris",
        " ",
        "\n",
        "\n\n",
        "  x",
        "\t",
        "\u00A0",
        "世界",
        "👩\u200D🚀",
        "{\"a\": 1}",
        "true",
        "<b>",
        "\r\n",
        "é",
        "\""
    };
    private static final int ROUNDS = 40;

    private final Random random = new Random(11);

    @TestFactory
    List<DynamicContainer> taggedFamilies() {
        List<DynamicContainer> families = new ArrayList<>();
        GoldenFolder.shared()
                .ifPresentOrElse(
                        folder -> FAMILIES.forEach(name -> families.add(DynamicContainer.dynamicContainer(
                                name, Stream.of(name).flatMap(each -> tests(RendererFixture.open(each, folder)))))),
                        () -> System.out.println("tagged families: no shared fixtures here, nothing compared"));
        return families;
    }

    private Stream<DynamicTest> tests(RendererFixture fixture) {
        Stream<DynamicTest> tests = Stream.of(
                DynamicTest.dynamicTest(
                        "arguments come back as they were written", () -> argumentsComeBackAsTheyWereWritten(fixture)),
                DynamicTest.dynamicTest(
                        "marks that somebody typed are text", () -> marksThatSomebodyTypedAreText(fixture)),
                DynamicTest.dynamicTest(
                        "any ids can be read, and the calls lie in them",
                        () -> anyIdsCanBeReadAndTheCallsLieInThem(fixture)));
        return LAGUNA.contains(fixture.name())
                ? Stream.concat(
                        tests,
                        Stream.of(DynamicTest.dynamicTest(
                                "an extension behind a reply is what rendering anew gives",
                                () -> anExtensionIsWhatRenderingAnewGives(fixture))))
                : tests;
    }

    private String text() {
        return IntStream.range(0, random.nextInt(6))
                .mapToObj(index -> WORDS[random.nextInt(WORDS.length)])
                .collect(Collectors.joining());
    }

    private static Message calling(String name, Map<String, @Nullable Object> arguments) {
        Map<String, @Nullable Object> function = new LinkedHashMap<>();
        function.put("name", name);
        function.put("arguments", arguments);
        return Message.assistant("").with("tool_calls", List.of(Map.of("type", "function", "function", function)));
    }

    /** What a model would have sampled of the last message. */
    private static int[] sampled(Rendered rendered) {
        boolean[] mask = rendered.sampledMask();
        return IntStream.range(0, rendered.size())
                .filter(index -> mask[index])
                .map(index -> rendered.ids()[index])
                .toArray();
    }

    private void argumentsComeBackAsTheyWereWritten(RendererFixture fixture) {
        Renderer renderer = fixture.renderer(Map.of());
        List<Map<String, @Nullable Object>> tools = List.of(tool());
        for (int round = 0; round < ROUNDS; round++) {
            Map<String, @Nullable Object> arguments = new LinkedHashMap<>();
            arguments.put("code", text());
            arguments.put("count", (long) random.nextInt());
            arguments.put("options", List.of(text(), true, Map.of("k", text())));
            Conversation conversation = Conversation.of(Message.user("x"), calling("run", arguments));
            int[] completion = sampled(renderer.render(conversation.withTools(tools)));
            Reply reply = renderer.parse(completion, ReplyContext.NONE.withTools(tools));
            assertThat(reply.calls()).hasSize(1);
            assertThat(reply.calls().get(0).status()).isEqualTo(CallStatus.OK);
            assertThat(reply.calls().get(0).name()).contains("run");
            assertThat(reply.calls().get(0).arguments()).isEqualTo(arguments);
        }
    }

    private static Map<String, @Nullable Object> tool() {
        Map<String, @Nullable Object> function = new LinkedHashMap<>();
        function.put("name", "run");
        function.put(
                "parameters",
                Map.of(
                        "type",
                        "object",
                        "properties",
                        Map.of(
                                "code", Map.of("type", "string"),
                                "count", Map.of("type", "integer"),
                                "options", Map.of("type", "array"))));
        Map<String, @Nullable Object> tool = new LinkedHashMap<>();
        tool.put("type", "function");
        tool.put("function", function);
        return tool;
    }

    private void anExtensionIsWhatRenderingAnewGives(RendererFixture fixture) {
        for (boolean thinks : new boolean[] {false, true}) {
            Renderer renderer = fixture.renderer(Map.of("enable_thinking", thinks));
            int end = fixture.tokenizer().vocabulary().id("</assistant>").orElseThrow();
            for (int round = 0; round < ROUNDS; round++) {
                Message question = Message.user(text());
                Message answer = Message.assistant(text());
                Message next = random.nextBoolean() ? Message.user(text()) : Message.toolResult("c", text());
                Message reply = thinks ? answer.with("reasoning_content", "so: " + text()) : answer;
                int[] prompt = renderer.prompt(Conversation.of(question)).ids();
                int[] whole = renderer.render(Conversation.of(question, reply)).ids();
                int stop = whole.length - 1;
                while (whole[stop] != end) {
                    stop--;
                }
                int[] completion = Arrays.copyOfRange(whole, prompt.length, stop + 1);
                assertThat(renderer.extend(prompt, completion, List.of(next))
                                .orThrow()
                                .ids())
                        .isEqualTo(renderer.prompt(Conversation.of(question, reply, next))
                                .ids());
            }
        }
    }

    private void marksThatSomebodyTypedAreText(RendererFixture fixture) {
        Renderer renderer = fixture.renderer(Map.of(), SpecialText.AS_TEXT);
        List<String> marks = marks(fixture);
        for (int round = 0; round < ROUNDS; round++) {
            String mark = marks.get(random.nextInt(marks.size()));
            String typed = text() + mark + text();
            Message call = calling(typed, Map.of(typed, typed));
            for (String role : List.of("system", "user", "tool")) {
                Message message = Message.user(typed).with("role", role);
                Rendered rendered = renderer.prompt(Conversation.of(message, Message.user("x"), call));
                assertThat(bodies(rendered))
                        .doesNotContain(
                                fixture.tokenizer().vocabulary().id(mark).orElseThrow());
                assertThat(fixture.tokenizer().decode(rendered.ids())).contains(typed.strip());
            }
        }
    }

    private static List<String> marks(RendererFixture fixture) {
        List<String> marks = new ArrayList<>(List.of("<tool_call>", "</tool_call>", "<|endoftext|>"));
        list(map(fixture.meta().get("tokenizer")).get("added"))
                .forEach(pair -> marks.add((String) list(pair).get(0)));
        return marks;
    }

    /** Ids of what the first message says. */
    private static Set<Integer> bodies(Rendered rendered) {
        return rendered.spans().stream()
                .filter(span -> span.message() == 0 && span.kind() == ChatSpan.Kind.BODY)
                .flatMap(span ->
                        Arrays.stream(rendered.ids(), span.start(), span.end()).boxed())
                .collect(Collectors.toSet());
    }

    private void anyIdsCanBeReadAndTheCallsLieInThem(RendererFixture fixture) {
        Renderer renderer = fixture.renderer(Map.of());
        List<String> marks = marks(fixture);
        for (int round = 0; round < ROUNDS; round++) {
            int[] ids = random.ints(random.nextInt(2000), 0, 4)
                    .map(kind -> kind == 0
                            ? random.nextInt(150_000)
                            : fixture.tokenizer()
                                    .vocabulary()
                                    .id(marks.get(random.nextInt(marks.size())))
                                    .orElseThrow())
                    .filter(id -> Arrays.stream(renderer.stopIds()).noneMatch(stop -> stop == id))
                    .toArray();
            Reply reply = renderer.parse(ids, ReplyContext.NONE);
            assertThat(reply.calls()).allSatisfy(call -> {
                assertThat(call.span().orElseThrow().start()).isBetween(0, ids.length);
                assertThat(call.span().orElseThrow().end())
                        .isBetween(call.span().orElseThrow().start() + 1, ids.length);
            });
        }
    }
}
