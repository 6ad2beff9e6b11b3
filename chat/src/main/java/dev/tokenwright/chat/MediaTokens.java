package dev.tokenwright.chat;

/** How many placeholder tokens a medium takes: what a model's processor makes of its size. */
@FunctionalInterface
public interface MediaTokens {
    /** One placeholder each, for engines that expand it themselves. */
    MediaTokens ONE_EACH = item -> 1;

    /**
     * The number of placeholder tokens.
     *
     * @return at least 1
     */
    int count(MediaItem item);
}
