package dev.tokenwright.app.cli;

import dev.tokenwright.app.json.Json;
import dev.tokenwright.chat.ChatSpan;
import dev.tokenwright.chat.Conversation;
import dev.tokenwright.chat.Rendered;
import dev.tokenwright.chat.Renderer;
import dev.tokenwright.chat.render.SampleOptions;
import dev.tokenwright.chat.render.TrainingSample;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tokenwright render}. */
@Command(
        name = "render",
        mixinStandardHelpOptions = true,
        description = "Conversations as ids, by the model family's renderer, with what each id is.",
        footer = {
            "",
            "Examples:",
            "  tokenwright render --model path/to/model --file conversation.json",
            "  tokenwright render --renderer qwen3 --tokenizer tokenizer.json --jsonl < conversations.jsonl",
            "      {\"messages\", \"tools\"?, \"add_generation_prompt\"?, \"config\"?, \"sample\"?} -> {\"token_ids\",",
            "       \"message_indices\", \"sampled_mask\", \"is_content\", \"message_roles\", \"message_tool_names\",",
            "       \"text\", \"loss_mask\"?}; masks are runs [[value, count], …]",
            "      \"sample\": {\"roles\"?, \"content_sft_roles\"?, \"ensure_final_stop\"?, \"message_loss_mask\"?}"
        })
final class RenderCommand implements Callable<Integer> {
    private static final Set<String> FIELDS =
            Set.of("messages", "tools", "add_generation_prompt", "config", "thinking_retention", "sample");

    @Spec
    @Nullable
    CommandSpec spec;

    @Mixin
    RendererChoice choice = new RendererChoice();

    @Option(names = "--json", description = "Write a JSON object instead of a table.")
    boolean json;

    @Option(names = "--describe", description = "Say which renderer this is, and why, instead of rendering.")
    boolean describe;

    @Mixin
    InputOptions input = new InputOptions();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        Renderer renderer = choice.load();
        if (describe) {
            out.println(Json.line(line -> {
                line.writeStringField("renderer", renderer.describe().name());
                line.writeStringField("reason", renderer.describe().reason());
                line.writeStringField("options", renderer.describe().options().toString());
                line.writeStringField(
                        "stability", renderer.describe().stability().name().toLowerCase(Locale.ROOT));
                line.writeStringField(
                        "thinking_retention",
                        renderer.describe().retention().name().toLowerCase(Locale.ROOT));
                TurnJson.ids(line, "stop_token_ids", renderer.stopIds(), 0);
            }));
            return 0;
        }
        if (input.jsonl) {
            return input.answer(
                    this::answer,
                    out,
                    Objects.requireNonNull(spec).commandLine().getErr());
        }
        for (String text : input.texts(List.of())) {
            byte[] request = text.getBytes(StandardCharsets.UTF_8);
            if (json) {
                out.println(answer(request));
            } else {
                table(renderer, TurnRequest.parse(request, FIELDS), out);
            }
        }
        return 0;
    }

    private String answer(byte[] line) {
        TurnRequest request = TurnRequest.parse(line, FIELDS);
        Renderer renderer = choice.with(request.config());
        Object sample = request.fields().get("sample");
        if (sample != null) {
            Conversation conversation = request.conversation("messages");
            return sampled(renderer, conversation, JsonData.object(sample, "sample"));
        }
        Rendered rendered = rendered(renderer, request);
        int[] ids = rendered.ids();
        return Json.line(json -> {
            TurnJson.ids(json, "token_ids", ids, 0);
            TurnJson.rendered(json, rendered);
            json.writeStringField("text", renderer.tokenizer().decode(ids));
        });
    }

    private static Rendered rendered(Renderer renderer, TurnRequest request) {
        Conversation conversation = request.conversation("messages");
        return request.flag("add_generation_prompt") ? renderer.prompt(conversation) : renderer.render(conversation);
    }

    private static String sampled(Renderer renderer, Conversation conversation, Map<String, @Nullable Object> given) {
        TrainingSample sample;
        try {
            sample = TrainingSample.of(
                    renderer,
                    conversation,
                    options(given, conversation.messages().size()));
        } catch (IllegalArgumentException e) {
            throw new CliException(String.valueOf(e.getMessage()));
        }
        return Json.line(json -> {
            TurnJson.ids(json, "token_ids", sample.ids(), 0);
            TurnJson.mask(json, "loss_mask", sample.lossMask());
        });
    }

    private static SampleOptions options(Map<String, @Nullable Object> given, int messages) {
        SampleOptions options = SampleOptions.SAMPLED;
        for (Map.Entry<String, @Nullable Object> option : given.entrySet()) {
            Object value = option.getValue();
            options = switch (option.getKey()) {
                case "roles" -> value == null ? options : options.withRoles(words(value));
                case "content_sft_roles" -> value == null ? options : options.withContentOf(words(value));
                case "ensure_final_stop" ->
                    Boolean.TRUE.equals(value) ? options.withFinalStop(SampleOptions.FinalStop.ENSURED) : options;
                case "message_loss_mask" -> value == null ? options : options.withMessages(chosen(value, messages));
                default -> throw new CliException("unknown option \"" + option.getKey() + "\" of \"sample\"");
            };
        }
        return options;
    }

    private static Set<String> words(Object value) {
        if (value instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
            return list.stream().map(String.class::cast).collect(Collectors.toCollection(TreeSet::new));
        }
        throw new CliException("roles are a list of words, found " + value);
    }

    private static List<Boolean> chosen(Object value, int messages) {
        if (value.equals("last")) {
            return IntStream.range(0, messages)
                    .mapToObj(index -> index == messages - 1)
                    .toList();
        }
        if (value instanceof List<?> list && list.stream().allMatch(RenderCommand::isChoice)) {
            return list.stream()
                    .map(each -> Boolean.TRUE.equals(each) || Long.valueOf(1).equals(each))
                    .toList();
        }
        throw new CliException("message_loss_mask is \"last\" or a list of booleans, one a message");
    }

    private static boolean isChoice(@Nullable Object value) {
        return value instanceof Boolean || (value instanceof Long number && (number == 0 || number == 1));
    }

    private static void table(Renderer renderer, TurnRequest request, PrintWriter out) {
        Rendered rendered = rendered(renderer, request);
        out.println("renderer " + renderer.describe().name() + ": "
                + renderer.describe().reason());
        out.println(rendered.size() + " ids");
        out.printf(Locale.ROOT, "%7s %7s  %-7s  %-8s  %s%n", "from", "to", "message", "what", "text");
        int[] ids = rendered.ids();
        for (ChatSpan span : rendered.spans()) {
            String text = renderer.tokenizer().decode(Arrays.copyOfRange(ids, span.start(), span.end()));
            out.printf(
                    Locale.ROOT,
                    "%7d %7d  %7s  %-8s  %s%n",
                    span.start(),
                    span.end(),
                    span.message() < 0 ? "-" : Integer.toString(span.message()),
                    span.kind().name().toLowerCase(Locale.ROOT),
                    text.replace("\n", "\\n"));
        }
    }
}
