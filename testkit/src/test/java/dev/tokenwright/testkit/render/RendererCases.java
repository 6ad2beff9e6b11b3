package dev.tokenwright.testkit.render;

import static dev.tokenwright.testkit.golden.PlainData.expanded;
import static dev.tokenwright.testkit.golden.PlainData.ints;
import static dev.tokenwright.testkit.golden.PlainData.list;
import static dev.tokenwright.testkit.golden.PlainData.map;

import dev.tokenwright.chat.Conversation;
import dev.tokenwright.chat.Extension;
import dev.tokenwright.chat.Message;
import dev.tokenwright.chat.Rendered;
import dev.tokenwright.chat.Renderer;
import dev.tokenwright.chat.Reply;
import dev.tokenwright.chat.ReplyContext;
import dev.tokenwright.chat.ToolCallAttempt;
import dev.tokenwright.chat.render.SampleOptions;
import dev.tokenwright.chat.render.TrainingSample;
import dev.tokenwright.chat.render.TrajectoryStep;
import dev.tokenwright.error.TokenwrightException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Compares a family with its vectors. Each comparison gives what differs, or nothing. */
final class RendererCases {
    private final RendererFixture fixture;
    private final DeclaredDeviations deviations;

    RendererCases(RendererFixture fixture) {
        this.fixture = fixture;
        this.deviations = new DeclaredDeviations(fixture);
    }

    Optional<String> compare(Map<String, @Nullable Object> given) {
        Map<String, @Nullable Object> record = deviations.adjust(given);
        String kind = (String) Objects.requireNonNull(record.get("kind"));
        boolean isRefused = record.containsKey("error");
        try {
            Optional<String> difference = compareResult(kind, record);
            return isRefused ? Optional.of("should be refused: " + record.get("error")) : difference;
        } catch (TokenwrightException | IllegalArgumentException e) {
            return isRefused ? Optional.empty() : Optional.of("refused: " + e.getMessage());
        }
    }

    private Optional<String> compareResult(String kind, Map<String, @Nullable Object> record) {
        return switch (kind) {
            case "render" -> render(record);
            case "sample" -> sample(record);
            case "trajectory" -> trajectory(record);
            case "parse" -> parse(record);
            case "bridge" -> bridge(record);
            default -> throw new IllegalStateException("unknown kind " + kind);
        };
    }

    private Conversation conversation(Map<String, @Nullable Object> record) {
        Conversation conversation = Conversation.of(RendererFixture.messages(record.get("messages")));
        return record.get("tools") == null ? conversation : conversation.withTools(fixture.tools(record.get("tools")));
    }

    private Optional<String> render(Map<String, @Nullable Object> record) {
        Renderer renderer = fixture.renderer(map(record.get("config")));
        Conversation conversation = conversation(record);
        Rendered rendered = Boolean.TRUE.equals(record.get("add_generation_prompt"))
                ? renderer.prompt(conversation)
                : renderer.render(conversation);
        Map<String, @Nullable Object> result = map(record.getOrDefault("result", Map.of()));
        return sameAsTemplate(record)
                .or(() -> ids(ints(result.get("token_ids")), rendered.ids()))
                .or(() -> masks(result, rendered))
                .or(() -> values(
                        "tool names",
                        list(result.get("message_tool_names")),
                        rendered.toolNames().stream()
                                .map(name -> (Object) name.orElse(null))
                                .toList()));
    }

    /** A result that was changed on purpose is the template's. */
    private Optional<String> sameAsTemplate(Map<String, @Nullable Object> record) {
        boolean isKnown = fixture.name().equals("glm-4.5")
                && record.get("template") instanceof Map<?, ?> template
                && template.get("token_ids") != null;
        return isKnown
                ? ids(
                        ints(map(record.get("template")).get("token_ids")),
                        ints(map(record.get("result")).get("token_ids")))
                : Optional.empty();
    }

    private Optional<String> masks(Map<String, @Nullable Object> result, Rendered rendered) {
        return values(
                        "message indices",
                        expanded(result.get("message_indices")).stream()
                                .map(value -> (Object) ((Number) Objects.requireNonNull(value)).intValue())
                                .toList(),
                        Arrays.stream(rendered.messageIndices())
                                .mapToObj(index -> (Object) index)
                                .toList())
                .or(() ->
                        values("sampled mask", expanded(result.get("sampled_mask")), booleans(rendered.sampledMask())))
                .or(() -> values("content mask", expanded(result.get("is_content")), booleans(rendered.contentMask())));
    }

    private Optional<String> sample(Map<String, @Nullable Object> record) {
        Conversation conversation = conversation(record);
        TrainingSample sample = TrainingSample.of(
                fixture.renderer(Map.of()), conversation, options(map(record.get("options")), conversation.messages()));
        return ids(ints(record.get("token_ids")), sample.ids())
                .or(() -> values("loss mask", expanded(record.get("loss_mask")), booleans(sample.lossMask())));
    }

    private static SampleOptions options(Map<String, @Nullable Object> given, List<Message> messages) {
        SampleOptions options = SampleOptions.SAMPLED;
        for (Map.Entry<String, @Nullable Object> option : given.entrySet()) {
            options = switch (option.getKey()) {
                case "roles" -> options.withRoles(words(option.getValue()));
                case "content_sft_roles" -> options.withContentOf(words(option.getValue()));
                case "ensure_final_stop" -> options.withFinalStop(SampleOptions.FinalStop.ENSURED);
                case "message_loss_mask" ->
                    options.withMessages(IntStream.range(0, messages.size())
                            .mapToObj(index -> index == messages.size() - 1)
                            .toList());
                default -> throw new IllegalStateException("unknown option " + option.getKey());
            };
        }
        return options;
    }

    private static Set<String> words(@Nullable Object value) {
        Set<String> words = new TreeSet<>();
        list(value).forEach(word -> words.add((String) word));
        return words;
    }

    private Optional<String> trajectory(Map<String, @Nullable Object> record) {
        Conversation whole = conversation(record);
        int last = whole.messages().size() - 1;
        Conversation prompt =
                new Conversation(whole.messages().subList(0, last), whole.tools(), Optional.empty(), Map.of());
        TrajectoryStep step = TrajectoryStep.of(
                fixture.renderer(Map.of()), prompt, whole.messages().subList(last, last + 1));
        return ids(ints(record.get("prompt_ids")), step.promptIds())
                .or(() -> ids(ints(record.get("completion_ids")), step.completionIds()));
    }

    ReplyContext context(Map<String, @Nullable Object> record) {
        ReplyContext context = ReplyContext.NONE;
        if (record.get("prompt_ids") != null) {
            context = context.withPrompt(fixture.prompt(record.get("prompt_ids")));
        }
        return record.get("tools") == null ? context : context.withTools(fixture.tools(record.get("tools")));
    }

    private static Map<String, @Nullable Object> config(Map<String, @Nullable Object> record) {
        return record.get("config") == null ? Map.of() : map(record.get("config"));
    }

    private Optional<String> parse(Map<String, @Nullable Object> record) {
        Reply reply = fixture.renderer(config(record)).parse(ints(record.get("completion_ids")), context(record));
        Map<String, @Nullable Object> expected = map(record.get("result"));
        return values("reply", List.of(plain(expected)), List.of(plain(plain(reply))));
    }

    /** The reply as the vectors show it. */
    static Map<String, @Nullable Object> plain(Reply reply) {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        plain.put("content", reply.content());
        plain.put("reasoning_content", reply.reasoning().orElse(null));
        plain.put(
                "reasoning_complete",
                switch (reply.reasoningState()) {
                    case COMPLETE -> true;
                    case OPEN -> false;
                    case UNKNOWN -> null;
                });
        List<@Nullable Object> calls = new ArrayList<>();
        for (ToolCallAttempt call : reply.calls()) {
            Map<String, @Nullable Object> entry = new LinkedHashMap<>();
            entry.put("name", call.name().orElse(null));
            entry.put("arguments", call.arguments());
            entry.put("status", call.status().name().toLowerCase(Locale.ROOT));
            entry.put("raw", call.raw());
            entry.put(
                    "token_span",
                    call.span().map(span -> List.of(span.start(), span.end())).orElse(null));
            entry.put("id", call.id().orElse(null));
            calls.add(entry);
        }
        plain.put("tool_calls", calls);
        return plain;
    }

    /** Numbers of one kind, so that they compare. */
    static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> sorted = new java.util.TreeMap<>();
            map.forEach((key, each) -> sorted.put((String) key, plain(each)));
            return sorted;
        }
        if (value instanceof List<?> items) {
            List<@Nullable Object> all = new ArrayList<>();
            items.forEach(each -> all.add(plain(each)));
            return all;
        }
        return value instanceof Integer number ? (Object) number.longValue() : value;
    }

    private Optional<String> bridge(Map<String, @Nullable Object> record) {
        Object retention = record.get("thinking_retention");
        Map<String, @Nullable Object> config = new LinkedHashMap<>(config(record));
        if (retention != null) {
            config.put("thinking_retention", retention);
        }
        Renderer renderer = fixture.renderer(config);
        int[] prompt = fixture.prompt(record.get("prompt_ids"));
        int[] completion = ints(record.get("completion_ids"));
        Conversation added = Conversation.of(RendererFixture.messages(record.get("new_messages")));
        Extension extension = renderer.extend(
                prompt,
                completion,
                record.get("tools") == null ? added : added.withTools(fixture.tools(record.get("tools"))));
        @Nullable Object result = record.get("result");
        boolean isSound = result != null && map(result).get("extension_ids") != null;
        if (extension instanceof Extension.Refused refused) {
            return isSound ? Optional.of("refused: " + refused) : Optional.empty();
        }
        Rendered rendered = extension.orThrow();
        if (!isSound) {
            return Optional.of("should be refused");
        }
        Map<String, @Nullable Object> expected = map(result);
        int[] begun = Arrays.copyOf(rendered.ids(), prompt.length + completion.length);
        int[] past = Arrays.copyOf(prompt, begun.length);
        System.arraycopy(completion, 0, past, prompt.length, completion.length);
        return ids(past, begun)
                .or(() -> ids(
                        ints(expected.get("extension_ids")),
                        Arrays.copyOfRange(rendered.ids(), begun.length, rendered.size())))
                .or(() -> masks(expected, rendered));
    }

    private Optional<String> ids(int[] expected, int[] found) {
        if (Arrays.equals(expected, found)) {
            return Optional.empty();
        }
        int at = Math.max(0, Arrays.mismatch(expected, found));
        return Optional.of("ids differ at " + at + " of " + expected.length + ": expected " + shown(expected, at)
                + " found " + shown(found, at));
    }

    private String shown(int[] ids, int at) {
        int[] part = Arrays.copyOfRange(ids, Math.min(at, ids.length), Math.min(ids.length, at + 12));
        return Arrays.toString(part) + " \"" + fixture.tokenizer().decode(part).replace("\n", "\\n") + "\"";
    }

    private static Optional<String> values(String what, List<?> expected, List<?> found) {
        if (expected.equals(found)) {
            return Optional.empty();
        }
        int at = 0;
        while (at < Math.min(expected.size(), found.size()) && Objects.equals(expected.get(at), found.get(at))) {
            at++;
        }
        return Optional.of(what + " differ at " + at + ": expected "
                + (at < expected.size() ? expected.get(at) : "the end") + "\n      found    "
                + (at < found.size() ? found.get(at) : "the end"));
    }

    private static List<Object> booleans(boolean[] values) {
        List<Object> list = new ArrayList<>();
        for (boolean value : values) {
            list.add(value);
        }
        return list;
    }
}
