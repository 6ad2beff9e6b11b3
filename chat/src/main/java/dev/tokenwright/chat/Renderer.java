package dev.tokenwright.chat;

import dev.tokenwright.Tokenizer;
import java.util.List;

/**
 * Writes conversations as the ids that one family of models expects, and reads the ids that such a model samples. What was
 * sampled is never tokenized again: {@link #extend} keeps the ids and adds to them.
 *
 * <p>Immutable; any number of threads may use it at once.
 */
public interface Renderer {
    /** Which family this is, why it was chosen, and what its settings are. */
    RendererInfo describe();

    /** The tokenizer. */
    Tokenizer tokenizer();

    /**
     * A whole conversation.
     *
     * @throws dev.tokenwright.error.ConversationException when the family has no way to write it
     */
    Rendered render(Conversation conversation);

    /**
     * A conversation that the model is to go on with: what {@link #render} gives, and the beginning of a reply.
     *
     * @throws dev.tokenwright.error.ConversationException when the family has no way to write it
     */
    Rendered prompt(Conversation conversation);

    /**
     * The next prompt: the ids that the model has seen and sampled, as they are, and behind them the new messages and the
     * beginning of a reply.
     *
     * @param promptIds the ids that the model was given
     * @param completionIds the ids that it sampled, with or without the id that it stopped at
     * @param added the new messages, and the tools of the conversation
     * @return the ids, or why there is no honest continuation of these
     */
    Extension extend(int[] promptIds, int[] completionIds, Conversation added);

    /** The next prompt; see {@link #extend(int[], int[], Conversation)}. */
    default Extension extend(int[] promptIds, int[] completionIds, List<Message> added) {
        return extend(promptIds, completionIds, Conversation.of(added));
    }

    /** Reads what a model sampled. Never fails: what is broken in it comes back as it is. */
    Reply parse(int[] completionIds, ReplyContext context);

    /** Reads what a model sampled, as if there were no prompt and no tools; see {@link #parse(int[], ReplyContext)}. */
    default Reply parse(int[] completionIds) {
        return parse(completionIds, ReplyContext.NONE);
    }

    /** Reads what a model samples while it does. */
    default ReplyStream replyStream(ReplyContext context) {
        return ReplyStream.of(this, context);
    }

    /** The ids at which a model of this family stops; the first is the one that ends an ordinary turn. */
    int[] stopIds();
}
