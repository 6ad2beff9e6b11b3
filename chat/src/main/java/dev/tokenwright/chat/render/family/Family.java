package dev.tokenwright.chat.render.family;

import dev.tokenwright.Tokenizer;
import dev.tokenwright.chat.Conversation;
import dev.tokenwright.chat.Extension;
import dev.tokenwright.chat.Extension.Extended;
import dev.tokenwright.chat.Extension.Reason;
import dev.tokenwright.chat.Extension.Refused;
import dev.tokenwright.chat.MediaItem;
import dev.tokenwright.chat.MediaTokens;
import dev.tokenwright.chat.Message;
import dev.tokenwright.chat.Rendered;
import dev.tokenwright.chat.Renderer;
import dev.tokenwright.chat.RendererInfo;
import dev.tokenwright.chat.RendererInfo.Retention;
import dev.tokenwright.chat.ReplyContext;
import dev.tokenwright.chat.reply.PromptedReasoning;
import dev.tokenwright.chat.reply.ReasoningRegion;
import dev.tokenwright.chat.reply.ReasoningRules;
import dev.tokenwright.chat.reply.ReplyIds;
import dev.tokenwright.error.ConversationException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the families have in common. A family says how it writes messages ({@link #write}) and the beginning of a reply
 * ({@link #opening}), how it adds messages behind a reply ({@link #writeAdded}), and how it reads replies.
 */
abstract class Family implements Renderer {
    /** The mark that most families begin reasoning with. */
    static final String THINK = "<think>";

    /** The mark that most families end reasoning with. */
    static final String END_THINK = "</think>";

    private final String name;
    private final FamilySetup setup;
    private final TextEncoder encoder;

    Family(String name, FamilySetup setup) {
        this.name = name;
        this.setup = setup;
        this.encoder = new TextEncoder(setup.tokenizer(), setup.settings().typed());
    }

    @Override
    public final Tokenizer tokenizer() {
        return setup.tokenizer();
    }

    @Override
    public final RendererInfo describe() {
        FamilyTraits traits = traits();
        return new RendererInfo(name, setup.reason(), traits.options(), traits.stability(), traits.retention());
    }

    /** What the family is with the options that it was made with. */
    abstract FamilyTraits traits();

    /**
     * The id of a control token.
     *
     * @throws ConversationException when the tokenizer lacks it
     */
    final int token(String content) {
        return tokenIfAny(content)
                .orElseThrow(() -> new ConversationException(
                        ConversationException.Kind.NO_TOKEN,
                        -1,
                        "renderer " + name + " needs the token \"" + content
                                + "\", which the tokenizer lacks: is this the model's tokenizer?"));
    }

    /** The id of a token, if the tokenizer has it. */
    final OptionalInt tokenIfAny(String content) {
        return tokenizer().vocabulary().id(content);
    }

    /** How many placeholder tokens media take. */
    final MediaTokens media() {
        return setup.settings().media();
    }

    /** How many placeholder tokens a medium takes. */
    final int count(MediaItem item) {
        int count = media().count(item);
        if (count < 1) {
            throw new IllegalArgumentException("media tokens must be at least 1, found " + count);
        }
        return count;
    }

    /** What becomes of earlier reasoning when messages are added. */
    Retention retention(Conversation added) {
        return traits().retention();
    }

    @Override
    public final Rendered render(Conversation conversation) {
        RenderSink sink = new RenderSink(encoder);
        write(conversation, requireMessages(conversation), sink);
        return sink.rendered(conversation.messages());
    }

    @Override
    public final Rendered prompt(Conversation conversation) {
        RenderSink sink = new RenderSink(encoder);
        write(conversation, requireMessages(conversation), sink);
        sink.message(-1);
        opening(conversation.messages(), sink);
        return sink.rendered(conversation.messages());
    }

    private static List<Message> requireMessages(Conversation conversation) {
        if (conversation.messages().isEmpty()) {
            throw new ConversationException(
                    ConversationException.Kind.EMPTY_CONVERSATION, -1, "a conversation needs at least one message");
        }
        return conversation.messages();
    }

    /** An error about a message. */
    static ConversationException wrong(ConversationException.Kind kind, int message, String detail) {
        return new ConversationException(kind, message, detail);
    }

    /** Writes a conversation. There is at least one message. */
    abstract void write(Conversation conversation, List<Message> messages, RenderSink sink);

    /** Writes the beginning of a reply to a conversation that was written. */
    void opening(List<Message> messages, RenderSink sink) {
        opening(sink);
    }

    /** Writes the beginning of a reply. */
    abstract void opening(RenderSink sink);

    @Override
    public final Extension extend(int[] promptIds, int[] completionIds, Conversation added) {
        Optional<Refused> refusal = ExtensionRequest.refusal(promptIds, added);
        if (refusal.isEmpty() && !goesOnAfterStop()) {
            refusal = ExtensionRequest.refusalAfterStop(completionIds, stopIds());
        }
        return refusal.isPresent()
                ? refusal.get()
                : continued(new Past(promptIds.clone(), completionIds.clone()), added);
    }

    static Refused refused(Reason reason, String detail, int position) {
        return new Refused(reason, detail, position);
    }

    /** A sink for what comes behind the ids of the past. */
    final RenderSink behind(Past past) {
        RenderSink sink = new RenderSink(encoder);
        sink.seen(past.ids());
        return sink;
    }

    /** Adds messages. */
    Extension continued(Past given, Conversation added) {
        Past past = given;
        Optional<ReasoningRules> rules = reasoningRules();
        if (rules.isPresent()) {
            ReasoningRegion region = rules.get().scan(past.completion(), past.prompt(), stopIds());
            if (region.isOpen()) {
                if (past.firstOf(stopIds()) >= 0) {
                    return refused(
                            Reason.REASONING_OPEN, "the model stopped inside its reasoning", past.firstOf(stopIds()));
                }
                past = past.with(endOfReasoning());
            }
        }
        int query = firstQuery(added.messages());
        Retention kept = retention(added);
        if (kept == Retention.TEMPLATE || (kept == Retention.TOOL_CYCLE && query >= 0)) {
            return refused(
                    Reason.PAST_CHANGES, "the template drops earlier reasoning when the user speaks again", query);
        }
        if (!isTurnClosed(past)) {
            past = past.with(closeOfTurn());
        }
        RenderSink sink = behind(past);
        Optional<Refused> refusal = writeAdded(past, added, sink);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        sink.message(-1);
        opening(sink);
        return new Extended(sink.rendered(added.messages()));
    }

    private boolean isTurnClosed(Past past) {
        return goesOnAfterStop() ? Past.contains(closeIds(), past.last()) : past.firstOf(closeIds()) >= 0;
    }

    private int firstQuery(List<Message> messages) {
        for (int index = 0; index < messages.size(); index++) {
            if (isUserQuery(messages.get(index))) {
                return index;
            }
        }
        return -1;
    }

    /** Whether a completion may go on behind an id that ends it; it is then ended once more. */
    boolean goesOnAfterStop() {
        return false;
    }

    /** Where reasoning begins and ends; empty for a family without. */
    abstract Optional<ReasoningRules> reasoningRules();

    /** The id that ends reasoning which was cut off. */
    int closeOfReasoning() {
        return token(END_THINK);
    }

    /** The ids that end reasoning which was cut off, where they are several. */
    int[] endOfReasoning() {
        return new int[] {closeOfReasoning()};
    }

    /** Whether a reply begins inside reasoning that its prompt began. */
    final boolean isBegunInside(PromptedReasoning reasoning, ReplyContext context) {
        return reasoning.isOpenAfter(context.promptIds(), stopIds());
    }

    /** A completion up to the id that ends it. */
    final ReplyIds untilStop(int[] completionIds) {
        return ReplyIds.before(stopIds(), completionIds, tokenizer());
    }

    /** Ids of the family's own words. */
    final int[] ids(String words) {
        return encoder.own(words).clone();
    }

    /** Whether a message opens a new question of the user. */
    boolean isUserQuery(Message message) {
        return message.role().equals("user");
    }

    /** The ids that end a turn. */
    int[] closeIds() {
        return stopIds();
    }

    /** The id that ends a turn which was cut off. */
    int closeOfTurn() {
        return stopIds()[0];
    }

    /** Writes one of several new messages; false when the family has no way to add it. */
    @FunctionalInterface
    interface MessageWriter {
        /** Writes the message at an index. */
        boolean write(Message message, int index);
    }

    /** Writes new messages one by one, or says which of them cannot be added. */
    static Optional<Refused> writeEach(Conversation added, RenderSink sink, MessageWriter writer) {
        List<Message> messages = added.messages();
        for (int index = 0; index < messages.size(); index++) {
            sink.message(index);
            if (!writer.write(messages.get(index), index)) {
                return Optional.of(refused(Reason.ROLE_NOT_POSSIBLE, "no way to add this role", index));
            }
        }
        return Optional.empty();
    }

    /** Writes new messages behind a turn that was ended, or says why it cannot. */
    abstract Optional<Refused> writeAdded(Past past, Conversation added, RenderSink sink);
}
