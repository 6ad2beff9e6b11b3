package dev.tokenwright.stage.model.wordlevel;

import dev.tokenwright.spec.ModelSpec;
import dev.tokenwright.spec.TokenTable;
import dev.tokenwright.stage.model.PieceEncoder;
import dev.tokenwright.stage.model.TokenRun;
import dev.tokenwright.stage.model.UnknownToken;
import java.util.function.IntPredicate;

/** A piece is one token: its own, or the unknown one. Immutable. */
public final class WordLevelEncoder implements PieceEncoder {
    private static final int NONE = -1;

    private final TokenTable vocabulary;
    private final UnknownToken unknown;
    private final IntPredicate isControl;

    private WordLevelEncoder(TokenTable vocabulary, UnknownToken unknown, IntPredicate isControl) {
        this.vocabulary = vocabulary;
        this.unknown = unknown;
        this.isControl = isControl;
    }

    /**
     * Builds the encoder that a specification describes.
     *
     * @param isControl tells by id which tokens are control tokens
     */
    public static WordLevelEncoder of(ModelSpec.WordLevel spec, IntPredicate isControl) {
        return new WordLevelEncoder(
                spec.vocabulary(), new UnknownToken(spec.unknownToken(), spec.vocabulary()), isControl);
    }

    @Override
    public void encode(byte[] text, int from, int to, boolean controlAllowed, TokenRun run) {
        int id = vocabulary.id(text, from, to);
        if (id != NONE && (controlAllowed || !isControl.test(id))) {
            run.add(id, to - from);
        } else {
            unknown.add(text, from, to, run);
        }
    }
}
