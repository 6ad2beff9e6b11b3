package dev.tokenwright.load;

import dev.tokenwright.spec.ModelSpec;
import dev.tokenwright.spec.NormalizerSpec;
import dev.tokenwright.spec.SplitBehavior;
import dev.tokenwright.spec.SplitSpec;
import java.util.List;
import java.util.Optional;

/** The model {@code bert}: WordPiece whose words have U+2581 before them. */
record GgufWordPieces(GgufKeys keys, GgufTokens tokens) implements GgufTokenizer {
    /** Punctuation, ASCII symbols, and the characters that BERT calls Chinese, with the reference's own gap. */
    private static final String SINGLE = "[\\p{P}$+<=>^`|~\\u4E00-\\u9FFF\\u3400-\\u4DBF\\x{20000}-\\x{2A6DF}"
            + "\\x{2A700}-\\x{2B73F}\\x{2B740}-\\x{2B81F}\\x{2B920}-\\x{2CEAF}\\uF900-\\uFAFF\\x{2F800}-\\x{2FA1F}]";

    GgufWordPieces(GgufKeys keys) {
        this(keys, GgufTokens.read(keys));
    }

    @Override
    public Defaults defaults() {
        return Defaults.of(101, -1, 100, 102);
    }

    @Override
    public boolean addsBos() {
        return true;
    }

    @Override
    public boolean addsEos() {
        return false;
    }

    @Override
    public boolean framesWithSeparator() {
        return true;
    }

    @Override
    public ModelSpec model(GgufSpecialIds ids) {
        return new ModelSpec.LlamaWordPiece(tokens.table(), ids.requiredUnknown(keys));
    }

    @Override
    public Optional<NormalizerSpec> normalizer() {
        boolean lowercase = keys.flag("tokenizer.ggml.normalizer.lowercase", true);
        boolean stripAccents = keys.flag("tokenizer.ggml.normalizer.strip_accents", lowercase);
        return Optional.of(new NormalizerSpec.LlamaText(stripAccents, true, lowercase));
    }

    @Override
    public Optional<SplitSpec> splitter() {
        return Optional.of(new SplitSpec.Sequence(List.of(
                new SplitSpec.Split(GgufPreTokenizer.regex("\\s+"), SplitBehavior.REMOVED, false),
                GgufPreTokenizer.split(SINGLE))));
    }

    @Override
    public GgufPieces.Writing writing() {
        return GgufPieces.Writing.ESCAPED;
    }

    @Override
    public boolean addSpacePrefix() {
        return keys.flag("tokenizer.ggml.add_space_prefix", false);
    }

    @Override
    public boolean cleanSpaces() {
        return true;
    }
}
