package dev.tokenwright.chat.render.family;

import static dev.tokenwright.chat.render.family.Piece.scaffold;

import dev.tokenwright.chat.ChatSpan;
import dev.tokenwright.chat.Conversation;
import dev.tokenwright.chat.Extension.Reason;
import dev.tokenwright.chat.Extension.Refused;
import dev.tokenwright.chat.Message;
import dev.tokenwright.chat.RendererInfo.Retention;
import dev.tokenwright.chat.RendererInfo.Stability;
import dev.tokenwright.chat.Reply;
import dev.tokenwright.chat.ReplyContext;
import dev.tokenwright.chat.ReplyStream;
import dev.tokenwright.chat.reply.DsmlReply;
import dev.tokenwright.chat.reply.InitialReasoning;
import dev.tokenwright.chat.reply.ReasoningRegion;
import dev.tokenwright.chat.reply.ReasoningRules;
import dev.tokenwright.chat.reply.ReplyIds;
import dev.tokenwright.error.ConversationException;
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

    private final FamilyTraits traits;
    private final boolean thinks;
    private final String effort;
    private final int start = token("<｜begin▁of▁sentence｜>");
    private final int end = token("<｜end▁of▁sentence｜>");
    private final int user = token("<｜User｜>");
    private final int assistant = token(ASSISTANT);
    private final int reminder = token("<｜latest_reminder｜>");
    private final int thinkStart = token(THINK);
    private final int thinkEnd = token(END_THINK);
    private final DeepSeekV4Turns turns;
    private final InitialReasoning prompts;
    private final DsmlReply grammar;

    DeepSeekV4(FamilySetup setup) {
        super("deepseek-v4", setup);
        FamilyOptions given = new FamilyOptions("deepseek-v4", setup.settings().options());
        thinks = given.flag("enable_thinking", false);
        boolean drops = given.flag("drop_thinking", true);
        String level = given.choice("reasoning_effort", "low", List.of("low", "high", "max"));
        Retention ofThoughts = drops ? Retention.TOOL_CYCLE : Retention.ALL;
        Retention retention = given.retention(thinks ? ofThoughts : Retention.ALL, ofThoughts, "drop_thinking", true);
        traits = new FamilyTraits(given.finish(), Stability.REWRITES, retention);
        effort = level.equals("low") ? "" : level.equals("high") ? HIGH_EFFORT : MAX_EFFORT;
        turns = new DeepSeekV4Turns(
                this, new DeepSeekV4Turns.Marks(end, user, assistant, reminder, thinkStart, thinkEnd), thinks, drops);
        token("｜DSML｜");
        prompts = InitialReasoning.between(THINK, END_THINK, ASSISTANT, setup.tokenizer());
        grammar = new DsmlReply(setup.tokenizer(), thinkStart, thinkEnd);
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
        List<Map<String, @Nullable Object>> tools = conversation.tools().orElse(List.of());
        sink.special(start);
        DeepSeekV4Text text = new DeepSeekV4Text(sink);
        text.add(scaffold(thinks ? effort : ""), ChatSpan.NO_MESSAGE);
        turns.write(messages, tools, text);
    }

    @Override
    void opening(List<Message> messages, RenderSink sink) {
        List<DeepSeekV4Turn> written = DeepSeekV4Turn.of(messages);
        DeepSeekV4Turn last = written.get(written.size() - 1);
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
            turns.write(added.messages(), List.of(), new DeepSeekV4Text(sink));
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
    public ReplyStream replyStream(ReplyContext context) {
        return ReplyStream.withSpelledMarks(this, context);
    }

    @Override
    public Reply parse(int[] completionIds, ReplyContext context) {
        return read(completionIds, context.promptIds());
    }
}
