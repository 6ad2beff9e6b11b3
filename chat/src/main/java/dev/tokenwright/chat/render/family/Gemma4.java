package dev.tokenwright.chat.render.family;

import static dev.tokenwright.chat.render.family.Piece.given;
import static dev.tokenwright.chat.render.family.Piece.scaffold;

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
import dev.tokenwright.chat.ToolCallAttempt;
import dev.tokenwright.chat.reply.ArgumentTypes;
import dev.tokenwright.chat.reply.ChannelReasoning;
import dev.tokenwright.chat.reply.ChannelReply;
import dev.tokenwright.chat.reply.ReasoningRules;
import dev.tokenwright.error.ConversationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gemma 4. A call, the tools' results and what the model says next are one turn of the model; the mark that begins the first
 * result is sampled by the model.
 *
 * <p>Differs from the model's template in one thing: where a prompt begins a reply with an empty thought, that also stays in
 * earlier turns, so that what was sampled stays as it was.
 */
final class Gemma4 extends Family {
    private static final Set<String> MODELS_WITH_EMPTY_THOUGHT =
            Set.of("google/gemma-4-26B-A4B-it", "google/gemma-4-31B-it");
    private static final String THOUGHT = "thought\n";

    private final FamilyTraits traits;
    private final boolean thinks;
    private final boolean keepsThoughtsOfCalls;
    private final boolean beginsWithEmptyThought;
    private final int beginning = token("<bos>");
    private final int endOfText = token("<eos>");
    private final int turnStart = token("<|turn>");
    private final int turnEnd = token("<turn|>");
    private final int thoughtStart = token("<|channel>");
    private final int thoughtEnd = token("<channel|>");
    private final int think = token("<|think|>");
    private final int toolStart = token("<|tool>");
    private final int toolEnd = token("<tool|>");
    private final int callStart = token("<|tool_call>");
    private final int callEnd = token("<tool_call|>");
    private final int resultStart = token("<|tool_response>");
    private final int resultEnd = token("<tool_response|>");
    private final GemmaContent content = new GemmaContent(this);
    private final GemmaCalls calls = new GemmaCalls(this, content);
    private final ChannelReasoning reasoning;
    private final ChannelReply grammar;

    Gemma4(FamilySetup setup) {
        super("gemma4", setup);
        FamilyOptions given = new FamilyOptions("gemma4", setup.settings().options());
        thinks = given.flag("enable_thinking", false);
        keepsThoughtsOfCalls = given.flag("preserve_thinking", false);
        given.whole("image_cache_max", 256);
        Retention ofThoughts = keepsThoughtsOfCalls ? Retention.ALL : Retention.TOOL_CYCLE;
        Retention retention =
                given.retention(thinks ? ofThoughts : Retention.ALL, ofThoughts, "preserve_thinking", false);
        traits = new FamilyTraits(given.finish(), Stability.REWRITES, retention);
        beginsWithEmptyThought = !thinks
                && setup.settings()
                        .modelName()
                        .filter(MODELS_WITH_EMPTY_THOUGHT::contains)
                        .isPresent();
        reasoning = new ChannelReasoning(
                setup.tokenizer(),
                new ChannelReasoning.Marks(thoughtStart, thoughtEnd, callStart),
                "<|channel>thought",
                "<channel|>");
        int[] model = ids("model\n");
        int[] header = new int[model.length + 1];
        header[0] = turnStart;
        System.arraycopy(model, 0, header, 1, model.length);
        grammar = new ChannelReply(
                setup.tokenizer(),
                reasoning,
                new ChannelReply.Marks(header, thoughtStart, ids(THOUGHT), thoughtEnd, callStart, callEnd));
    }

    @Override
    FamilyTraits traits() {
        return traits;
    }

    @Override
    public int[] stopIds() {
        return new int[] {turnEnd, resultStart, endOfText};
    }

    @Override
    void write(Conversation conversation, List<Message> messages, RenderSink sink) {
        sink.special(beginning);
        List<Map<String, @Nullable Object>> tools = conversation.tools().orElse(List.of());
        boolean hasSystem = isSystem(messages.get(0));
        if (thinks || !tools.isEmpty() || hasSystem) {
            sink.message(hasSystem ? 0 : -1);
            system(hasSystem ? messages.get(0) : null, tools, sink);
        }
        int lastUser = messages.size() - 1;
        while (lastUser >= 0 && !isUserQuery(messages.get(lastUser))) {
            lastUser--;
        }
        String speaker = "";
        for (int index = hasSystem ? 1 : 0; index < messages.size(); index++) {
            Message message = messages.get(index);
            if (message.role().equals("tool")) {
                throw wrong(ConversationException.Kind.WRONG_ORDER, index, "a tool's result without a call before it");
            }
            GemmaTurn turn = new GemmaTurn(messages, index, index > lastUser, speaker.equals("assistant"));
            write(turn, sink);
            speaker = message.role();
            index = turn.next() - 1;
        }
    }

    private static boolean isSystem(Message message) {
        return message.role().equals("system") || message.role().equals("developer");
    }

    private void system(@Nullable Message system, List<Map<String, @Nullable Object>> tools, RenderSink sink) {
        sink.special(turnStart);
        List<Piece> run = new ArrayList<>();
        run.add(scaffold("system\n"));
        if (thinks) {
            sink.run(run, RenderSink.Shared.FIRST);
            run.clear();
            sink.special(think);
            run.add(scaffold("\n"));
        }
        if (system != null) {
            run.addAll(content.system(system, sink.message()));
        }
        sink.run(run, RenderSink.Shared.FIRST);
        for (Map<String, @Nullable Object> tool : tools) {
            if (tool.get("type") == null || tool.get("type").equals("function")) {
                sink.special(toolStart);
                sink.run(new GemmaNotation(Kind.SCAFFOLD).declaration(tool).pieces(), RenderSink.Shared.FIRST);
                sink.special(toolEnd);
            }
        }
        sink.special(turnEnd);
        sink.scaffold("\n");
    }

    private void write(GemmaTurn turn, RenderSink sink) {
        Message message = turn.message();
        Kind frame = turn.frame();
        boolean goesOn = turn.isAssistants() && turn.isAfterAssistant();
        sink.message(turn.index());
        if (!goesOn) {
            sink.special(turnStart);
            sink.run(given((turn.isAssistants() ? "model" : message.role()) + "\n"));
        }
        String reasoned = Contents.field(message.fields(), "reasoning");
        String thought = reasoned.isEmpty() ? Contents.field(message.fields(), "reasoning_content") : reasoned;
        if (turn.isAssistants() && !goesOn && beginsWithEmptyThought && thought.isEmpty()) {
            sink.special(thoughtStart, frame);
            sink.run(Piece.sampled(THOUGHT));
            sink.special(thoughtEnd, frame);
        } else if (!thought.isEmpty() && (turn.isAfterUser() || (keepsThoughtsOfCalls && turn.isCalling()))) {
            GemmaNotation text = new GemmaNotation(turn.isAssistants() ? Kind.SAMPLED : Kind.BODY);
            sink.special(thoughtStart, frame);
            sink.run(text.own(THOUGHT).theirs(thought).own("\n").pieces(), RenderSink.Shared.FIRST);
            sink.special(thoughtEnd, frame);
        }
        calls.write(turn, sink);
        boolean hasContent = content.write(message, List.of(), sink.message(turn.index()));
        end(turn, hasContent, sink);
    }

    private void end(GemmaTurn turn, boolean hasContent, RenderSink sink) {
        if (turn.endsWithCall()) {
            sink.special(resultStart, turn.frame());
        } else if (turn.isOver(hasContent)) {
            sink.special(turnEnd, turn.frame());
            sink.scaffold("\n");
        }
    }

    @Override
    void opening(List<Message> messages, RenderSink sink) {
        int last = messages.size() - 1;
        while (last > 0 && messages.get(last).role().equals("tool")) {
            last--;
        }
        boolean isSystem = last == 0 && isSystem(messages.get(0));
        GemmaTurn turn = new GemmaTurn(messages, last, false, false);
        if (isSystem || !(turn.hasResults() || turn.endsWithCall())) {
            newTurn(sink);
        } else if (turn.hasResults()) {
            goingOn(sink);
        }
    }

    @Override
    void opening(RenderSink sink) {
        if (sink.last() == resultEnd || sink.last() == content.imageEnd()) {
            goingOn(sink);
        } else {
            newTurn(sink);
        }
    }

    private void newTurn(RenderSink sink) {
        sink.special(turnStart);
        sink.scaffold("model\n");
        if (beginsWithEmptyThought) {
            sink.special(thoughtStart);
            sink.scaffold(THOUGHT);
            sink.special(thoughtEnd);
        }
    }

    private void goingOn(RenderSink sink) {
        if (thinks) {
            sink.special(thoughtStart);
            sink.scaffold(THOUGHT);
        }
    }

    @Override
    Optional<ReasoningRules> reasoningRules() {
        return Optional.of(reasoning);
    }

    @Override
    int closeOfReasoning() {
        return thoughtEnd;
    }

    @Override
    Optional<Refused> writeAdded(Past past, Conversation added, RenderSink sink) {
        if (past.last() == endOfText) {
            return Optional.of(refused(
                    Reason.TURN_NOT_CLOSED, "the model ended the text, not its turn", past.completion().length - 1));
        }
        if (past.last() == resultStart) {
            List<ToolCallAttempt> called = parse(past.completion(), ReplyContext.NONE.withPrompt(past.prompt()))
                    .calls();
            return calls.resultsAdded(called, added, sink);
        }
        sink.message(-1);
        sink.scaffold("\n");
        for (int index = 0; index < added.messages().size(); index++) {
            Message message = added.messages().get(index);
            if (!isSystem(message) && !message.role().equals("user")) {
                return Optional.of(refused(Reason.ROLE_NOT_POSSIBLE, "the model waits for no such message", index));
            }
            sink.message(index);
            sink.special(turnStart);
            content.write(message, List.of(scaffold(message.role() + "\n")), sink);
            sink.special(turnEnd);
            sink.scaffold("\n");
        }
        return Optional.empty();
    }

    @Override
    public ReplyStream replyStream(ReplyContext context) {
        return ReplyStream.withSpelledMarks(this, context);
    }

    @Override
    public Reply parse(int[] completionIds, ReplyContext context) {
        return grammar.read(
                untilStop(completionIds), isBegunInside(reasoning, context), ArgumentTypes.of(context.tools()));
    }
}
