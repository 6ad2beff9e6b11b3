package dev.tokenwright.testkit.render;

import dev.tokenwright.Tokenizer;
import dev.tokenwright.spec.AddedToken;
import dev.tokenwright.spec.TokenizerSpec;
import dev.tokenwright.testkit.golden.GoldenComparison;
import dev.tokenwright.testkit.golden.GoldenFolder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tokenizers that know a family's control tokens and change no text, so that ids decode to exactly what was written. */
final class TextTokenizers {
    private final GoldenFolder folder;
    private final TokenizerSpec base;
    private final Map<String, Tokenizer> made = new HashMap<>();

    TextTokenizers(GoldenFolder folder) {
        this.folder = folder;
        this.base = new GoldenComparison(folder).load("qwen3").spec();
    }

    /** A tokenizer with the control tokens of a family. */
    Tokenizer of(String family) {
        return made.computeIfAbsent(family, name -> make(RendererFixture.open(name, folder)));
    }

    private Tokenizer make(RendererFixture fixture) {
        List<AddedToken> added = new ArrayList<>();
        int id = Tokenizer.of(base).vocabulary().size();
        for (AddedToken token : fixture.tokenizer().spec().addedTokens()) {
            added.add(AddedToken.control(++id, token.content()));
        }
        return Tokenizer.of(new TokenizerSpec(
                base.origin(),
                base.model(),
                added,
                Optional.empty(),
                base.splitter(),
                base.frame(),
                base.decoder(),
                base.truncation(),
                base.padding(),
                base.unknownIds(),
                base.addedTokenSearch(),
                base.defaults()));
    }
}
