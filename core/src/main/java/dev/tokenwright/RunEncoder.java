package dev.tokenwright;

import dev.tokenwright.stage.model.PieceCuts;
import dev.tokenwright.stage.model.PieceEncoder;
import dev.tokenwright.stage.model.TokenRun;
import dev.tokenwright.text.Ints;
import java.util.Optional;

/** A model whose tokens come as two numbers each, the id and the bytes it takes, so that a cache of ids keeps both. */
final class RunEncoder implements PieceEncoder {
    /** What is kept of a run between pieces, in tokens. */
    private static final int KEEP = 1 << 12;
    /** Bit of a length that says that the next token starts where this one does. */
    private static final int SHARES = 1 << 30;

    private final PieceEncoder model;
    private final TokenRun own = new TokenRun();

    RunEncoder(PieceEncoder model) {
        this.model = model;
    }

    @Override
    public void encode(byte[] text, int from, int to, boolean controlAllowed, TokenRun run) {
        own.clear();
        model.encode(text, from, to, controlAllowed, own);
        write(run);
    }

    @Override
    public void encodePart(byte[] text, int from, int to, boolean controlAllowed, TokenRun run) {
        own.clear();
        model.encodePart(text, from, to, controlAllowed, own);
        write(run);
    }

    @Override
    public boolean encodesPartsAlike() {
        return model.encodesPartsAlike();
    }

    private void write(TokenRun run) {
        for (int token = 0; token < own.size(); token++) {
            int length = own.length(token);
            run.add(own.id(token), 0);
            run.add(own.advance(token) == length ? length : length | SHARES, 0);
        }
        own.trim(KEEP);
    }

    @Override
    public Optional<PieceCuts> safeCuts() {
        return model.safeCuts();
    }

    /** How many bytes a token takes, from its second number. */
    static int length(int number) {
        return number & ~SHARES;
    }

    /** How far behind the start of a token the next one starts, from its second number. */
    static int advance(int number) {
        return (number & SHARES) == 0 ? number : 0;
    }

    /** Adds tokens that are two numbers each to a run. */
    static void read(Ints numbers, TokenRun run) {
        for (int index = 0; index < numbers.size(); index += 2) {
            int number = numbers.get(index + 1);
            if ((number & SHARES) == 0) {
                run.add(numbers.get(index), number);
            } else {
                run.addSharing(numbers.get(index), length(number));
            }
        }
    }
}
