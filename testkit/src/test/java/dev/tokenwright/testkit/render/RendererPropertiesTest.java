package dev.tokenwright.testkit.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenwright.chat.Conversation;
import dev.tokenwright.chat.Extension;
import dev.tokenwright.chat.Message;
import dev.tokenwright.chat.Rendered;
import dev.tokenwright.chat.Renderer;
import dev.tokenwright.chat.RendererSettings;
import dev.tokenwright.chat.Reply;
import dev.tokenwright.chat.ReplyContext;
import dev.tokenwright.chat.ToolCall;
import dev.tokenwright.chat.ToolCallAttempt;
import dev.tokenwright.chat.plain.PythonStrings;
import dev.tokenwright.chat.render.Renderers;
import dev.tokenwright.testkit.golden.GoldenFolder;
import dev.tokenwright.testkit.random.RandomConversations;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What every family promises, on random conversations. */
class RendererPropertiesTest {
    private static final int CASES = Integer.getInteger("tokenwright.properties", 500);

    /** Families whose prompts begin reasoning that no message without reasoning has. */
    private static final Set<String> NEVER_EXTENDED = Set.of("deepseek-r1", "gpt-oss");

    /** Families that write white space at the ends of arguments' texts and do not read it. */
    private static final Set<String> TRIMMED = Set.of();

    @TestFactory
    List<DynamicTest> aMessageIsReadAsItWasWritten() {
        return tests("read", RendererPropertiesTest::isReadAsWritten);
    }

    @TestFactory
    List<DynamicTest> anExtensionIsWhatAFreshPromptWouldBe() {
        return tests("extend", RendererPropertiesTest::isExtendedAsWritten);
    }

    private static List<DynamicTest> tests(String what, BiConsumer<String, Renderer> property) {
        List<DynamicTest> tests = new ArrayList<>();
        GoldenFolder.shared()
                .ifPresentOrElse(
                        folder -> {
                            TextTokenizers tokenizers = new TextTokenizers(folder);
                            Set<String> known = RendererFixture.names(folder);
                            String only = System.getProperty("tokenwright.renderer", "");
                            for (String name : Renderers.names()) {
                                if (known.contains(name) && (only.isEmpty() || only.equals(name))) {
                                    tests.add(DynamicTest.dynamicTest(
                                            what + " " + name,
                                            () -> property.accept(name, renderer(name, tokenizers))));
                                }
                            }
                        },
                        () -> System.out.println("renderer properties: no shared fixtures here, nothing tried"));
        return tests;
    }

    private static Renderer renderer(String name, TextTokenizers tokenizers) {
        return Renderers.named(name, tokenizers.of(name), RendererSettings.SAFE.withToday(LocalDate.of(2025, 1, 15)));
    }

    /**
     * A reply as a model would have sampled it, told from what a message becomes.
     *
     * @param prompt the ids before it
     * @param completion the ids up to the last that the model samples
     */
    private record Sampled(int[] prompt, int[] completion) {
        /** What the model samples of the last message, if anything. */
        static Optional<Sampled> ofLast(Rendered whole) {
            int[] owners = whole.messageIndices();
            boolean[] sampled = whole.sampledMask();
            int last = whole.messages().size() - 1;
            int start = 0;
            while (start < sampled.length && (!sampled[start] || owners[start] != last)) {
                start++;
            }
            if (start == sampled.length) {
                return Optional.empty();
            }
            int end = whole.size();
            while (!sampled[end - 1] || owners[end - 1] != last) {
                end--;
            }
            return Optional.of(
                    new Sampled(Arrays.copyOf(whole.ids(), start), Arrays.copyOfRange(whole.ids(), start, end)));
        }

        /** What the model samples of the last message behind a prompt; empty when it could not come behind it. */
        static Optional<Sampled> behind(int[] prompt, Rendered whole) {
            int end = ofLast(whole).map(last -> last.all().length).orElse(-1);
            return Arrays.equals(prompt, Arrays.copyOf(whole.ids(), prompt.length)) && prompt.length <= end
                    ? Optional.of(new Sampled(prompt, Arrays.copyOfRange(whole.ids(), prompt.length, end)))
                    : Optional.empty();
        }

        int[] all() {
            int[] all = Arrays.copyOf(prompt, prompt.length + completion.length);
            System.arraycopy(completion, 0, all, prompt.length, completion.length);
            return all;
        }
    }

    private static Conversation with(Conversation conversation, List<Message> more) {
        List<Message> messages = new ArrayList<>(conversation.messages());
        messages.addAll(more);
        return new Conversation(messages, conversation.tools(), Optional.empty(), Map.of());
    }

    private static void isReadAsWritten(String name, Renderer renderer) {
        RandomConversations random = new RandomConversations(11, FamilyFeatures.of(name));
        List<String> differences = new ArrayList<>();
        int calls = 0;
        for (int turn = 0; turn < CASES; turn++) {
            Conversation conversation = RandomConversations.untilReply(random.next());
            Message message = random.assistant(conversation.tools().orElse(List.of()));
            Rendered whole = renderer.render(with(conversation, List.of(message)));
            Optional<Sampled> found =
                    Sampled.behind(renderer.prompt(conversation).ids(), whole).or(() -> Sampled.ofLast(whole));
            if (found.isEmpty()) {
                continue;
            }
            Sampled sampled = found.get();
            ReplyContext context = ReplyContext.NONE.withPrompt(sampled.prompt());
            context = conversation.tools().isEmpty()
                    ? context
                    : context.withTools(conversation.tools().get());
            Reply reply = renderer.parse(sampled.completion(), context);
            calls += reply.runnable().size();
            String expected = String.valueOf(said(name, message));
            String read = String.valueOf(said(name, reply));
            if (!expected.equals(read)) {
                differences.add("expected " + expected + "\n   found    " + read + "\n   in "
                        + renderer.tokenizer().decode(sampled.completion()));
            }
        }
        System.out.println(
                name + ": " + CASES + " replies read with " + calls + " calls, " + differences.size() + " differ");
        differences.stream().limit(3).forEach(line -> System.out.println("   " + line.replaceAll("\\p{Cntrl}", "~")));
        assertThat(calls).isGreaterThan(CASES / 10);
        assertThat(differences).isEmpty();
    }

    private static Map<String, @Nullable Object> said(String name, Message message) {
        Map<String, @Nullable Object> said = new LinkedHashMap<>();
        said.put("content", stripped(message.fields().get("content")));
        said.put("reasoning", stripped(message.fields().get("reasoning_content")));
        List<Object> calls = new ArrayList<>();
        for (ToolCall call : ToolCall.of(message)) {
            calls.add(List.of(call.name(), String.valueOf(plain(name, call.arguments()))));
        }
        said.put("calls", calls);
        return said;
    }

    private static Map<String, @Nullable Object> said(String name, Reply reply) {
        Map<String, @Nullable Object> said = new LinkedHashMap<>();
        said.put("content", stripped(reply.content()));
        said.put("reasoning", stripped(reply.reasoning().orElse("")));
        List<Object> calls = new ArrayList<>();
        for (ToolCallAttempt call : reply.runnable()) {
            calls.add(List.of(call.name().orElse(""), String.valueOf(plain(name, call.arguments()))));
        }
        said.put("calls", calls);
        return said;
    }

    private static String stripped(@Nullable Object text) {
        return text instanceof String words ? PythonStrings.strip(words) : "";
    }

    private static @Nullable Object plain(String name, @Nullable Object arguments) {
        if (TRIMMED.contains(name) && arguments instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> trimmed = new LinkedHashMap<>();
            map.forEach((key, value) ->
                    trimmed.put((String) key, value instanceof String text ? PythonStrings.strip(text) : value));
            return RendererCases.plain(trimmed);
        }
        return RendererCases.plain(arguments);
    }

    private static void isExtendedAsWritten(String name, Renderer renderer) {
        RandomConversations random = new RandomConversations(12, FamilyFeatures.of(name));
        Map<String, Integer> outcomes = new LinkedHashMap<>();
        List<String> differences = new ArrayList<>();
        for (int turn = 0; turn < CASES; turn++) {
            Conversation conversation = RandomConversations.untilReply(random.next());
            Message message = random.assistant(conversation.tools().orElse(List.of()));
            Rendered prompt = renderer.prompt(conversation);
            Optional<Sampled> sampled =
                    Sampled.behind(prompt.ids(), renderer.render(with(conversation, List.of(message))));
            if (sampled.isEmpty()) {
                outcomes.merge("a reply that the prompt does not begin", 1, Integer::sum);
                continue;
            }
            List<Message> added = new ArrayList<>(random.results(message));
            if (added.isEmpty() || turn % 4 == 0) {
                added.add(random.user());
            }
            Conversation more = with(conversation, List.of(message));
            int[] fresh = renderer.prompt(with(more, added)).ids();
            int[] completion = closed(sampled.get(), fresh, renderer.stopIds());
            int[] past = new Sampled(prompt.ids(), completion).all();
            if (!Arrays.equals(past, Arrays.copyOf(fresh, past.length))) {
                outcomes.merge("a past that a fresh prompt rewrites", 1, Integer::sum);
                continue;
            }
            Conversation addition = new Conversation(added, conversation.tools(), Optional.empty(), Map.of());
            Extension extension = renderer.extend(prompt.ids(), completion, addition);
            if (extension instanceof Extension.Refused refused) {
                outcomes.merge(refused.reason().name(), 1, Integer::sum);
                continue;
            }
            outcomes.merge("extended", 1, Integer::sum);
            if (!Arrays.equals(fresh, extension.orThrow().ids())) {
                differences.add(renderer.tokenizer().decode(extension.orThrow().ids()) + "\n   fresh    "
                        + renderer.tokenizer().decode(fresh));
            }
        }
        System.out.println(name + ": " + outcomes + ", " + differences.size() + " differ");
        differences.stream()
                .limit(3)
                .forEach(line -> System.out.println("   extended " + line.replaceAll("\\p{Cntrl}", "~")));
        assertThat(outcomes.containsKey("extended")).isEqualTo(!NEVER_EXTENDED.contains(name));
        assertThat(differences).isEmpty();
    }

    /** The completion as it was sampled: where a turn has no end of its own, with the mark that begins the next. */
    private static int[] closed(Sampled sampled, int[] fresh, int[] stops) {
        int[] completion = sampled.completion();
        int next = sampled.all().length;
        boolean isClosed = completion.length > 0 && contains(stops, completion[completion.length - 1]);
        if (isClosed || next >= fresh.length || !contains(stops, fresh[next])) {
            return completion;
        }
        int[] closed = Arrays.copyOf(completion, completion.length + 1);
        closed[completion.length] = fresh[next];
        return closed;
    }

    private static boolean contains(int[] ids, int id) {
        return Arrays.stream(ids).anyMatch(each -> each == id);
    }
}
