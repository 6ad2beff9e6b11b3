package dev.tokenwright.testkit.twin;

import dev.tokenwright.spec.AddedToken;
import dev.tokenwright.text.UnicodeSets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The search for added tokens exactly as defined: try every token at every place from the left, and take the longest that
 * stands there; a match that {@code singleWord} discards is passed over as a whole. Where some of the text was typed by
 * somebody, a token with a typed character in it does not stand there, and the next shorter one is tried. It is the oracle of
 * {@code LeftmostLongest} (an Aho-Corasick automaton over bytes) and of {@code AddedTokenFinder}.
 */
public final class PlainAddedTokens {
    /** The id of a stretch that is no token. */
    public static final int PLAIN = -1;

    private final List<AddedToken> tokens;
    private final boolean skipSpecial;
    private final BitSet typed;

    /**
     * A search for some tokens.
     *
     * @param skipSpecial whether special tokens are found and then passed over
     */
    public PlainAddedTokens(List<AddedToken> tokens, boolean skipSpecial) {
        this(tokens, skipSpecial, new BitSet());
    }

    /**
     * A search for some tokens in text that somebody typed some of.
     *
     * @param skipSpecial whether special tokens are found and then passed over
     * @param typed the UTF-16 units that were typed
     */
    public PlainAddedTokens(List<AddedToken> tokens, boolean skipSpecial, BitSet typed) {
        this.tokens = List.copyOf(tokens);
        this.skipSpecial = skipSpecial;
        this.typed = (BitSet) typed.clone();
    }

    /** A stretch of the text, in UTF-16 units, and the id of the token that it is, or {@link #PLAIN}. */
    public record Stretch(int start, int end, int id) {}

    /** The text as a row of plain stretches and tokens. */
    public List<Stretch> find(String text) {
        List<Stretch> result = new ArrayList<>();
        int done = 0;
        int at = 0;
        while (at < text.length()) {
            Optional<AddedToken> found = longestAt(text, at);
            if (found.isEmpty()) {
                at++;
                continue;
            }
            AddedToken token = found.get();
            int start = at;
            int end = at + token.content().length();
            at = end;
            if (isPassedOver(token, text, start)) {
                continue;
            }
            while (token.stripLeft() && start > done && isBlank(text.codePointBefore(start))) {
                start--;
            }
            if (token.stripLeft()) {
                start = Math.max(start, done);
            }
            while (token.stripRight() && end < text.length() && isBlank(text.codePointAt(end))) {
                end++;
            }
            if (done < start) {
                result.add(new Stretch(done, start, PLAIN));
            }
            result.add(new Stretch(start, end, token.id()));
            done = end;
        }
        if (done != text.length()) {
            result.add(new Stretch(done, text.length(), PLAIN));
        }
        return result;
    }

    private Optional<AddedToken> longestAt(String text, int at) {
        return tokens.stream()
                .filter(token -> !token.content().isEmpty() && text.startsWith(token.content(), at))
                .filter(token -> isPassedOver(token, text, at)
                        || !isTyped(at, at + token.content().length()))
                .max(Comparator.comparingInt(token -> token.content().length()));
    }

    private boolean isPassedOver(AddedToken token, String text, int start) {
        return skipSpecial && token.special()
                || token.singleWord()
                        && touchesWord(text, start, start + token.content().length());
    }

    private boolean isTyped(int start, int end) {
        return !typed.get(start, end).isEmpty();
    }

    private static boolean touchesWord(String text, int start, int end) {
        return start > 0 && UnicodeSets.wordCharacter().contains(text.codePointBefore(start))
                || end < text.length() && UnicodeSets.wordCharacter().contains(text.codePointAt(end));
    }

    /** All white space lies in the basic plane, so that one code point is one UTF-16 unit. */
    private static boolean isBlank(int codePoint) {
        return UnicodeSets.whiteSpace().contains(codePoint);
    }
}
