package dev.tokenwright.load;

import dev.tokenwright.error.LoadException;
import dev.tokenwright.spec.ByteString;
import dev.tokenwright.spec.ModelSpec;
import dev.tokenwright.spec.NormalizerSpec;
import dev.tokenwright.spec.SplitSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The model {@code t5}: SentencePiece's unigram model. */
record GgufUnigrams(GgufKeys keys, GgufTokens tokens) implements GgufTokenizer {
    /** How much worse than the worst token a character is that no token matches. */
    private static final float UNKNOWN_PENALTY = 10f;

    GgufUnigrams(GgufKeys keys) {
        this(keys, GgufTokens.read(keys));
    }

    @Override
    public Defaults defaults() {
        return Defaults.of(-1, 1, 2, -1);
    }

    @Override
    public boolean addsBos() {
        return false;
    }

    @Override
    public boolean addsEos() {
        return true;
    }

    @Override
    public ModelSpec model(GgufSpecialIds ids) {
        double[] scores = new double[tokens.size()];
        float lowest = Float.MAX_VALUE;
        for (int id = 0; id < scores.length; id++) {
            float score = tokens.score(id);
            if (Float.isNaN(score)) {
                throw keys.problem(LoadException.Kind.INVALID, GgufKeys.SCORES, id, "not a number; mend the score");
            }
            scores[id] = switch (tokens.type(id)) {
                case NORMAL, UNUSED -> score;
                case USER_DEFINED -> 0;
                default -> Double.NaN;
            };
            if (tokens.type(id) == GgufTokens.Type.NORMAL) {
                lowest = Math.min(lowest, score);
            }
        }
        return new ModelSpec.LlamaUnigram(
                tokens.table(), ModelSpec.Scores.copyOf(scores), ids.requiredUnknown(keys), lowest - UNKNOWN_PENALTY);
    }

    @Override
    public Optional<NormalizerSpec> normalizer() {
        byte[] charsMap = keys.charsMap();
        List<String> userDefined = new ArrayList<>();
        for (int id = 0; id < tokens.size(); id++) {
            if (tokens.type(id) == GgufTokens.Type.USER_DEFINED) {
                userDefined.add(tokens.text(id));
            }
        }
        return Optional.of(new NormalizerSpec.LlamaUnigram(
                ByteString.copyOf(charsMap),
                userDefined,
                addSpacePrefix(),
                keys.flag("tokenizer.ggml.remove_extra_whitespaces", false)));
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
        return keys.flag("tokenizer.ggml.add_space_prefix", false);
    }

    @Override
    public boolean cleanSpaces() {
        return false;
    }
}
