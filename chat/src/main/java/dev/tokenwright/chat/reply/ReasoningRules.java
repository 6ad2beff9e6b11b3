package dev.tokenwright.chat.reply;

/** Where the reasoning of a reply begins and ends. */
public interface ReasoningRules {
    /**
     * Finds the reasoning of a completion.
     *
     * @param prompt the ids before it, which may have begun the reasoning; empty when they are not known
     * @param stops the ids that end a reply
     */
    ReasoningRegion scan(int[] completion, int[] prompt, int[] stops);
}
