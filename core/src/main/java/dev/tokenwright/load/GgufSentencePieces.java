package dev.tokenwright.load;

import dev.tokenwright.error.LoadException;
import dev.tokenwright.spec.MergeSpec;
import dev.tokenwright.spec.ModelSpec;
import dev.tokenwright.spec.NormalizerSpec;
import dev.tokenwright.spec.PatternSpec;
import dev.tokenwright.spec.SplitSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The model {@code llama}: SentencePiece's byte pair encoding, where scores say which neighbours merge first. */
record GgufSentencePieces(GgufKeys keys, GgufTokens tokens) implements GgufTokenizer {
    GgufSentencePieces(GgufKeys keys) {
        this(keys, GgufTokens.read(keys));
    }

    @Override
    public Defaults defaults() {
        return Defaults.of(1, 2, 0, -1);
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
    public ModelSpec model(GgufSpecialIds ids) {
        long work = 0;
        double[] scores = new double[tokens.size()];
        for (int id = 0; id < scores.length; id++) {
            scores[id] = tokens.score(id);
            if (Double.isNaN(scores[id])) {
                throw keys.problem(LoadException.Kind.INVALID, GgufKeys.SCORES, id, "not a number; mend the score");
            }
            long length = tokens.table().length(id);
            work += length * length;
        }
        if (work > Limits.MAX_RANK_WORK) {
            throw keys.problem(LoadException.Kind.LIMIT, GgufKeys.TOKENS, "tokens are too long to find their merges");
        }
        return new ModelSpec.LlamaBpe(
                tokens.table(),
                new MergeSpec.ByScore(ModelSpec.Scores.copyOf(scores)),
                false,
                false,
                ModelSpec.LlamaBpe.ByteTokens.NAMED_OR_RAW);
    }

    @Override
    public Optional<NormalizerSpec> normalizer() {
        List<NormalizerSpec> steps = new ArrayList<>();
        if (addSpacePrefix()) {
            steps.add(new NormalizerSpec.Prepend(" "));
        }
        steps.add(new NormalizerSpec.Replace(new PatternSpec.Literal(" "), "\u2581"));
        return Optional.of(new NormalizerSpec.Sequence(steps));
    }

    @Override
    public Optional<SplitSpec> splitter() {
        return Optional.empty();
    }

    @Override
    public GgufPieces.Writing writing() {
        return GgufPieces.Writing.ESCAPED;
    }

    @Override
    public boolean addSpacePrefix() {
        return keys.flag("tokenizer.ggml.add_space_prefix", true);
    }

    @Override
    public boolean cleanSpaces() {
        return false;
    }
}
