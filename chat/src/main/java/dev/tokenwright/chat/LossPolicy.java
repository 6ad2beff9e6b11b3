package dev.tokenwright.chat;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Which tokens a model is trained on.
 *
 * @param turns which of the assistant's messages
 * @param chosen indices of the messages, where only some are wanted
 * @param reasoning whether the model's reasoning is part of them
 * @param endOfTurn whether the token that ends the turn is part of them
 */
public record LossPolicy(Turns turns, Optional<Set<Integer>> chosen, Part reasoning, Part endOfTurn) {
    /** Which of the assistant's messages. */
    public enum Turns {
        /** All. */
        ALL,
        /** The last. */
        LAST
    }

    /** Whether something is part of what is trained on. */
    public enum Part {
        /** It is. */
        INCLUDED,
        /** It is not. */
        EXCLUDED
    }

    /** Checks and copies. */
    public LossPolicy {
        Objects.requireNonNull(turns, "turns");
        Objects.requireNonNull(reasoning, "reasoning");
        Objects.requireNonNull(endOfTurn, "endOfTurn");
        chosen = chosen.map(Set::copyOf);
    }

    /** All that the assistant says, the end of its turns included. */
    public static LossPolicy assistant() {
        return new LossPolicy(Turns.ALL, Optional.empty(), Part.INCLUDED, Part.INCLUDED);
    }

    /** The same policy for the last of the assistant's messages alone. */
    public LossPolicy lastTurnOnly() {
        return new LossPolicy(Turns.LAST, chosen, reasoning, endOfTurn);
    }

    /** The same policy for some messages alone. */
    public LossPolicy onlyMessages(Set<Integer> indices) {
        return new LossPolicy(turns, Optional.of(indices), reasoning, endOfTurn);
    }

    /** The same policy without the model's reasoning. */
    public LossPolicy withoutReasoning() {
        return new LossPolicy(turns, chosen, Part.EXCLUDED, endOfTurn);
    }

    /** The same policy without the tokens that end turns. */
    public LossPolicy withoutEndOfTurn() {
        return new LossPolicy(turns, chosen, reasoning, Part.EXCLUDED);
    }
}
