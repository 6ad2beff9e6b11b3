package dev.tokenwright.chat.prompt;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A conversation as ids, with what is trained on. */
public final class TokenizedConversation {
    /** The target of a token that is not trained on. */
    public static final int IGNORED = -100;

    private final String text;
    private final int[] ids;
    private final int @Nullable [] targets;

    TokenizedConversation(String text, int[] ids, int @Nullable [] targets) {
        this.text = text;
        this.ids = ids;
        this.targets = targets;
    }

    /** What the template wrote. */
    public String text() {
        return text;
    }

    /** The ids; the array is the caller's. */
    public int[] ids() {
        return ids.clone();
    }

    /** For each id itself, or {@link #IGNORED}; not shifted. Empty when no targets were asked for. */
    public Optional<int[]> targets() {
        return targets == null ? Optional.empty() : Optional.of(targets.clone());
    }
}
