package dev.tokenwright.chat.render.family;

import static dev.tokenwright.chat.render.family.Piece.body;
import static dev.tokenwright.chat.render.family.Piece.given;
import static dev.tokenwright.chat.render.family.Piece.said;
import static dev.tokenwright.chat.render.family.Piece.scaffold;

import dev.tokenwright.chat.ChatSpan;
import dev.tokenwright.chat.ChatSpan.Kind;
import dev.tokenwright.chat.Conversation;
import dev.tokenwright.chat.Extension.Refused;
import dev.tokenwright.chat.Message;
import dev.tokenwright.chat.Reply;
import dev.tokenwright.chat.ReplyContext;
import dev.tokenwright.chat.ToolCall;
import dev.tokenwright.chat.plain.PythonJson;
import dev.tokenwright.chat.reply.InitialReasoning;
import dev.tokenwright.chat.reply.ReasoningRules;
import dev.tokenwright.chat.reply.SectionCalls;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What Kimi models have in common: the frame of a turn, calls in a section, and ids of calls that hold the tool's name. */
abstract class Kimi extends Family {
    /** What the model is told when nobody says anything else. */
    static final String DEFAULT_SYSTEM = "You are Kimi, an AI assistant created by Moonshot AI.";

    private final int user = token("<|im_user|>");
    private final int assistant = token("<|im_assistant|>");
    private final int system = token("<|im_system|>");
    private final int middle = token("<|im_middle|>");
    private final int end = token("<|im_end|>");
    private final SectionCalls.Marks calls;
    private final InitialReasoning reasoning;
    private final SectionCalls grammar;

    Kimi(String name, FamilySetup setup, SectionCalls.Style style) {
        super(name, setup);
        calls = new SectionCalls.Marks(
                token("<|tool_calls_section_begin|>"),
                token("<|tool_calls_section_end|>"),
                token("<|tool_call_begin|>"),
                token("<|tool_call_argument_begin|>"),
                token("<|tool_call_end|>"));
        reasoning = InitialReasoning.between(
                        THINK, END_THINK, "<|im_assistant|>assistant<|im_middle|>", setup.tokenizer())
                .endedByCall(calls.sectionStart());
        grammar = new SectionCalls(reasoning, calls, style);
    }

    /** The id that ends a turn. */
    final int end() {
        return end;
    }

    /** Writes the beginning of a turn. */
    final void head(String role, Piece name, RenderSink sink) {
        sink.special(
                switch (role) {
                    case "user" -> user;
                    case "assistant" -> assistant;
                    default -> system;
                });
        sink.run(name);
        sink.special(middle);
    }

    /** Writes a turn around messages. */
    final void around(String name, Piece text, RenderSink sink) {
        sink.message(ChatSpan.NO_MESSAGE);
        head("system", scaffold(name), sink);
        sink.run(text);
        sink.special(end);
    }

    /** Writes a turn of somebody other than the assistant. */
    abstract void turn(Message message, RenderSink sink);

    /** Writes what stands before a tool's result. */
    final void returnOf(Message message, RenderSink sink) {
        sink.run(scaffold("## Return of "), given(Contents.field(message.fields(), "tool_call_id")), scaffold("\n"));
    }

    /** Writes the calls of an assistant's message, and the end of its turn. */
    final void callsAndEnd(Message message, RenderSink sink) {
        List<ToolCall> all = ToolCall.of(message);
        if (!all.isEmpty()) {
            sink.special(calls.sectionStart(), Kind.SAMPLED);
            for (ToolCall call : all) {
                Object arguments = call.arguments();
                sink.special(calls.callStart(), Kind.SAMPLED);
                sink.run(said(call.id().orElse("")));
                sink.special(calls.argumentsStart(), Kind.SAMPLED);
                sink.run(said(arguments instanceof String text ? text : PythonJson.SPACED.write(arguments)));
                sink.special(calls.callEnd(), Kind.SAMPLED);
            }
            sink.special(calls.sectionEnd(), Kind.SAMPLED);
        }
        sink.special(end, Kind.SAMPLED);
    }

    @Override
    void opening(RenderSink sink) {
        head("assistant", scaffold("assistant"), sink);
    }

    @Override
    Optional<ReasoningRules> reasoningRules() {
        return Optional.of(reasoning);
    }

    @Override
    int[] endOfReasoning() {
        return ids(END_THINK);
    }

    @Override
    int closeOfTurn() {
        return end;
    }

    @Override
    Optional<Refused> writeAdded(Past past, Conversation added, RenderSink sink) {
        return writeEach(added, sink, (message, index) -> {
            boolean isPossible = List.of("user", "system", "tool").contains(message.role());
            if (isPossible) {
                turn(message, sink);
            }
            return isPossible;
        });
    }

    /** The tools, which may be none. */
    static List<Map<String, @Nullable Object>> tools(Conversation conversation) {
        return conversation.tools().orElse(List.of());
    }

    /** A text of a message, or another one where it is missing or empty. */
    static String fieldOr(Message message, String name, String otherwise) {
        String text = Contents.field(message.fields(), name);
        return text.isEmpty() ? otherwise : text;
    }

    /** The text of a message, which is all body. */
    static void text(String text, RenderSink sink) {
        sink.run(body(text));
    }

    @Override
    public Reply parse(int[] completionIds, ReplyContext context) {
        return grammar.read(untilStop(completionIds), isBegunInside(reasoning, context));
    }
}
