package dev.tokenwright.testkit.property;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenwright.EncodeOptions;
import dev.tokenwright.SpecialText;
import dev.tokenwright.Tokenizer;
import dev.tokenwright.error.SpecialTokenException;
import dev.tokenwright.spec.AddedToken;
import dev.tokenwright.spec.ModelSpec;
import dev.tokenwright.testkit.golden.GoldenFolder;
import dev.tokenwright.vocab.Tokenizers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Text that somebody typed never becomes a control token. */
class SpecialTextTest {
    @Test
    void noAddedTokenTextOfAnyTokenizerGivesAControlIdWhenItIsTakenAsText() {
        List<String> wrong = new ArrayList<>();
        FixtureTokenizers.visitAll(GoldenFolder.inRepository(), (name, tokenizer) -> check(name, tokenizer, wrong));
        GoldenFolder.shared()
                .ifPresent(folder ->
                        FixtureTokenizers.visitAll(folder, (name, tokenizer) -> check(name, tokenizer, wrong)));
        Tokenizers.names().forEach(name -> check("bundled " + name, Tokenizers.bundled(name), wrong));
        assertThat(wrong).isEmpty();
    }

    private static void check(String name, Tokenizer tokenizer, List<String> wrong) {
        OptionalInt unknown = unknownId(tokenizer);
        for (AddedToken token : tokenizer.spec().addedTokens()) {
            String content = token.content();
            for (String text : List.of(content, "a " + content + " b", "x" + content + "y", content + content)) {
                for (int id : tokenizer.encode(text, EncodeOptions.ORDINARY)) {
                    boolean isUnknown = unknown.isPresent() && unknown.getAsInt() == id;
                    if (tokenizer.vocabulary().isSpecial(id) && !isUnknown) {
                        wrong.add(name + ": \"" + text + "\" gives " + id);
                    }
                }
            }
        }
    }

    /** The token for what the vocabulary lacks, the one control token that ordinary text may give (as in CLIP). */
    private static OptionalInt unknownId(Tokenizer tokenizer) {
        ModelSpec model = tokenizer.spec().model();
        if (model instanceof ModelSpec.Unigram unigram) {
            return unigram.unknownId();
        }
        Optional<String> unknown = Optional.empty();
        if (model instanceof ModelSpec.Bpe bpe) {
            unknown = bpe.unknownToken();
        } else if (model instanceof ModelSpec.WordPiece wordPiece) {
            unknown = Optional.of(wordPiece.unknownToken());
        } else if (model instanceof ModelSpec.WordLevel wordLevel) {
            unknown = Optional.of(wordLevel.unknownToken());
        }
        return unknown.isPresent() ? tokenizer.vocabulary().id(unknown.get()) : OptionalInt.empty();
    }

    @Test
    void everySpecialTokenThatStandsInATextIsRejectedByNameAndPlace() {
        List<String> wrong = new ArrayList<>();
        FixtureTokenizers.selected().forEach((name, tokenizer) -> {
            EncodeOptions options = EncodeOptions.DEFAULT.withSpecialText(SpecialText.REJECT);
            for (AddedToken token : tokenizer.spec().addedTokens()) {
                String before = "a \ud83d\ude00 ";
                if (tokenizer.vocabulary().isSpecial(token.id()) && token.special()) {
                    try {
                        tokenizer.encode(before + token.content() + " b", options);
                        wrong.add(name + ": " + token + " is not rejected");
                    } catch (SpecialTokenException e) {
                        if (e.charIndex() != before.length() || !e.token().equals(token.content())) {
                            wrong.add(
                                    name + ": " + token + " is rejected as \"" + e.token() + "\" at " + e.charIndex());
                        }
                    }
                }
            }
        });
        assertThat(wrong).isEmpty();
    }
}
