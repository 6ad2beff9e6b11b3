package dev.tokenwright.chat;

import java.util.Objects;

/**
 * What has become known of a reply since the last time.
 *
 * @param reasoning more reasoning
 * @param content more of the answer
 */
public record ReplyDelta(String reasoning, String content) {
    /** Nothing. */
    public static final ReplyDelta NOTHING = new ReplyDelta("", "");

    /** Checks that nothing is null. */
    public ReplyDelta {
        Objects.requireNonNull(reasoning, "reasoning");
        Objects.requireNonNull(content, "content");
    }

    /** Whether there is anything. */
    public boolean isEmpty() {
        return reasoning.isEmpty() && content.isEmpty();
    }
}
