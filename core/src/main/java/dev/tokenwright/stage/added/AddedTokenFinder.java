package dev.tokenwright.stage.added;

import dev.tokenwright.spec.AddedToken;
import dev.tokenwright.spec.TokenizerSpec.AddedTokenSearch;
import dev.tokenwright.text.CodePointSet;
import dev.tokenwright.text.Spans;
import dev.tokenwright.text.UnicodeSets;
import dev.tokenwright.text.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Finds added tokens in text: leftmost first, the longest of those that start at the same place. Immutable. */
public final class AddedTokenFinder {
    /** The mark of a span that is no token. */
    public static final int PLAIN = -1;

    private final AddedToken[] tokens;
    private final LeftmostLongest automaton;
    private final IntPredicate isSpecial;
    /** Finds the tokens when the longest come first; null when those that start first do. */
    private final @Nullable LongestFirst longestFirst;

    private AddedTokenFinder(
            AddedToken[] tokens,
            LeftmostLongest automaton,
            IntPredicate isSpecial,
            @Nullable LongestFirst longestFirst) {
        this.tokens = tokens;
        this.automaton = automaton;
        this.isSpecial = isSpecial;
        this.longestFirst = longestFirst;
    }

    /**
     * A finder for some tokens.
     *
     * @param tokens what is found; {@link AddedToken#content} is taken as it stands
     * @param isSpecial tells by its index in {@code tokens} whether a token counts as special
     */
    public static AddedTokenFinder of(List<AddedToken> tokens, IntPredicate isSpecial) {
        return of(tokens, isSpecial, AddedTokenSearch.LEFTMOST_LONGEST);
    }

    /**
     * A finder for some tokens.
     *
     * @param tokens what is found; {@link AddedToken#content} is taken as it stands
     * @param isSpecial tells by its index in {@code tokens} whether a token counts as special
     * @param search which of overlapping tokens are found
     */
    public static AddedTokenFinder of(List<AddedToken> tokens, IntPredicate isSpecial, AddedTokenSearch search) {
        List<byte[]> patterns = tokens.stream()
                .map(token -> token.content().getBytes(StandardCharsets.UTF_8))
                .toList();
        AddedToken[] array = tokens.toArray(new AddedToken[0]);
        LeftmostLongest automaton = LeftmostLongest.of(patterns);
        return new AddedTokenFinder(
                array,
                automaton,
                isSpecial,
                search == AddedTokenSearch.LONGEST_FIRST ? new LongestFirst(array, automaton, isSpecial) : null);
    }

    /** Whether there is nothing to find. */
    public boolean isEmpty() {
        return tokens.length == 0;
    }

    /**
     * Cuts {@code text[from..to)} into plain stretches and tokens.
     *
     * @param skipSpecial whether special tokens are left in the plain stretches
     * @param search room to search in
     * @param result receives the stretches in order, marked with a token's id or {@link #PLAIN}; stretches of tokens that
     *     strip white space may overlap in odd cases, as the reference's do
     */
    public void find(byte[] text, int from, int to, boolean skipSpecial, Search search, Spans result) {
        find(text, from, to, skipSpecial, Permission.ALL, search, result);
    }

    /** Says where in the text which tokens may be found. */
    public interface Permission {
        /** Every token anywhere. */
        Permission ALL = (token, start, end) -> true;

        /** Whether the token may be found in {@code text[start..end)}. */
        boolean permits(AddedToken token, int start, int end);
    }

    /** As the shorter {@code find}, with tokens left in the plain stretches that are not permitted. */
    public void find(
            byte[] text, int from, int to, boolean skipSpecial, Permission permission, Search search, Spans result) {
        if (from == to) {
            return;
        }
        if (longestFirst != null) {
            longestFirst.find(text, from, to, skipSpecial, permission, result);
            return;
        }
        int done = from;
        int at = from;
        LeftmostLongest.Match match = search.match;
        while (automaton.next(text, at, to, match)) {
            if (permission != Permission.ALL && !permitted(text, from, to, skipSpecial, match, permission)) {
                at = match.start() + 1;
                continue;
            }
            at = match.end();
            if (isPassedOver(text, from, to, skipSpecial, match)) {
                continue;
            }
            AddedToken token = tokens[match.pattern()];
            int start = match.start();
            int end = match.end();
            if (token.stripLeft()) {
                start = Math.max(blankStart(text, from, start), done);
            }
            if (token.stripRight()) {
                end = blankEnd(text, end, to);
            }
            if (done < start) {
                result.add(done, start, PLAIN);
            }
            result.add(start, end, token.id());
            done = end;
        }
        if (done != to) {
            result.add(done, to, PLAIN);
        }
    }

    /** Whether a match stays plain text whoever wrote it. */
    private boolean isPassedOver(byte[] text, int from, int to, boolean skipSpecial, LeftmostLongest.Match match) {
        AddedToken token = tokens[match.pattern()];
        return !token.foundInText()
                || skipSpecial && isSpecial.test(match.pattern())
                || token.singleWord() && touchesWord(text, from, to, match.start(), match.end());
    }

    /** Whether a match is permitted or passed over, or a shorter one from the same place, which is then the match. */
    private boolean permitted(
            byte[] text, int from, int to, boolean skipSpecial, LeftmostLongest.Match match, Permission permission) {
        int start = match.start();
        int end = match.end();
        while (!isPassedOver(text, from, to, skipSpecial, match)
                && !permission.permits(tokens[match.pattern()], start, end)) {
            end = Math.min(end, to) - 1;
            if (end <= start || !automaton.next(text, start, end, match) || match.start() != start) {
                // the match has moved on; the caller goes on behind the place
                match.moveTo(start);
                return false;
            }
            end = match.end();
        }
        return true;
    }

    /** What a search works with. Reusable; belongs to one caller. */
    public static final class Search {
        private final LeftmostLongest.Match match = new LeftmostLongest.Match();

        /** Room for one search at a time. */
        public Search() {}
    }

    /**
     * A token and where it starts.
     *
     * @param id the token's id
     * @param byteStart byte offset of its first character in the text that was searched
     */
    public record Found(int id, int byteStart) {}

    /** The first special token in {@code text[from..to)}. */
    public Optional<Found> firstSpecial(byte[] text, int from, int to) {
        LeftmostLongest.Match match = new LeftmostLongest.Match();
        for (int at = from; automaton.next(text, at, to, match); at = match.end()) {
            if (isSpecial.test(match.pattern())) {
                return Optional.of(new Found(tokens[match.pattern()].id(), match.start()));
            }
        }
        return Optional.empty();
    }

    private static boolean touchesWord(byte[] text, int from, int to, int start, int end) {
        CodePointSet word = UnicodeSets.wordCharacter();
        return start > from && word.contains(Utf8.codePointBefore(text, start))
                || end < to && word.contains(Utf8.codePointAt(text, end));
    }

    private static int blankStart(byte[] text, int from, int end) {
        CodePointSet blank = UnicodeSets.whiteSpace();
        int at = end;
        while (at > from) {
            int codePoint = Utf8.codePointBefore(text, at);
            if (!blank.contains(codePoint)) {
                break;
            }
            at -= Utf8.length(codePoint);
        }
        return at;
    }

    private static int blankEnd(byte[] text, int start, int to) {
        CodePointSet blank = UnicodeSets.whiteSpace();
        int at = start;
        while (at < to) {
            int codePoint = Utf8.codePointAt(text, at);
            if (!blank.contains(codePoint)) {
                break;
            }
            at += Utf8.length(codePoint);
        }
        return at;
    }

    @Override
    public String toString() {
        return "AddedTokenFinder" + Arrays.toString(tokens);
    }
}
