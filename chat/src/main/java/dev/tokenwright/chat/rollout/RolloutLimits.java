package dev.tokenwright.chat.rollout;

/**
 * How far a rollout goes.
 *
 * @param maxCompletionTokens most ids behind the first prompt, those of tools' results included
 * @param maxContextTokens most ids in all
 * @param maxToolTurns how often tools are run
 */
public record RolloutLimits(int maxCompletionTokens, int maxContextTokens, int maxToolTurns) {
    /** No limits but the size of an array. */
    public static final RolloutLimits NONE = new RolloutLimits(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);

    /** Checks the numbers. */
    public RolloutLimits {
        if (maxCompletionTokens < 1 || maxContextTokens < 1 || maxToolTurns < 0) {
            throw new IllegalArgumentException(
                    "limits must be positive: " + maxCompletionTokens + ", " + maxContextTokens + ", " + maxToolTurns);
        }
    }

    /** The same limits with another number of ids behind the first prompt. */
    public RolloutLimits withMaxCompletionTokens(int tokens) {
        return new RolloutLimits(tokens, maxContextTokens, maxToolTurns);
    }

    /** The same limits with another number of ids in all. */
    public RolloutLimits withMaxContextTokens(int tokens) {
        return new RolloutLimits(maxCompletionTokens, tokens, maxToolTurns);
    }

    /** The same limits with another number of tool turns. */
    public RolloutLimits withMaxToolTurns(int turns) {
        return new RolloutLimits(maxCompletionTokens, maxContextTokens, turns);
    }

    /** How many ids may still come. */
    int room(Trajectory soFar) {
        return Math.min(
                maxCompletionTokens - soFar.completionIds().length,
                maxContextTokens - soFar.completionIds().length - soFar.promptIds().length);
    }
}
