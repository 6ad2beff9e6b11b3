package dev.tokenwright.chat.rollout;

import java.util.Arrays;
import java.util.Objects;

/**
 * What an engine sampled.
 *
 * @param ids the ids, with the one that it stopped at; not changed by anybody
 * @param logprobs by id: the natural logarithm of its probability
 * @param finish why it ended
 */
public record Completion(int[] ids, float[] logprobs, Finish finish) {
    /** Why a completion ended. */
    public enum Finish {
        /** At an id to stop at. */
        STOP,
        /** At the most tokens that were allowed. */
        LENGTH
    }

    /** Checks the lengths. */
    public Completion {
        if (ids.length != logprobs.length) {
            throw new IllegalArgumentException(ids.length + " ids, but " + logprobs.length + " logprobs");
        }
        Objects.requireNonNull(finish, "finish");
    }

    /** The first ids alone, as if no more had been allowed. */
    Completion first(int count) {
        return ids.length <= count
                ? this
                : new Completion(Arrays.copyOf(ids, count), Arrays.copyOf(logprobs, count), Finish.LENGTH);
    }
}
