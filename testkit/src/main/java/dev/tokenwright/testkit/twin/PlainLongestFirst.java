package dev.tokenwright.testkit.twin;

import dev.tokenwright.spec.AddedToken;
import dev.tokenwright.testkit.twin.PlainAddedTokens.Stretch;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/**
 * llama.cpp's search for added tokens exactly as defined: for one token after the other, the one of most bytes first, cut it out of
 * every stretch of text that is left, from the left. It is the oracle of {@code LongestFirst}.
 */
public final class PlainLongestFirst {
    private final List<AddedToken> tokens;
    private final BitSet typed;

    /**
     * A search for some tokens.
     *
     * @param skipSpecial whether special tokens are not looked for
     */
    public PlainLongestFirst(List<AddedToken> tokens, boolean skipSpecial) {
        this(tokens, skipSpecial, new BitSet());
    }

    /**
     * A search for some tokens in text that somebody typed some of, in which no token stands.
     *
     * @param skipSpecial whether special tokens are not looked for
     * @param typed the UTF-16 units that were typed
     */
    public PlainLongestFirst(List<AddedToken> tokens, boolean skipSpecial, BitSet typed) {
        this.typed = (BitSet) typed.clone();
        this.tokens = tokens.stream()
                .filter(token -> !(skipSpecial && token.special()))
                .sorted(Comparator.comparing(token -> -token.content().getBytes(StandardCharsets.UTF_8).length))
                .toList();
    }

    /** The text as a row of plain stretches and tokens, in UTF-16 units; stripped blanks are in none. */
    public List<Stretch> find(String text) {
        List<Stretch> stretches = new ArrayList<>();
        if (!text.isEmpty()) {
            stretches.add(new Stretch(0, text.length(), PlainAddedTokens.PLAIN));
        }
        for (AddedToken token : tokens) {
            List<Stretch> next = new ArrayList<>();
            for (Stretch stretch : stretches) {
                if (stretch.id() == PlainAddedTokens.PLAIN) {
                    cut(text, stretch.start(), stretch.end(), token, next);
                } else {
                    next.add(stretch);
                }
            }
            stretches = next;
        }
        return stretches;
    }

    private void cut(String text, int start, int end, AddedToken token, List<Stretch> result) {
        int from = start;
        int found = indexOf(token.content(), text, from, end);
        while (found >= 0) {
            int left = found;
            while (token.stripLeft() && left > from && isBlank(text.charAt(left - 1))) {
                left--;
            }
            addPlain(from, left, result);
            from = found + token.content().length();
            result.add(new Stretch(found, from, token.id()));
            while (token.stripRight() && from < end && isBlank(text.charAt(from))) {
                from++;
            }
            found = indexOf(token.content(), text, from, end);
        }
        addPlain(from, end, result);
    }

    private int indexOf(String content, String text, int from, int end) {
        int found = text.substring(0, end).indexOf(content, from);
        while (found >= 0 && !typed.get(found, found + content.length()).isEmpty()) {
            found = text.substring(0, end).indexOf(content, found + 1);
        }
        return found;
    }

    private static void addPlain(int start, int end, List<Stretch> result) {
        if (start < end) {
            result.add(new Stretch(start, end, PlainAddedTokens.PLAIN));
        }
    }

    private static boolean isBlank(char unit) {
        return unit == ' ' || unit >= '\t' && unit <= '\r';
    }
}
