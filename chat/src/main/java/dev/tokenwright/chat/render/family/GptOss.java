package dev.tokenwright.chat.render.family;

import static dev.tokenwright.chat.render.family.Piece.body;
import static dev.tokenwright.chat.render.family.Piece.bodyOfFamily;
import static dev.tokenwright.chat.render.family.Piece.given;
import static dev.tokenwright.chat.render.family.Piece.said;
import static dev.tokenwright.chat.render.family.Piece.scaffold;

import dev.tokenwright.SpecialText;
import dev.tokenwright.chat.ChatSpan;
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
import dev.tokenwright.chat.ReplyStream;
import dev.tokenwright.chat.ToolCall;
import dev.tokenwright.chat.plain.PythonJson;
import dev.tokenwright.chat.reply.HarmonyReply;
import dev.tokenwright.chat.reply.ReasoningRules;
import java.util.List;
import java.util.Optional;

/**
 * gpt-oss, in Harmony. Each thing that the assistant says is a message of its own on a channel.
 *
 * <p>Follows Harmony's own encoder and not the model's template: the header and the text of a message are encoded each by
 * itself, and what somebody typed never becomes a control token, whatever the settings say.
 */
final class GptOss extends Family {
    private static final String FUNCTIONS = "functions.";
    private static final String COMMENTARY = "commentary";

    private final FamilyTraits traits;
    private final HarmonyPreamble preamble;
    private final boolean dropsAnalysis;
    private final int start = token("<|start|>");
    private final int channel = token("<|channel|>");
    private final int message = token("<|message|>");
    private final int end = token("<|end|>");
    private final int call = token("<|call|>");
    private final int stop = token("<|return|>");
    private final HarmonyReply grammar;

    /** Harmony takes nothing that somebody typed for a control token, whoever asks. */
    private static FamilySetup asHarmony(FamilySetup setup) {
        SpecialText typed = setup.settings().typed();
        return new FamilySetup(
                setup.tokenizer(),
                setup.settings().withTyped(typed == SpecialText.RECOGNIZE ? SpecialText.AS_TEXT : typed),
                setup.reason());
    }

    GptOss(FamilySetup setup) {
        super("gpt-oss", asHarmony(setup));
        FamilyOptions given = new FamilyOptions("gpt-oss", setup.settings().options());
        dropsAnalysis = given.flag("auto_drop_analysis", true);
        Retention ofAnalysis = dropsAnalysis ? Retention.TOOL_CYCLE : Retention.ALL;
        Retention retention = given.retention(ofAnalysis, ofAnalysis, "auto_drop_analysis", true);
        preamble = new HarmonyPreamble(this, asHarmony(setup), given);
        traits = new FamilyTraits(given.finish(), Stability.REWRITES, retention);
        grammar = new HarmonyReply(setup.tokenizer(), new HarmonyReply.Marks(start, channel, message, end, call, stop));
    }

    @Override
    FamilyTraits traits() {
        return traits;
    }

    @Override
    public int[] stopIds() {
        return new int[] {stop, call};
    }

    @Override
    void write(Conversation conversation, List<Message> messages, RenderSink sink) {
        int system = 0;
        while (system < messages.size() && !messages.get(system).role().equals("system")) {
            system++;
        }
        boolean hasSystem = system < messages.size();
        sink.message(hasSystem ? system : ChatSpan.NO_MESSAGE);
        preamble.write(conversation, hasSystem ? Optional.of(messages.get(system)) : Optional.empty(), sink);
        int lastAnswer = lastAnswer(messages);
        for (int index = 0; index < messages.size(); index++) {
            sink.message(index);
            if (messages.get(index).role().equals("assistant")) {
                assistant(messages.get(index), index > lastAnswer, sink);
            } else if (index != system) {
                turn(messages.get(index), sink);
            }
        }
        Message last = messages.get(messages.size() - 1);
        if (last.role().equals("assistant") && sink.last() == end) {
            sink.replaceLast(stop);
        }
    }

    private static String text(Message message) {
        return Contents.textWithThoughts(message, "", "");
    }

    /** Index of the last message in which the assistant answers instead of calling tools, or -1. */
    private static int lastAnswer(List<Message> messages) {
        int index = messages.size() - 1;
        while (index >= 0
                && !(messages.get(index).role().equals("assistant")
                        && ToolCall.of(messages.get(index)).isEmpty()
                        && !text(messages.get(index)).isEmpty())) {
            index--;
        }
        return index;
    }

    private void assistant(Message said, boolean isUnfinished, RenderSink sink) {
        List<ToolCall> calls = ToolCall.of(said);
        boolean keepsAnalysis = !dropsAnalysis || (!calls.isEmpty() && isUnfinished);
        String analysis = keepsAnalysis ? Contents.field(said.fields(), "reasoning_content") : "";
        String text = Contents.textParts(said);
        if (!analysis.isEmpty()) {
            spoken("", "analysis", analysis, sink);
        }
        if (!text.isEmpty() || (analysis.isEmpty() && calls.isEmpty())) {
            spoken("", "final", text, sink);
        }
        for (ToolCall each : calls) {
            Object arguments = each.arguments();
            spoken(
                    function(each.name()),
                    COMMENTARY,
                    arguments instanceof String json ? json : PythonJson.SPACED.write(arguments),
                    sink);
        }
    }

    private static String function(String name) {
        return name.startsWith(FUNCTIONS) ? name : FUNCTIONS + name;
    }

    private void spoken(String recipient, String channelName, String text, RenderSink sink) {
        sink.special(start);
        sink.scaffold("assistant");
        if (!recipient.isEmpty()) {
            sink.run(scaffold(" to="), given(recipient));
        }
        sink.special(channel);
        sink.scaffold(channelName);
        sink.special(message);
        sink.run(said(text));
        sink.special(recipient.isEmpty() ? end : call, Kind.SAMPLED);
    }

    /** Writes a turn of somebody other than the assistant. */
    private void turn(Message turn, RenderSink sink) {
        sink.special(start);
        switch (turn.role()) {
            case "user" -> {
                sink.scaffold("user");
                sink.special(message);
                sink.run(body(text(turn)));
            }
            case "tool" -> {
                String name = Contents.field(turn.fields(), "name");
                sink.run(given(function(name.isEmpty() ? "unknown" : name)));
                sink.scaffold(" to=assistant");
                sink.special(channel);
                sink.scaffold(COMMENTARY);
                sink.special(message);
                sink.run(body(text(turn)));
            }
            default -> {
                sink.scaffold("developer");
                sink.special(message);
                sink.run(bodyOfFamily(HarmonyPreamble.INSTRUCTIONS), body(text(turn)));
            }
        }
        sink.special(end);
    }

    @Override
    void opening(RenderSink sink) {
        if (sink.last() == stop) {
            sink.replaceLast(end);
        }
        sink.special(start);
        sink.scaffold("assistant");
        sink.special(channel);
        sink.scaffold("analysis");
        sink.special(message);
    }

    @Override
    Optional<ReasoningRules> reasoningRules() {
        return Optional.empty();
    }

    @Override
    boolean goesOnAfterStop() {
        return true;
    }

    @Override
    int closeOfTurn() {
        return end;
    }

    /** A reply may call several functions, each call with an end of its own; only the last may end the reply. */
    @Override
    Extension continued(Past past, Conversation added) {
        int[] ids = past.completion();
        int ended = past.firstOf(new int[] {stop});
        for (int index = ids.length - 1; ended < 0 && index >= 0; index--) {
            ended = ids[index] == call ? index : -1;
        }
        if (ended >= 0 && ended + 1 < ids.length) {
            return refused(Reason.TOKENS_AFTER_STOP, "the completion goes on behind the id that ended it", ended + 1);
        }
        if (ended >= 0 && grammar.isOpenAfter(ids, past.prompt())) {
            return refused(Reason.REASONING_OPEN, "the model stopped inside its reasoning", ended);
        }
        return super.continued(past, added);
    }

    @Override
    Optional<Refused> writeAdded(Past past, Conversation added, RenderSink sink) {
        return writeEach(added, sink, (message, index) -> {
            boolean isPossible = List.of("tool", "user", "system", "developer").contains(message.role());
            if (isPossible) {
                turn(message, sink);
            }
            return isPossible;
        });
    }

    @Override
    public ReplyStream replyStream(ReplyContext context) {
        return ReplyStream.withSpelledMarks(this, context);
    }

    @Override
    public Reply parse(int[] completionIds, ReplyContext context) {
        return grammar.read(completionIds, context.promptIds().orElse(new int[0]));
    }
}
