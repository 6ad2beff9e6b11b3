package dev.tokenwright.chat.render.family;

import static dev.tokenwright.chat.render.family.Piece.body;
import static dev.tokenwright.chat.render.family.Piece.bodyOfFamily;
import static dev.tokenwright.chat.render.family.Piece.said;
import static dev.tokenwright.chat.render.family.Piece.sampled;

import dev.tokenwright.chat.ChatSpan.Kind;
import dev.tokenwright.chat.Conversation;
import dev.tokenwright.chat.Extension.Refused;
import dev.tokenwright.chat.Message;
import dev.tokenwright.chat.RendererInfo.Retention;
import dev.tokenwright.chat.RendererInfo.Stability;
import dev.tokenwright.chat.Reply;
import dev.tokenwright.chat.ReplyContext;
import dev.tokenwright.chat.ToolCall;
import dev.tokenwright.chat.plain.PythonJson;
import dev.tokenwright.chat.plain.PythonStrings;
import dev.tokenwright.chat.reply.FencedCalls;
import dev.tokenwright.chat.reply.InitialReasoning;
import dev.tokenwright.chat.reply.ReasoningRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * DeepSeek V3 and R1. All system messages at the beginning are one text; what tools there are is not said.
 *
 * <p>Differs from the models' templates where tools are used: calls and results stand next to each other without new lines,
 * and what the assistant said before its calls stays.
 */
final class DeepSeek extends Family {
    private static final String ASSISTANT = "<｜Assistant｜>";

    private final Model model;
    private final FamilyTraits traits;
    private final int start = token("<｜begin▁of▁sentence｜>");
    private final int end = token("<｜end▁of▁sentence｜>");
    private final int user = token("<｜User｜>");
    private final int assistant = token(ASSISTANT);
    private final int resultsStart = token("<｜tool▁outputs▁begin｜>");
    private final int resultsEnd = token("<｜tool▁outputs▁end｜>");
    private final int resultStart = token("<｜tool▁output▁begin｜>");
    private final int resultEnd = token("<｜tool▁output▁end｜>");
    private final FencedCalls.Marks calls;
    private final InitialReasoning reasoning;
    private final FencedCalls grammar;

    /** Which of the models. */
    enum Model {
        /** V3 answers at once. */
        V3("deepseek-v3", Retention.ALL),
        /** R1 reasons first; of earlier turns only the answers stay. */
        R1("deepseek-r1", Retention.TEMPLATE);

        private final String family;
        private final Retention retention;

        Model(String family, Retention retention) {
            this.family = family;
            this.retention = retention;
        }
    }

    DeepSeek(Model model, FamilySetup setup) {
        super(model.family, setup);
        this.model = model;
        FamilyOptions given = new FamilyOptions(model.family, setup.settings().options());
        Retention retention = given.retention(model.retention);
        traits = new FamilyTraits(given.finish(), Stability.STABLE, retention);
        calls = new FencedCalls.Marks(
                token("<｜tool▁calls▁begin｜>"),
                token("<｜tool▁calls▁end｜>"),
                token("<｜tool▁call▁begin｜>"),
                token("<｜tool▁call▁end｜>"),
                token("<｜tool▁sep｜>"));
        reasoning = InitialReasoning.between(THINK, END_THINK, ASSISTANT, setup.tokenizer());
        grammar = new FencedCalls(reasoning, calls);
    }

    @Override
    FamilyTraits traits() {
        return traits;
    }

    @Override
    public int[] stopIds() {
        return new int[] {end};
    }

    @Override
    void write(Conversation conversation, List<Message> messages, RenderSink sink) {
        sink.special(start);
        int first = 0;
        List<Piece> system = new ArrayList<>();
        for (; Contents.roleAt(messages, first).equals("system"); first++) {
            if (first > 0) {
                system.add(bodyOfFamily("\n\n"));
            }
            system.add(body(Contents.text(messages.get(first))));
        }
        sink.message(0).run(system, RenderSink.Shared.FIRST);
        for (int index = first; index < messages.size(); index++) {
            sink.message(index);
            if (messages.get(index).role().equals("assistant")) {
                assistant(messages, index, sink);
            } else {
                turn(messages, index, sink);
            }
        }
    }

    /** Writes a turn of somebody else; false when nobody has this role. */
    private boolean turn(List<Message> messages, int index, RenderSink sink) {
        String text = Contents.text(messages.get(index));
        switch (messages.get(index).role()) {
            case "system", "user" -> {
                sink.special(user);
                sink.run(body(text));
            }
            case "tool" -> result(messages, index, text, sink);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void result(List<Message> messages, int index, String text, RenderSink sink) {
        if (!Contents.roleAt(messages, index - 1).equals("tool")) {
            sink.special(resultsStart);
        }
        sink.special(resultStart);
        sink.run(body(text));
        sink.special(resultEnd);
        if (!Contents.roleAt(messages, index + 1).equals("tool")) {
            sink.special(resultsEnd);
        }
    }

    private void assistant(List<Message> messages, int index, RenderSink sink) {
        if (!Contents.roleAt(messages, index - 1).equals("tool")) {
            sink.special(assistant);
        }
        Message message = messages.get(index);
        sink.run(said(
                switch (model) {
                    case V3 -> Contents.textParts(message);
                    case R1 -> PythonStrings.afterLast(Contents.textWithThoughts(message, THINK, END_THINK), END_THINK);
                }));
        List<ToolCall> all = ToolCall.of(message);
        if (!all.isEmpty()) {
            sink.special(calls.sectionStart(), Kind.SAMPLED);
            all.forEach(call -> call(call, sink));
            sink.special(calls.sectionEnd(), Kind.SAMPLED);
        }
        sink.special(end, Kind.SAMPLED);
    }

    private void call(ToolCall call, RenderSink sink) {
        sink.special(calls.callStart(), Kind.SAMPLED);
        sink.run(sampled("function"));
        sink.special(calls.separator(), Kind.SAMPLED);
        sink.run(
                said(call.name()),
                sampled("\n```json\n"),
                said(call.arguments() instanceof String text ? text : PythonJson.SPACED.write(call.arguments())),
                sampled("\n```"));
        sink.special(calls.callEnd(), Kind.SAMPLED);
    }

    /** The reply goes on right behind the results of tools. */
    @Override
    void opening(RenderSink sink) {
        if (sink.last() != resultsEnd) {
            sink.special(assistant);
        }
        if (model == Model.R1) {
            sink.scaffold("<think>\n");
        }
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
    Optional<Refused> writeAdded(Past past, Conversation added, RenderSink sink) {
        return writeEach(added, sink, (message, index) -> turn(added.messages(), index, sink));
    }

    @Override
    public Reply parse(int[] completionIds, ReplyContext context) {
        return grammar.read(untilStop(completionIds), isBegunInside(reasoning, context));
    }
}
