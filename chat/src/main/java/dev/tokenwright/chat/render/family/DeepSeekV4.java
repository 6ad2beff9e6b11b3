package dev.tokenwright.chat.render.family;

import static dev.tokenwright.chat.render.family.Piece.body;
import static dev.tokenwright.chat.render.family.Piece.given;
import static dev.tokenwright.chat.render.family.Piece.said;
import static dev.tokenwright.chat.render.family.Piece.scaffold;

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
import dev.tokenwright.chat.ToolCall;
import dev.tokenwright.chat.plain.PythonJson;
import dev.tokenwright.chat.reply.DsmlReply;
import dev.tokenwright.chat.reply.InitialReasoning;
import dev.tokenwright.chat.reply.ReasoningRegion;
import dev.tokenwright.chat.reply.ReasoningRules;
import dev.tokenwright.chat.reply.ReplyIds;
import dev.tokenwright.error.ConversationException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** DeepSeek V4, as the model's own encoder writes it; there is no template. What stands between two marks is one text. */
final class DeepSeekV4 extends Family {
    private static final String ASSISTANT = "<｜Assistant｜>";
    private static final String HIGH_EFFORT =
            """
            Reasoning Effort: Absolute maximum with no shortcuts permitted.
            You MUST be very thorough in your thinking and comprehensively decompose the problem to resolve the root \
            cause, rigorously stress-testing your logic against all potential paths, edge cases, and adversarial scenarios.
            Explicitly write out your entire deliberation process, documenting every intermediate step, considered \
            alternative, and rejected hypothesis to ensure absolutely no assumption is left unchecked.

            """;
    private static final String MAX_EFFORT =
            """
            Reasoning Effort: Beyond maximum — exhaustive, relentless, and uncompromising.
            You MUST reason with the utmost depth and rigor, leaving absolutely nothing to chance: exhaustively decompose \
            the problem into its most fundamental components, trace every causal chain to its root, and resolve the \
            underlying cause rather than any surface symptom.
            Do not stop reasoning until you have independently verified the solution from multiple angles and are certain \
            that no assumption remains unchecked and no error remains undiscovered.

            """;

    private final Map<String, @Nullable Object> options;
    private final boolean thinks;
    private final boolean drops;
    private final String effort;
    private final Retention retention;
    private final int start = token("<｜begin▁of▁sentence｜>");
    private final int end = token("<｜end▁of▁sentence｜>");
    private final int user = token("<｜User｜>");
    private final int assistant = token(ASSISTANT);
    private final int reminder = token("<｜latest_reminder｜>");
    private final int thinkStart = token(THINK);
    private final int thinkEnd = token(END_THINK);
    private final Map<String, Integer> tasks = new LinkedHashMap<>();
    private final InitialReasoning prompts;
    private final DsmlReply grammar;

    DeepSeekV4(FamilySetup setup) {
        super("deepseek-v4", setup);
        FamilyOptions given = new FamilyOptions("deepseek-v4", setup.settings().options());
        boolean isContradictionPossible = given.isChosen("drop_thinking", true) && given.isGiven("thinking_retention");
        thinks = given.flag("enable_thinking", false);
        drops = given.flag("drop_thinking", true);
        String level = given.choice("reasoning_effort", "low", List.of("low", "high", "max"));
        Retention ofThoughts = drops ? Retention.TOOL_CYCLE : Retention.ALL;
        retention = isContradictionPossible
                ? given.retention(ofThoughts, "drop_thinking", true)
                : given.retention(thinks ? ofThoughts : Retention.ALL);
        options = given.finish();
        effort = level.equals("low") ? "" : level.equals("high") ? HIGH_EFFORT : MAX_EFFORT;
        for (String task : List.of("action", "query", "authority", "domain", "title", "read_url")) {
            tasks.put(task, token("<｜" + task + "｜>"));
        }
        token("｜DSML｜");
        prompts = InitialReasoning.between(THINK, END_THINK, ASSISTANT, setup.tokenizer());
        grammar = new DsmlReply(setup.tokenizer(), thinkStart, thinkEnd);
    }

    @Override
    Map<String, @Nullable Object> options() {
        return options;
    }

    @Override
    Stability stability() {
        return Stability.REWRITES;
    }

    @Override
    Retention retention() {
        return retention;
    }

    @Override
    public int[] stopIds() {
        return new int[] {end};
    }

    @Override
    void write(Conversation conversation, List<Message> messages, RenderSink sink) {
        List<Map<String, @Nullable Object>> tools = conversation.tools().orElse(List.of());
        sink.special(start);
        Text text = new Text(sink);
        text.add(scaffold(thinks ? effort : ""), ChatSpan.NO_MESSAGE);
        turns(messages, tools, text);
    }

    /** Text up to the next control token. */
    private static final class Text {
        private final RenderSink sink;
        private final List<Piece> run = new ArrayList<>();

        Text(RenderSink sink) {
            this.sink = sink;
        }

        void add(Piece piece, int message) {
            run.add(piece.of(message));
        }

        void special(int id, Kind kind, int message) {
            flush();
            sink.special(id, kind, message);
        }

        void flush() {
            sink.run(run, RenderSink.Shared.FIRST_AS_CONTENT);
            run.clear();
        }
    }

    private static int lastQuery(List<DeepSeekV4Turn> turns) {
        int index = turns.size() - 1;
        while (index >= 0 && !turns.get(index).isQuery()) {
            index--;
        }
        return index;
    }

    private void turns(List<Message> messages, List<Map<String, @Nullable Object>> tools, Text text) {
        List<DeepSeekV4Turn> turns = DeepSeekV4Turn.of(messages);
        boolean dropsHere = drops && tools.isEmpty();
        if (thinks && dropsHere) {
            int query = lastQuery(turns);
            List<DeepSeekV4Turn> kept = new ArrayList<>();
            for (int index = 0; index < turns.size(); index++) {
                if (!turns.get(index).role().equals("developer") || index >= query) {
                    kept.add(turns.get(index));
                }
            }
            turns = kept;
        }
        int toolsAt = tools.isEmpty() ? -1 : toolsAt(turns);
        if (!tools.isEmpty() && toolsAt < 0) {
            DsmlTools.declare(tools).forEach(piece -> text.add(piece, ChatSpan.NO_MESSAGE));
        }
        int query = lastQuery(turns);
        int[] nextAssistant = nextAssistant(turns);
        for (int index = 0; index < turns.size(); index++) {
            DeepSeekV4Turn turn = turns.get(index);
            boolean isTask = index > 0 && turns.get(index - 1).task().isPresent();
            turn(turn, thinks && !isTask && (!dropsHere || index > query), text);
            if (index == toolsAt) {
                DsmlTools.declare(tools).forEach(piece -> text.add(piece, turn.index()));
            }
            format(turn, text);
            String next = index + 1 < turns.size() ? turns.get(index + 1).role() : "";
            boolean turnsOver = next.equals("assistant") || next.equals("latest_reminder");
            if (turnsOver || (next.isEmpty() && turn.task().isPresent())) {
                handOver(turn, thinks && (!dropsHere || index >= query), nextAssistant[index], text);
            }
        }
        text.flush();
    }

    /** For each turn, the first message of the assistant behind it, or none. */
    private static int[] nextAssistant(List<DeepSeekV4Turn> turns) {
        int[] next = new int[turns.size()];
        int found = ChatSpan.NO_MESSAGE;
        for (int index = turns.size() - 1; index >= 0; index--) {
            next[index] = found;
            found = turns.get(index).role().equals("assistant")
                    ? turns.get(index).index()
                    : found;
        }
        return next;
    }

    private static int toolsAt(List<DeepSeekV4Turn> turns) {
        for (String role : List.of("developer", "system")) {
            for (int index = 0; index < turns.size(); index++) {
                if (turns.get(index).role().equals(role)) {
                    return index;
                }
            }
        }
        return -1;
    }

    private void turn(DeepSeekV4Turn turn, boolean keepsReasoning, Text text) {
        int index = turn.index();
        String content = DeepSeekV4Turn.text(turn.message().fields().get("content"));
        switch (turn.role()) {
            case "system" -> text.add(body(content), index);
            case "developer" -> {
                if (content.isEmpty()) {
                    throw wrong(ConversationException.Kind.EMPTY_TURN, index, "a developer's message says nothing");
                }
                text.special(user, Kind.SCAFFOLD, index);
                text.add(body(content), index);
            }
            case "user" -> blocks(turn, text);
            case "latest_reminder" -> {
                text.special(reminder, Kind.SCAFFOLD, index);
                text.add(body(content), index);
            }
            case "assistant" -> {
                if (keepsReasoning) {
                    text.add(said(DeepSeekV4Turn.reasoning(turn.message())), index);
                    text.special(thinkEnd, Kind.SAMPLED, index);
                }
                assistant(turn.message(), content, index, text);
            }
            default ->
                throw wrong(
                        ConversationException.Kind.WRONG_ROLE,
                        index,
                        "nobody is \"" + turn.role() + "\" in deepseek-v4");
        }
    }

    private void blocks(DeepSeekV4Turn turn, Text text) {
        text.special(user, Kind.SCAFFOLD, turn.index());
        String before = "";
        for (DeepSeekV4Turn.Block block : turn.blocks()) {
            boolean isResult = block.callId().isPresent();
            text.add(scaffold(before + (isResult ? "<tool_result>" : "")), block.index());
            text.add(body(block.text()), block.index());
            text.add(scaffold(isResult ? "</tool_result>" : ""), block.index());
            before = "\n\n";
        }
    }

    private void assistant(Message message, String content, int index, Text text) {
        text.add(said(content), index);
        List<ToolCall> calls = ToolCall.of(message);
        if (!calls.isEmpty()) {
            DsmlTools.calls(calls, index).forEach(piece -> text.add(piece, index));
        }
        Object unended = message.fields().get("wo_eos");
        if (unended == null || unended.equals(false)) {
            text.special(end, Kind.SAMPLED, index);
        }
    }

    private static void format(DeepSeekV4Turn turn, Text text) {
        Object format = turn.message().fields().get("response_format");
        if (format != null && (turn.role().equals("system") || turn.role().equals("developer"))) {
            text.add(
                    scaffold("\n\n## Response Format:\n\n"
                            + "You MUST strictly adhere to the following schema to reply:\n"),
                    turn.index());
            text.add(given(PythonJson.SPACED.write(format)), turn.index());
        }
    }

    /** Writes what stands between a turn and what the assistant says. */
    private void handOver(DeepSeekV4Turn turn, boolean opensReasoning, int owner, Text text) {
        Optional<String> task = turn.task();
        if (task.isPresent() && !tasks.containsKey(task.get())) {
            throw wrong(
                    ConversationException.Kind.WRONG_CONTENT,
                    turn.index(),
                    "there is no task \"" + task.get() + "\"; there are " + String.join(", ", tasks.keySet()));
        }
        boolean isAction = task.isPresent() && task.get().equals("action");
        if (isAction || (task.isEmpty() && turn.isQuery())) {
            text.special(assistant, Kind.SCAFFOLD, owner);
            text.special(opensReasoning || (isAction && thinks) ? thinkStart : thinkEnd, Kind.SCAFFOLD, owner);
        }
        if (task.isPresent()) {
            text.special(tasks.getOrDefault(task.get(), end), Kind.SCAFFOLD, owner);
        }
    }

    @Override
    void opening(List<Message> messages, RenderSink sink) {
        List<DeepSeekV4Turn> turns = DeepSeekV4Turn.of(messages);
        DeepSeekV4Turn last = turns.get(turns.size() - 1);
        if (last.isQuery() && last.task().isEmpty()) {
            sink.special(assistant);
            sink.special(thinks ? thinkStart : thinkEnd);
        }
    }

    @Override
    void opening(RenderSink sink) {
        // new messages have written it
    }

    @Override
    Optional<ReasoningRules> reasoningRules() {
        return Optional.of((completion, prompt, stops) -> new ReasoningRegion(
                read(completion, Optional.of(prompt)).reasoningState() == Reply.ReasoningState.OPEN,
                Optional.empty(),
                false));
    }

    @Override
    boolean isUserQuery(Message message) {
        return message.role().equals("user") || message.role().equals("developer");
    }

    @Override
    Optional<Refused> writeAdded(Past past, Conversation added, RenderSink sink) {
        int results = 0;
        for (int index = 0; index < added.messages().size(); index++) {
            results += added.messages().get(index).role().equals("tool") ? 1 : 0;
            if (results > 1) {
                return Optional.of(refused(
                        Reason.CALL_NOT_KNOWN,
                        "the order of the calls is not known, so that of results is not",
                        index));
            }
        }
        try {
            turns(added.messages(), List.of(), new Text(sink));
        } catch (ConversationException e) {
            return Optional.of(refused(
                    Reason.ROLE_NOT_POSSIBLE,
                    String.valueOf(e.getMessage()),
                    e.messageIndex().orElse(-1)));
        }
        sink.message(-1);
        opening(added.messages(), sink);
        return Optional.empty();
    }

    private Reply read(int[] completion, Optional<int[]> prompt) {
        boolean isInside = prompt.filter(ids -> ids.length > 0)
                .map(ids -> prompts.isOpenAfter(ids, stopIds()))
                .orElse(thinks);
        return grammar.read(ReplyIds.before(stopIds(), completion, tokenizer()), isInside);
    }

    @Override
    public Reply parse(int[] completionIds, ReplyContext context) {
        return read(completionIds, context.promptIds());
    }
}
