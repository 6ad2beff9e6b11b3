package dev.tokenwright.chat.render.family;

import static dev.tokenwright.chat.render.family.Piece.given;
import static dev.tokenwright.chat.render.family.Piece.said;
import static dev.tokenwright.chat.render.family.Piece.sampled;
import static dev.tokenwright.chat.render.family.Piece.scaffold;

import dev.tokenwright.chat.ChatSpan.Kind;
import dev.tokenwright.chat.Conversation;
import dev.tokenwright.chat.Extension.Refused;
import dev.tokenwright.chat.Message;
import dev.tokenwright.chat.RendererInfo.Stability;
import dev.tokenwright.chat.Reply;
import dev.tokenwright.chat.ReplyContext;
import dev.tokenwright.chat.ToolCall;
import dev.tokenwright.chat.plain.PythonJson;
import dev.tokenwright.chat.reply.ArgumentMarks;
import dev.tokenwright.chat.reply.ArgumentTypes;
import dev.tokenwright.chat.reply.MarkedReplies;
import dev.tokenwright.chat.reply.ReasoningRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What the GLM families have in common. No token ends a turn: the model samples the mark of whoever speaks next, which is
 * therefore part of what the assistant said.
 */
abstract class Glm extends Family {
    private static final String TOOLS_BEGIN =
            """

            # Tools

            You may call one or more functions to assist with the user query.

            You are provided with function signatures within <tools></tools> XML tags:
            <tools>
            """;

    private final GlmOptions options;
    private final String gap;
    private final int user = token("<|user|>");
    private final int observation = token("<|observation|>");
    private final int endOfText = token("<|endoftext|>");
    private final int callStart = token("<tool_call>");
    private final int callEnd = token("</tool_call>");
    private final ArgumentMarks arguments =
            new ArgumentMarks(token("<arg_key>"), token("</arg_key>"), token("<arg_value>"), token("</arg_value>"));
    private final MarkedReplies grammar;
    final int system = token("<|system|>");
    final int assistant = token("<|assistant|>");
    final int think = token(THINK);
    final int endThink = token(END_THINK);

    /**
     * Creates it.
     *
     * @param gap what stands between the parts of a call, and behind the mark of a speaker
     */
    Glm(String name, FamilySetup setup, GlmOptions options, String gap) {
        super(name, setup);
        this.options = options;
        this.gap = gap;
        MarkedReplies answers = MarkedReplies.answering(callStart, callEnd, arguments, setup.tokenizer());
        this.grammar = options.thinks() ? answers.beginningInReasoning(think, endThink) : answers;
    }

    @Override
    final FamilyTraits traits() {
        return new FamilyTraits(options.values(), stability(), options.retention());
    }

    /** Whether more messages leave what was rendered before as it is. */
    abstract Stability stability();

    /** Whether the model is to think. */
    final boolean thinks() {
        return options.thinks();
    }

    /** Whether the reasoning before the last question is left out. */
    final boolean clears() {
        return options.clears();
    }

    @Override
    public final int[] stopIds() {
        return new int[] {endOfText, user, observation};
    }

    @Override
    final boolean goesOnAfterStop() {
        return true;
    }

    @Override
    final void write(Conversation conversation, List<Message> messages, RenderSink sink) {
        sink.special(token("[gMASK]"));
        sink.special(token("<sop>"));
        preamble(sink);
        conversation.tools().filter(tools -> !tools.isEmpty()).ifPresent(tools -> tools(tools, sink));
        int question = lastQuestion(messages);
        for (int index = 0; index < messages.size(); index++) {
            Message message = messages.get(index);
            sink.message(index);
            switch (message.role()) {
                case "system" -> {
                    sink.special(system);
                    text(message, "system", sink);
                }
                case "user" -> {
                    mark(user, messages, index, sink);
                    text(message, "user", sink);
                }
                case "assistant" -> assistant(message, index > question, sink);
                case "tool" -> {
                    if (!Contents.roleAt(messages, index - 1).equals("tool")) {
                        results(messages, index, sink);
                    }
                }
                default -> {}
            }
        }
    }

    /** Writes what stands before everything else. */
    void preamble(RenderSink sink) {}

    private void tools(List<Map<String, @Nullable Object>> tools, RenderSink sink) {
        sink.special(system);
        List<Piece> run = new ArrayList<>();
        run.add(scaffold(TOOLS_BEGIN));
        for (Map<String, @Nullable Object> tool : tools) {
            run.add(given(PythonJson.SPACED.write(declared(tool))));
            run.add(scaffold("\n"));
        }
        run.add(scaffold(howToCall()));
        sink.run(run, RenderSink.Shared.FIRST);
    }

    /** What of a tool is declared. */
    Map<?, ?> declared(Map<String, @Nullable Object> tool) {
        return tool;
    }

    /** What the model is told behind the declarations. */
    abstract String howToCall();

    private static int lastQuestion(List<Message> messages) {
        int index = messages.size() - 1;
        while (index >= 0 && !messages.get(index).role().equals("user")) {
            index--;
        }
        return index;
    }

    /** The mark of a speaker; behind a reply, it is the last that the model sampled. */
    private static void mark(int id, List<Message> messages, int index, RenderSink sink) {
        if (Contents.roleAt(messages, index - 1).equals("assistant")) {
            sink.special(id, Kind.SAMPLED, index - 1);
        } else {
            sink.special(id);
        }
    }

    private void results(List<Message> messages, int first, RenderSink sink) {
        int end = first;
        while (Contents.roleAt(messages, end).equals("tool")) {
            end++;
        }
        boolean isFirst = true;
        for (int index : order(messages, first, end)) {
            sink.message(index);
            if (isFirst) {
                mark(observation, messages, first, sink);
            }
            isFirst = false;
            result(messages.get(index), sink);
        }
    }

    /** The order in which results are written. */
    List<Integer> order(List<Message> messages, int first, int end) {
        return IntStream.range(first, end).boxed().toList();
    }

    /** What a message shows. */
    String visible(Message message) {
        return Contents.textParts(message, "None");
    }

    /** Writes what the system or the user says. */
    abstract void text(Message message, String role, RenderSink sink);

    /** Writes a reply. */
    abstract void assistant(Message message, boolean isAfterQuestion, RenderSink sink);

    /** Writes what a tool answered. */
    abstract void result(Message message, RenderSink sink);

    /** Writes calls, each behind the gap; the first is not if something with a gap at its end stands before it. */
    final void calls(List<ToolCall> calls, boolean hasGap, RenderSink sink) {
        boolean needsGap = !hasGap;
        for (ToolCall call : calls) {
            if (needsGap) {
                sink.run(sampled(gap));
            }
            needsGap = true;
            sink.special(callStart, Kind.SAMPLED);
            sink.run(said(call.name()), sampled(gap));
            for (Map.Entry<?, ?> argument : arguments(call, sink.message()).entrySet()) {
                sink.special(arguments.key(), Kind.SAMPLED);
                sink.run(said(String.valueOf(argument.getKey())));
                sink.special(arguments.endKey(), Kind.SAMPLED);
                sink.run(sampled(gap));
                sink.special(arguments.value(), Kind.SAMPLED);
                sink.run(said(CallArguments.text(argument.getValue())));
                sink.special(arguments.endValue(), Kind.SAMPLED);
                sink.run(sampled(gap));
            }
            sink.special(callEnd, Kind.SAMPLED);
        }
    }

    /** Arguments of a call in a message. */
    Map<?, ?> arguments(ToolCall call, int message) {
        return CallArguments.byName(call).orElse(Map.of());
    }

    @Override
    final Optional<ReasoningRules> reasoningRules() {
        return Optional.of(grammar);
    }

    @Override
    final Optional<Refused> writeAdded(Past past, Conversation added, RenderSink sink) {
        return writeEach(added, sink, (message, index) -> {
            int sampled = index == 0 ? past.last() : -1;
            switch (message.role()) {
                case "user" -> {
                    markUnless(sampled == user, user, sink);
                    text(message, "user", sink);
                }
                case "system" -> {
                    sink.special(system);
                    text(message, "system", sink);
                }
                case "tool" -> {
                    boolean goesOn =
                            Contents.roleAt(added.messages(), index - 1).equals("tool");
                    markUnless(goesOn || sampled == observation, observation, sink);
                    result(message, sink);
                }
                default -> {
                    return false;
                }
            }
            return true;
        });
    }

    private static void markUnless(boolean isThere, int id, RenderSink sink) {
        if (!isThere) {
            sink.special(id);
        }
    }

    @Override
    public final Reply parse(int[] completionIds, ReplyContext context) {
        return grammar.read(
                untilStop(completionIds), context.promptIds().orElse(new int[0]), ArgumentTypes.of(context.tools()));
    }
}
