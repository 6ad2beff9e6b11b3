package dev.tokenwright.chat.render.family;

import static dev.tokenwright.chat.render.family.Piece.body;
import static dev.tokenwright.chat.render.family.Piece.given;
import static dev.tokenwright.chat.render.family.Piece.said;
import static dev.tokenwright.chat.render.family.Piece.sampled;
import static dev.tokenwright.chat.render.family.Piece.scaffold;

import dev.tokenwright.chat.ChatSpan.Kind;
import dev.tokenwright.chat.Conversation;
import dev.tokenwright.chat.Extension;
import dev.tokenwright.chat.Extension.Reason;
import dev.tokenwright.chat.Extension.Refused;
import dev.tokenwright.chat.Message;
import dev.tokenwright.chat.RendererInfo.Retention;
import dev.tokenwright.chat.RendererInfo.Stability;
import dev.tokenwright.chat.Reply;
import dev.tokenwright.chat.ReplyContext;
import dev.tokenwright.chat.ToolCall;
import dev.tokenwright.chat.reply.ArgumentMarks;
import dev.tokenwright.chat.reply.ArgumentTypes;
import dev.tokenwright.chat.reply.CallBlocks;
import dev.tokenwright.chat.reply.InitialReasoning;
import dev.tokenwright.chat.reply.ReasoningRules;
import dev.tokenwright.chat.reply.SeparatedCalls;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Hy3. All that the system says stands at the beginning, wherever it was said. A last reply without calls is left open, so
 * that the model can go on with it.
 */
final class Hy3 extends Family {
    private static final String OPEN = "<think:opensource>";
    private static final String CLOSE = "</think:opensource>";
    private static final String HEADER = "<｜hy_Assistant:opensource｜>";

    private final Hy3Options options;
    private final int end = token("<｜hy_eos:opensource｜>");
    private final int user = token("<｜hy_User:opensource｜>");
    private final int assistant = token(HEADER);
    private final int think = token(OPEN);
    private final int endThink = token(CLOSE);
    private final int callsStart = token("<tool_calls:opensource>");
    private final int callsEnd = token("</tool_calls:opensource>");
    private final int callStart = token("<tool_call:opensource>");
    private final int callEnd = token("</tool_call:opensource>");
    private final int separator = token("<tool_sep:opensource>");
    private final int resultsStart = token("<tool_responses:opensource>");
    private final int resultsEnd = token("</tool_responses:opensource>");
    private final int resultStart = token("<tool_response:opensource>");
    private final int resultEnd = token("</tool_response:opensource>");
    private final ArgumentMarks marks = new ArgumentMarks(
            token("<arg_key:opensource>"), token("</arg_key:opensource>"),
            token("<arg_value:opensource>"), token("</arg_value:opensource>"));
    private final InitialReasoning reasoning;
    private final CallBlocks grammar;

    Hy3(FamilySetup setup) {
        super("hy3", setup);
        options = Hy3Options.of(setup);
        reasoning = InitialReasoning.between(OPEN, CLOSE, HEADER, setup.tokenizer());
        grammar = CallBlocks.between(callStart, callEnd, new SeparatedCalls(separator, marks), reasoning, endThink)
                .behind(callsStart, assistant);
    }

    @Override
    FamilyTraits traits() {
        boolean isStable = !options.isLastRaw()
                && (options.isTraining() || options.preserves().orElse(false));
        return new FamilyTraits(
                options.values(),
                isStable ? Stability.STABLE : Stability.REWRITES,
                options.retention(Optional.empty()));
    }

    @Override
    Retention retention(Conversation added) {
        return options.retention(added.tools());
    }

    @Override
    public int[] stopIds() {
        return new int[] {end};
    }

    @Override
    boolean goesOnAfterStop() {
        return true;
    }

    @Override
    int[] closeIds() {
        return new int[] {end, resultsEnd};
    }

    @Override
    int closeOfReasoning() {
        return endThink;
    }

    @Override
    void write(Conversation conversation, List<Message> messages, RenderSink sink) {
        beginning(conversation, sink);
        int question = lastQuestion(messages);
        boolean keepsAll = options.isTraining() || options.preserves(conversation.tools());
        Results results = new Results();
        for (int index = 0; index < messages.size(); index++) {
            Message message = messages.get(index);
            sink.message(index);
            switch (message.role()) {
                case "user" -> {
                    results.end(sink);
                    user(message, sink);
                }
                case "assistant" -> {
                    results.end(sink);
                    boolean isLast = index == messages.size() - 1;
                    assistant(message, keepsAll || index > question, isLast, sink);
                    results.isGroupBegun &= ToolCall.of(message).isEmpty();
                }
                case "tool" -> results.add(message, sink);
                default -> {}
            }
        }
        results.end(sink.message(-1));
    }

    private void beginning(Conversation conversation, RenderSink sink) {
        sink.special(token("<｜hy_begin_of_sentence:opensource｜>"));
        List<Piece> run = new ArrayList<>();
        boolean hasSystem = false;
        for (int index = 0; index < conversation.messages().size(); index++) {
            Message message = conversation.messages().get(index);
            if (message.role().equals("system")) {
                String text = Contents.textParts(message, "");
                run.add(body(text).of(index));
                hasSystem |= !text.isEmpty();
            }
        }
        List<Map<String, @Nullable Object>> tools = conversation.tools().orElse(List.of());
        if (!tools.isEmpty()) {
            run.addAll(Hy3Tools.pieces(tools, hasSystem, options.effort()));
        }
        sink.run(run, RenderSink.Shared.FIRST);
        if (tools.isEmpty()) {
            sink.special(token("<｜reasoning_mode:opensource｜>"));
            sink.scaffold("reasoning_effort:" + options.effort());
        }
    }

    private static int lastQuestion(List<Message> messages) {
        int index = messages.size() - 1;
        while (index >= 0 && !messages.get(index).role().equals("user")) {
            index--;
        }
        return index;
    }

    /** Writes results of tools. A group is begun once after each reply with calls, and ended whenever somebody else speaks. */
    private final class Results {
        private boolean isGroupBegun;
        private boolean isGroupOpen;

        void add(Message message, RenderSink sink) {
            if (!isGroupBegun) {
                sink.special(resultsStart);
                sink.scaffold("\n");
            }
            isGroupBegun = true;
            isGroupOpen = true;
            sink.special(resultStart);
            sink.run(scaffold("\n"), body(Contents.textParts(message, "")), scaffold("\n"));
            sink.special(resultEnd);
            sink.scaffold("\n");
        }

        void end(RenderSink sink) {
            if (isGroupOpen) {
                sink.special(resultsEnd);
            }
            isGroupOpen = false;
        }
    }

    private void user(Message message, RenderSink sink) {
        sink.special(user);
        sink.run(body(Contents.textParts(message, "")));
    }

    private void assistant(Message message, boolean keepsReasoning, boolean isLast, RenderSink sink) {
        String answer = Contents.textParts(message, "");
        List<ToolCall> calls = ToolCall.of(message);
        sink.special(assistant);
        if (options.isLastRaw() && isLast && calls.isEmpty()) {
            sink.run(said(answer));
            return;
        }
        sink.special(think);
        if (keepsReasoning) {
            String thought = thought(message);
            sink.run(options.thinks() ? said(thought) : given(thought));
        }
        sink.special(endThink, options.thinks() ? Kind.SAMPLED : Kind.SCAFFOLD);
        sink.run(said(answer));
        if (!calls.isEmpty()) {
            sink.special(callsStart, Kind.SAMPLED);
            sink.run(sampled("\n"));
            calls.forEach(call -> call(call, sink));
            sink.special(callsEnd, Kind.SAMPLED);
        }
        if (!calls.isEmpty() || !isLast || options.isTraining()) {
            sink.special(end, Kind.SAMPLED);
        }
    }

    private static String thought(Message message) {
        if (message.fields().get("reasoning_content") instanceof String given) {
            return given;
        }
        return message.fields().get("reasoning") instanceof String given ? given : "";
    }

    private void call(ToolCall call, RenderSink sink) {
        sink.special(callStart, Kind.SAMPLED);
        sink.run(said(call.name()));
        sink.special(separator, Kind.SAMPLED);
        sink.run(sampled("\n"));
        CallArguments.byName(call).orElse(Map.of()).forEach((name, value) -> {
            sink.special(marks.key(), Kind.SAMPLED);
            sink.run(said(String.valueOf(name)));
            sink.special(marks.endKey(), Kind.SAMPLED);
            sink.run(sampled("\n"));
            sink.special(marks.value(), Kind.SAMPLED);
            sink.run(said(CallArguments.text(value)));
            sink.special(marks.endValue(), Kind.SAMPLED);
            sink.run(sampled("\n"));
        });
        sink.special(callEnd, Kind.SAMPLED);
        sink.run(sampled("\n"));
    }

    @Override
    void opening(List<Message> messages, RenderSink sink) {
        if (!Contents.roleAt(messages, messages.size() - 1).equals("assistant")) {
            opening(sink);
        }
    }

    @Override
    void opening(RenderSink sink) {
        if (options.isRetry()) {
            return;
        }
        sink.special(assistant);
        sink.special(think);
        if (!options.thinks()) {
            sink.special(endThink);
        }
    }

    @Override
    Optional<ReasoningRules> reasoningRules() {
        return Optional.of(reasoning);
    }

    @Override
    Extension continued(Past past, Conversation added) {
        boolean isOpen =
                reasoning.scan(past.completion(), past.prompt(), stopIds()).isOpen();
        return past.completion().length == 0 && !isOpen
                ? refused(Reason.NOTHING_SAMPLED, "nothing was sampled that messages could follow", -1)
                : super.continued(past, added);
    }

    @Override
    Optional<Refused> writeAdded(Past past, Conversation added, RenderSink sink) {
        Results results = new Results();
        Optional<Refused> refusal = writeEach(added, sink, (message, index) -> {
            switch (message.role()) {
                case "user" -> {
                    results.end(sink);
                    user(message, sink);
                }
                case "tool" -> results.add(message, sink);
                default -> {
                    return false;
                }
            }
            return true;
        });
        results.end(sink.message(-1));
        return refusal;
    }

    @Override
    public Reply parse(int[] completionIds, ReplyContext context) {
        return grammar.read(
                untilStop(completionIds), isBegunInside(reasoning, context), ArgumentTypes.of(context.tools()));
    }
}
