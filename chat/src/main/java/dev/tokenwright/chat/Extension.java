package dev.tokenwright.chat;

import java.util.Objects;

/** The next prompt, or why there is none. */
public sealed interface Extension {
    /**
     * The next prompt. It begins with exactly the ids of the last prompt and of the completion.
     *
     * @param rendered ids and spans; what came before belongs to no message, the others count from the first new one
     */
    record Extended(Rendered rendered) implements Extension {}

    /**
     * There is no honest continuation of these ids.
     *
     * @param reason why
     * @param detail the same in words
     * @param position where in the completion, or which of the new messages, or -1
     */
    record Refused(Reason reason, String detail, int position) implements Extension {
        /** Checks that nothing is null. */
        public Refused {
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(detail, "detail");
        }
    }

    /** Why a continuation is refused. */
    enum Reason {
        /** There are no ids of a last prompt. */
        NO_PROMPT,
        /** There is no new message. */
        NOTHING_ADDED,
        /** One of the new messages is the assistant's; what a model says is sampled, not written. */
        ASSISTANT_ADDED,
        /** The model stopped inside its reasoning. */
        REASONING_OPEN,
        /** The new messages change what the template makes of earlier ones. */
        PAST_CHANGES,
        /** The completion is empty: there is no reply that messages could follow. */
        NOTHING_SAMPLED,
        /** The completion goes on behind the id that ends the turn. */
        TOKENS_AFTER_STOP,
        /** The completion does not end its turn, and there is no id that could end it. */
        TURN_NOT_CLOSED,
        /** The family cannot add a message of this role, or not here. */
        ROLE_NOT_POSSIBLE,
        /** It cannot be told to which call a tool's result belongs. */
        CALL_NOT_KNOWN,
        /** The conversation has media, and the family counts them over all messages. */
        MEDIA_NOT_KNOWN,
        /** The model's template is not known well enough. */
        NOT_DERIVED
    }

    /**
     * The next prompt.
     *
     * @throws IllegalStateException when it was refused
     */
    default Rendered orThrow() {
        if (this instanceof Extended extended) {
            return extended.rendered();
        }
        Refused refused = (Refused) this;
        throw new IllegalStateException("cannot extend (" + refused.reason() + "): " + refused.detail());
    }
}
