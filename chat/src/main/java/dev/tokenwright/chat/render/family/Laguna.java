package dev.tokenwright.chat.render.family;

import static dev.tokenwright.chat.render.family.Piece.given;
import static dev.tokenwright.chat.render.family.Piece.said;
import static dev.tokenwright.chat.render.family.Piece.sampled;
import static dev.tokenwright.chat.render.family.Piece.scaffold;

import dev.tokenwright.chat.ChatSpan.Kind;
import dev.tokenwright.chat.Message;
import dev.tokenwright.chat.RendererInfo.Stability;
import dev.tokenwright.chat.Reply;
import dev.tokenwright.chat.ReplyContext;
import dev.tokenwright.chat.ToolCall;
import dev.tokenwright.chat.plain.PythonJson;
import dev.tokenwright.chat.reply.ArgumentTypes;
import dev.tokenwright.chat.reply.CallBlocks;
import dev.tokenwright.chat.reply.InitialReasoning;
import dev.tokenwright.chat.reply.ReasoningRules;
import dev.tokenwright.chat.reply.TextTagCalls;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What the Laguna families have in common. Everybody speaks between two tags, of which only the assistant's are control
 * tokens. Reasoning stays in all turns.
 */
abstract class Laguna extends Family {
    /** What the model is told when nobody tells it anything. */
    static final String IDENTITY = "You are a helpful, conversationally-fluent assistant made by Poolside. "
            + "You are here to be helpful to users through natural language conversations.";

    private final LagunaOptions options;
    private final String gap;
    private final int callStart = token("<tool_call>");
    private final int callEnd = token("</tool_call>");
    private final InitialReasoning reasoning;
    private final CallBlocks grammar;
    final int endOfText = token("〈|EOS|〉");
    final int assistant = token("<assistant>");
    final int endAssistant = token("</assistant>");
    final int think = token(THINK);
    final int endThink = token(END_THINK);

    /**
     * Creates it.
     *
     * @param gap what stands inside tags, and between the parts of a call
     * @param trim what is dropped around the reasoning and the answer of a reply
     */
    Laguna(String name, FamilySetup setup, LagunaOptions options, String gap, UnaryOperator<String> trim) {
        super(name, setup);
        this.options = options;
        this.gap = gap;
        this.reasoning = InitialReasoning.between(THINK, END_THINK, "<assistant>", setup.tokenizer());
        this.grammar = CallBlocks.between(callStart, callEnd, TextTagCalls::read, reasoning, endThink)
                .trimmed(trim);
    }

    @Override
    final FamilyTraits traits() {
        return new FamilyTraits(options.values(), Stability.STABLE, options.retention());
    }

    /** The options as they are used. */
    final LagunaOptions chosen() {
        return options;
    }

    @Override
    public final int[] stopIds() {
        return new int[] {endAssistant, endOfText};
    }

    @Override
    final boolean goesOnAfterStop() {
        return true;
    }

    /** The tag that somebody's words stand in, if there is one. */
    static Optional<String> tag(String role) {
        return switch (role) {
            case "system", "user" -> Optional.of(role);
            case "tool" -> Optional.of("tool_response");
            default -> Optional.empty();
        };
    }

    /** Declarations of tools, one a line. */
    static List<Piece> declarations(List<Map<String, @Nullable Object>> tools) {
        List<Piece> pieces = new ArrayList<>();
        for (Map<String, @Nullable Object> tool : tools) {
            pieces.add(given(PythonJson.SPACED.write(tool)));
            pieces.add(scaffold("\n"));
        }
        return pieces;
    }

    /** Reasoning that a message names as such, in a field or in parts of its content. */
    static String reasoning(Message message) {
        return message.fields().get("reasoning_content") instanceof String given
                ? given
                : Contents.thoughtParts(message);
    }

    /** Writes calls. */
    final void calls(List<ToolCall> calls, RenderSink sink) {
        for (ToolCall call : calls) {
            List<Piece> run = new ArrayList<>();
            run.add(said(call.name()));
            run.add(sampled(gap));
            CallArguments.byName(call).orElse(Map.of()).forEach((name, value) -> {
                run.add(sampled("<arg_key>"));
                run.add(said(String.valueOf(name)));
                run.add(sampled("</arg_key>" + gap + "<arg_value>"));
                run.add(said(CallArguments.text(value)));
                run.add(sampled("</arg_value>" + gap));
            });
            sink.special(callStart, Kind.SAMPLED);
            sink.run(run, RenderSink.Shared.FIRST);
            sink.special(callEnd, Kind.SAMPLED);
            sink.run(sampled(gap));
        }
    }

    @Override
    final void opening(RenderSink sink) {
        sink.special(assistant);
        sink.scaffold(gap);
        sink.special(options.thinks() ? think : endThink);
    }

    @Override
    final Optional<ReasoningRules> reasoningRules() {
        return Optional.of(reasoning);
    }

    @Override
    public final Reply parse(int[] completionIds, ReplyContext context) {
        return grammar.read(
                untilStop(completionIds), isBegunInside(reasoning, context), ArgumentTypes.of(context.tools()));
    }
}
