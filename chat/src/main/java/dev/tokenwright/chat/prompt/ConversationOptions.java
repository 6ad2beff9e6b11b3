package dev.tokenwright.chat.prompt;

import java.time.LocalDateTime;
import java.util.Objects;
import java.util.Optional;

/**
 * What is asked of a conversation.
 *
 * @param targets whether training targets are wanted
 * @param ending what comes after the last message
 * @param reading whether mistakes of the reference are kept
 * @param now the local time that templates may show; empty means the time of the call
 */
public record ConversationOptions(Targets targets, Ending ending, Reading reading, Optional<LocalDateTime> now) {
    /** Ids alone, as Megatron gives them. */
    public static final ConversationOptions IDS =
            new ConversationOptions(Targets.NONE, Ending.NOTHING, Reading.AS_MEGATRON, Optional.empty());

    /** Ids and targets, as Megatron gives them. */
    public static final ConversationOptions TARGETS =
            new ConversationOptions(Targets.RETURNED, Ending.NOTHING, Reading.AS_MEGATRON, Optional.empty());

    /** Checks that nothing is null. */
    public ConversationOptions {
        Objects.requireNonNull(targets, "targets");
        Objects.requireNonNull(ending, "ending");
        Objects.requireNonNull(reading, "reading");
        Objects.requireNonNull(now, "now");
    }

    /** The same options with or without targets. */
    public ConversationOptions withTargets(Targets newTargets) {
        return new ConversationOptions(newTargets, ending, reading, now);
    }

    /** The same options with another ending. */
    public ConversationOptions withEnding(Ending newEnding) {
        return new ConversationOptions(targets, newEnding, reading, now);
    }

    /** The same options with another reading. */
    public ConversationOptions withReading(Reading newReading) {
        return new ConversationOptions(targets, ending, newReading, now);
    }

    /** The same options at another time. */
    public ConversationOptions at(LocalDateTime time) {
        return new ConversationOptions(targets, ending, reading, Optional.of(time));
    }

    /** Whether training targets are wanted. */
    public enum Targets {
        /** Ids alone; turns are not checked. */
        NONE,
        /** Targets too; every turn is checked. */
        RETURNED
    }

    /** What comes after the last message. */
    public enum Ending {
        /** Nothing. */
        NOTHING,
        /** What the assistant is to continue. */
        GENERATION_PROMPT
    }

    /** Whether mistakes of the reference are kept. */
    public enum Reading {
        /**
         * They are: the message before the first is the last one; ids above 100,000 that differ by one count as equal;
         * outside Hugging Face, templates know neither the special tokens nor variables of one's own.
         */
        AS_MEGATRON,
        /** They are not. */
        CORRECTED
    }
}
