package dev.tokenwright.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenwright.error.LoadException.Kind;
import dev.tokenwright.spec.AddedToken;
import dev.tokenwright.spec.TokenizerSpec;
import org.junit.jupiter.api.Test;

class AddedTokensReaderTest {
    @Test
    void readsEveryField() {
        TokenizerSpec spec = read("{'id': 3, 'content': '<x>', 'single_word': true, 'lstrip': false, 'rstrip': true,"
                + " 'normalized': false, 'special': true}");
        assertThat(spec.addedTokens()).containsExactly(new AddedToken(3, "<x>", true, false, true, false, true));
        assertThat(spec.origin().notes()).isEmpty();
    }

    @Test
    void givesTheIdsOfTheReferenceAndSaysWhereTheyAreNotTheDeclaredOnes() {
        TokenizerSpec spec = read(token(7, "x", false) + token(1, "ab", false) + token(4, "y", false));
        assertThat(spec.addedTokens()).extracting(AddedToken::id).containsExactly(3, 2, 4);
        assertThat(spec.origin().notes())
                .containsExactly(
                        "added token \"x\" is declared with id 7 but gets id 3, as the reference has it",
                        "added token \"ab\" is declared with id 1 but gets id 2, as the reference has it");
    }

    @Test
    void countsFromTheNumberOfTokensEvenWhenTheModelHasHoles() {
        TokenizerSpec spec = Documents.load("{'added_tokens': [" + plain(token(9, "x", false) + token(9, "b", false))
                + "], 'model': {'vocab': {'a': 0, 'b': 2, 'c': 9}, 'merges': []}}");
        assertThat(spec.addedTokens()).extracting(AddedToken::id).containsExactly(3, 2);
    }

    @Test
    void countsFromTheLargestIdOfAnAddedTokenThatTheModelHasBeyondItsSize() {
        TokenizerSpec spec = Documents.load("{'added_tokens': [" + plain(token(9, "c", false) + token(9, "x", false))
                + "], 'model': {'vocab': {'a': 0, 'b': 2, 'c': 9}, 'merges': []}}");
        assertThat(spec.addedTokens()).extracting(AddedToken::id).containsExactly(9, 10);
    }

    @Test
    void leavesOutTokensWithoutTextAndRepeats() {
        TokenizerSpec spec = read(token(3, "", true) + token(3, "x", true) + token(3, "x", true));
        assertThat(spec.addedTokens()).containsExactly(AddedToken.control(3, "x"));
        assertThat(spec.origin().notes())
                .containsExactly("added token 3 has no text and is left out, as the reference has it");
    }

    @Test
    void replacesATokenByALaterOneButKeepsItSpecial() {
        String later = "{'id': 3, 'content': 'x', 'single_word': false, 'lstrip': true, 'rstrip': false,"
                + " 'normalized': false, 'special': false}";
        assertThat(read(token(3, "x", true) + later).addedTokens())
                .containsExactly(new AddedToken(3, "x", false, true, false, false, true));
    }

    @Test
    void refusesWhatTheReferenceRefuses() {
        Documents.assertRefused(
                Documents.with("added_tokens", "null"), Kind.INVALID, "/added_tokens", "expected an array, found null");
        Documents.assertRefused(
                Documents.with("added_tokens", "[{'id': 3, 'content': 'x'}]"),
                Kind.INVALID,
                "/added_tokens/0",
                "\"single_word\" is missing");
        Documents.assertRefused(
                Documents.with("added_tokens", "[" + plain(token(-1, "x", true)) + "]"),
                Kind.INVALID,
                "/added_tokens/0/id",
                "found -1");
        Documents.assertRefused(
                Documents.with("added_tokens", "[" + plain(token(1, "x", true)).replace("}", ", 'x': 0}") + "]"),
                Kind.UNSUPPORTED,
                "/added_tokens/0/x",
                "the field is not known");
    }

    private static String token(int id, String content, boolean special) {
        return "{'id': " + id + ", 'content': '" + content
                + "', 'single_word': false, 'lstrip': false, 'rstrip': false," + " 'normalized': false, 'special': "
                + special + "}, ";
    }

    private static String plain(String tokens) {
        return tokens.endsWith(", ") ? tokens.substring(0, tokens.length() - 2) : tokens;
    }

    private static TokenizerSpec read(String tokens) {
        return Documents.load(Documents.with("added_tokens", "[" + plain(tokens) + "]"));
    }
}
