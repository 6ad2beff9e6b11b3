package dev.tokenwright;

import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * What ends a generation.
 *
 * @param stops in any order: it makes no difference
 * @param minTokens stops that end before the text of this token, counted from 1, do not count
 * @param maxTokens after how many tokens a generation ends in any case
 * @param scope where texts are looked for; ids count everywhere
 */
public record StopRules(List<Stop> stops, int minTokens, OptionalInt maxTokens, StopScope scope) {
    /** Nothing ends a generation but its last token. */
    public static final StopRules NONE = new StopRules(List.of(), 0, OptionalInt.empty(), StopScope.EVERYWHERE);

    /** Copies the list and checks the numbers. */
    public StopRules {
        stops = List.copyOf(stops);
        Objects.requireNonNull(maxTokens, "maxTokens");
        Objects.requireNonNull(scope, "scope");
        if (minTokens < 0 || maxTokens.isPresent() && maxTokens.getAsInt() < 1) {
            throw new IllegalArgumentException("minTokens must not be negative, and maxTokens must be positive");
        }
    }

    /** The same rules with other stops. */
    public StopRules withStops(List<Stop> newStops) {
        return new StopRules(newStops, minTokens, maxTokens, scope);
    }

    /** The same rules with another number of tokens before which no stop counts. */
    public StopRules withMinTokens(int newMinTokens) {
        return new StopRules(stops, newMinTokens, maxTokens, scope);
    }

    /** The same rules with another number of tokens after which a generation ends. */
    public StopRules withMaxTokens(int newMaxTokens) {
        return new StopRules(stops, minTokens, OptionalInt.of(newMaxTokens), scope);
    }

    /** The same rules with another scope. */
    public StopRules withScope(StopScope newScope) {
        return new StopRules(stops, minTokens, maxTokens, newScope);
    }
}
