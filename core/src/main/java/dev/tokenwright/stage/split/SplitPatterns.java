package dev.tokenwright.stage.split;

import dev.tokenwright.spec.PatternSpec;
import dev.tokenwright.text.TextPattern;
import dev.tokenwright.text.regex.RegexNode;
import java.util.Optional;

/** Makes the patterns of a specification ready for use. */
public interface SplitPatterns {
    /**
     * A pattern ready to search.
     *
     * @throws dev.tokenwright.error.LoadException when it is malformed or uses something that is not supported exactly
     */
    TextPattern pattern(PatternSpec spec);

    /**
     * A pattern as a tree, which may then be compiled in another way; nothing when only {@link #pattern} is to be used.
     *
     * @throws dev.tokenwright.error.LoadException when it is malformed or uses something that is not supported exactly
     */
    default Optional<RegexNode> tree(PatternSpec spec) {
        return Optional.empty();
    }
}
