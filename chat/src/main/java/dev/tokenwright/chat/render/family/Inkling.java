package dev.tokenwright.chat.render.family;

import static dev.tokenwright.chat.render.family.Piece.body;
import static dev.tokenwright.chat.render.family.Piece.given;
import static dev.tokenwright.chat.render.family.Piece.said;
import static dev.tokenwright.chat.render.family.Piece.sampled;

import dev.tokenwright.chat.ChatSpan;
import dev.tokenwright.chat.ChatSpan.Kind;
import dev.tokenwright.chat.Conversation;
import dev.tokenwright.chat.Extension.Reason;
import dev.tokenwright.chat.Extension.Refused;
import dev.tokenwright.chat.Message;
import dev.tokenwright.chat.RendererInfo.Retention;
import dev.tokenwright.chat.RendererInfo.Stability;
import dev.tokenwright.chat.Reply;
import dev.tokenwright.chat.ReplyContext;
import dev.tokenwright.chat.ReplyStream;
import dev.tokenwright.chat.ToolCall;
import dev.tokenwright.chat.plain.FloatText;
import dev.tokenwright.chat.plain.PythonJson;
import dev.tokenwright.chat.plain.PythonJsonReader;
import dev.tokenwright.chat.plain.PythonStrings;
import dev.tokenwright.chat.reply.ChannelReasoning;
import dev.tokenwright.chat.reply.ReasoningRegion;
import dev.tokenwright.chat.reply.ReasoningRules;
import dev.tokenwright.chat.reply.ReplyIds;
import dev.tokenwright.chat.reply.SegmentReply;
import dev.tokenwright.error.ConversationException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Inkling. Everything that somebody says is a segment between control tokens, with a mark that says what it is. */
final class Inkling extends Family {
    private static final Map<String, Double> EFFORTS =
            Map.of("none", 0.0, "minimal", 0.1, "low", 0.2, "medium", 0.7, "high", 0.9, "max", 0.99);
    private static final double DEFAULT_EFFORT = 0.9;
    private static final double MOST_EFFORT = 0.99;
    private static final PythonJson JSON = PythonJson.COMPACT.sorted();

    private final FamilyTraits traits;
    private final String effort;
    private final int user = token("<|message_user|>");
    private final int model = token("<|message_model|>");
    private final int system = token("<|message_system|>");
    private final int tool = token("<|message_tool|>");
    private final int text = token("<|content_text|>");
    private final int thinking = token("<|content_thinking|>");
    private final int image = token("<|content_image|>");
    private final int audio = token("<|content_audio_input|>");
    private final int audioEnd = token("<|audio_end|>");
    private final int declarations = token("<|content_xml|>");
    private final int call = token("<|content_invoke_tool_json|>");
    private final int end = token("<|end_message|>");
    private final int turnEnd = token("<|content_model_end_sampling|>");
    private final int imagePad = token("<|unused_200054|>");
    private final int audioPad = token("<|unused_200053|>");
    private final OptionalInt endOfText = tokenIfAny("<|endoftext|>");
    private final InklingParts parts =
            new InklingParts(this, new InklingParts.Marks(text, image, imagePad, audio, audioPad, audioEnd, end));
    private final ChannelReasoning prompts;
    private final SegmentReply grammar;

    Inkling(FamilySetup setup) {
        super("inkling", setup);
        FamilyOptions given = new FamilyOptions("inkling", setup.settings().options());
        effort = effort(given);
        given.whole("image_cache_max", 256);
        given.whole("audio_cache_max", 256);
        Retention retention = given.retention(Retention.ALL);
        traits = new FamilyTraits(given.finish(), Stability.REWRITES, retention);
        prompts = new ChannelReasoning(
                setup.tokenizer(),
                new ChannelReasoning.Marks(thinking, end, call),
                "<|content_thinking|>",
                "<|end_message|>");
        grammar = new SegmentReply(
                setup.tokenizer(),
                new SegmentReply.Marks(model, text, thinking, call, token("<|content_invoke_tool_text|>"), end));
    }

    private static String effort(FamilyOptions given) {
        Object value = given.any("reasoning_effort", DEFAULT_EFFORT);
        Double number = value instanceof String label
                ? EFFORTS.get(PythonStrings.strip(label))
                : value instanceof Number plain ? Double.valueOf(plain.doubleValue()) : null;
        if (number == null || !(number >= 0 && number <= MOST_EFFORT)) {
            throw given.wrong(
                    "reasoning_effort", value, "one of none, minimal, low, medium, high, max, or from 0 to 0.99");
        }
        return number == 0 ? "0" : FloatText.repr(number);
    }

    @Override
    FamilyTraits traits() {
        return traits;
    }

    @Override
    public int[] stopIds() {
        return endOfText.isPresent() ? new int[] {turnEnd, endOfText.getAsInt()} : new int[] {turnEnd};
    }

    @Override
    void write(Conversation conversation, List<Message> messages, RenderSink sink) {
        List<Map<String, @Nullable Object>> tools = conversation.tools().orElse(List.of());
        if (!tools.isEmpty()) {
            sink.special(system);
            sink.scaffold("tool_declare");
            sink.special(declarations);
            sink.run(given(JSON.write(tools.stream().map(Inkling::declared).toList())));
            sink.special(end);
        }
        Map<String, String> names = new HashMap<>();
        for (Message message : messages) {
            if (message.role().equals("assistant")) {
                ToolCall.of(message).forEach(each -> each.id().ifPresent(id -> names.put(id, each.name())));
            }
        }
        boolean isEffortSaid = false;
        for (int index = 0; index < messages.size(); index++) {
            Message message = messages.get(index);
            if (!isEffortSaid && !message.role().equals("system")) {
                effort(sink);
                isEffortSaid = true;
            }
            sink.message(index);
            if (message.role().equals("assistant")) {
                assistant(message, sink);
            } else if (!turn(message, names, sink)) {
                throw wrong(
                        ConversationException.Kind.WRONG_ROLE,
                        index,
                        "nobody is \"" + message.role() + "\" in inkling");
            }
        }
        if (!isEffortSaid) {
            effort(sink);
        }
    }

    private static Map<String, @Nullable Object> declared(Map<String, @Nullable Object> tool) {
        Object inner = tool.containsKey("function") ? tool.get("function") : tool;
        Map<?, ?> function = inner instanceof Map<?, ?> map ? map : Map.of();
        String type = Contents.field(tool, "type");
        Map<String, @Nullable Object> declared = new LinkedHashMap<>();
        declared.put("description", Contents.field(function, "description"));
        declared.put("name", function.get("name"));
        declared.put("parameters", function.get("parameters") instanceof Map<?, ?> map ? map : Map.of());
        declared.put("type", type.isEmpty() ? "function" : type);
        return declared;
    }

    private void effort(RenderSink sink) {
        sink.message(ChatSpan.NO_MESSAGE);
        sink.special(system);
        sink.special(text);
        sink.scaffold("Thinking effort level: " + effort);
        sink.special(end);
    }

    /** Writes a turn of somebody other than the assistant; false when nobody has this role. */
    private boolean turn(Message message, Map<String, String> names, RenderSink sink) {
        switch (message.role()) {
            case "system" -> parts.write(message, new InklingParts.Opener(system, Kind.SCAFFOLD, Kind.SCAFFOLD), sink);
            case "user" -> parts.write(message, new InklingParts.Opener(user, Kind.SCAFFOLD, Kind.SCAFFOLD), sink);
            case "tool" -> {
                String name = Contents.field(message.fields(), "name");
                if (name.isEmpty()) {
                    name = names.getOrDefault(Contents.field(message.fields(), "tool_call_id"), "");
                }
                sink.special(tool);
                sink.run(given(name));
                sink.special(text);
                sink.run(body(Contents.field(message.fields(), "content")));
                sink.special(end);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void assistant(Message message, RenderSink sink) {
        InklingParts.Opener opener = new InklingParts.Opener(model, Kind.SCAFFOLD, Kind.SAMPLED);
        String thought = Contents.field(message.fields(), "reasoning_content");
        if (!thought.isEmpty()) {
            opener.open(sink);
            sink.special(thinking, Kind.SAMPLED);
            sink.run(said(thought));
            sink.special(end, Kind.SAMPLED);
        }
        parts.write(message, opener, sink);
        for (ToolCall each : ToolCall.of(message)) {
            List<Piece> run = new ArrayList<>();
            run.add(sampled("{\"name\":"));
            run.add(said(JSON.write(each.name())));
            run.add(sampled(",\"args\":"));
            run.add(said(JSON.write(arguments(each, sink.message()))));
            run.add(sampled("}"));
            opener.open(sink);
            sink.run(said(each.name()));
            sink.special(call, Kind.SAMPLED);
            sink.run(run, RenderSink.Shared.FIRST);
            sink.special(end, Kind.SAMPLED);
        }
        sink.special(turnEnd, Kind.SAMPLED);
    }

    private static Map<?, ?> arguments(ToolCall call, int message) {
        Object arguments = call.arguments() instanceof String json
                ? PythonJsonReader.read(json).map(PythonJsonReader.Read::value).orElse(json)
                : call.arguments();
        if (arguments instanceof Map<?, ?> map) {
            return map;
        }
        throw wrong(ConversationException.Kind.WRONG_CONTENT, message, "the arguments of a call must be a JSON object");
    }

    @Override
    void opening(RenderSink sink) {
        sink.special(model);
    }

    @Override
    Optional<ReasoningRules> reasoningRules() {
        return Optional.of((completion, prompt, stops) -> {
            ReplyIds reply = ReplyIds.before(stops, completion, tokenizer());
            Past past = new Past(prompt, reply.slice(0, reply.size()));
            return new ReasoningRegion(grammar.isOpenAfter(past.ids()), Optional.empty(), false);
        });
    }

    @Override
    int closeOfReasoning() {
        return end;
    }

    @Override
    Optional<Refused> writeAdded(Past past, Conversation added, RenderSink sink) {
        for (int index = 0; index < added.messages().size(); index++) {
            Message message = added.messages().get(index);
            Map<String, @Nullable Object> fields = message.fields();
            if (message.role().equals("tool")
                    && Contents.field(fields, "name").isEmpty()
                    && !Contents.field(fields, "tool_call_id").isEmpty()) {
                return Optional.of(refused(Reason.CALL_NOT_KNOWN, "whose result this is cannot be told", index));
            }
            if (!turn(message, Map.of(), sink.message(index))) {
                return Optional.of(refused(Reason.ROLE_NOT_POSSIBLE, "no way to add this role", index));
            }
        }
        return Optional.empty();
    }

    @Override
    public ReplyStream replyStream(ReplyContext context) {
        return ReplyStream.atTheEnd(this, context);
    }

    @Override
    public Reply parse(int[] completionIds, ReplyContext context) {
        int[] stops = stopIds();
        int[] ends = java.util.Arrays.copyOf(stops, stops.length + 2);
        ends[stops.length] = end;
        ends[stops.length + 1] = text;
        boolean isInside = prompts.isOpenAfter(context.promptIds(), ends);
        return grammar.read(ReplyIds.before(stops, completionIds, tokenizer()), isInside);
    }
}
