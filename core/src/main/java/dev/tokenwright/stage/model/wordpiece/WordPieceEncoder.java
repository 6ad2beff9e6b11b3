package dev.tokenwright.stage.model.wordpiece;

import dev.tokenwright.spec.ModelSpec;
import dev.tokenwright.stage.model.PieceEncoder;
import dev.tokenwright.stage.model.SymbolBuffer;
import dev.tokenwright.stage.model.TokenRun;
import dev.tokenwright.stage.model.TokenTrie;
import dev.tokenwright.stage.model.UnknownToken;
import dev.tokenwright.text.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.function.IntPredicate;

/**
 * WordPiece: the longest token that the rest of the piece starts with is taken until nothing is left [1]. A piece in which
 * that fails somewhere, or that is too long, is unknown as a whole. Immutable.
 */
public final class WordPieceEncoder implements PieceEncoder {
    /*
     * A token inside a piece is looked up with the continuing prefix before it, and so starts at the state of the trie
     * that the prefix leads to. Cost: a walk per token, so O(length of the piece) for a given vocabulary.
     *
     * The plain twin is PlainWordPiece in the test kit.
     *
     * [1] M. Schuster, K. Nakajima: Japanese and Korean voice search, ICASSP 2012; the greedy form as in BERT.
     */
    private final TokenTrie trie;
    /** State at which tokens inside a piece start; {@link TokenTrie#NONE} when there are none. */
    private final int inside;

    private final int maxInputChars;
    private final UnknownToken unknown;
    private final IntPredicate isControl;

    private WordPieceEncoder(
            TokenTrie trie, int inside, int maxInputChars, UnknownToken unknown, IntPredicate isControl) {
        this.trie = trie;
        this.inside = inside;
        this.maxInputChars = maxInputChars;
        this.unknown = unknown;
        this.isControl = isControl;
    }

    /**
     * Builds the encoder that a specification describes.
     *
     * @param isControl tells by id which tokens are control tokens
     */
    public static WordPieceEncoder of(ModelSpec.WordPiece spec, IntPredicate isControl) {
        TokenTrie trie = TokenTrie.of(spec.vocabulary());
        byte[] prefix = spec.continuingSubwordPrefix().getBytes(StandardCharsets.UTF_8);
        return new WordPieceEncoder(
                trie,
                trie.walk(TokenTrie.ROOT, prefix),
                spec.maxInputCharsPerWord(),
                new UnknownToken(spec.unknownToken(), spec.vocabulary()),
                isControl);
    }

    @Override
    public void encode(byte[] text, int from, int to, boolean controlAllowed, TokenRun run) {
        if (Utf8.countCodePoints(text, from, to) > maxInputChars) {
            unknown.add(text, from, to, run);
            return;
        }
        SymbolBuffer tokens = run.symbols();
        tokens.clear();
        int state = TokenTrie.ROOT;
        for (int at = from; at < to; state = inside) {
            int length = addLongest(text, at, to, state, controlAllowed, tokens);
            if (length == 0) {
                unknown.add(text, from, to, run);
                return;
            }
            at += length;
        }
        run.addAll(tokens, tokens.size());
    }

    /** Adds the longest token that starts at {@code at} and returns its length, 0 when there is none. */
    private int addLongest(byte[] text, int at, int to, int start, boolean controlAllowed, SymbolBuffer tokens) {
        int state = start;
        int longest = TokenTrie.NONE;
        int end = at;
        for (int next = at; state != TokenTrie.NONE && next < to; ) {
            state = trie.step(state, text[next++]);
            if (state != TokenTrie.NONE && trie.isToken(state)) {
                int id = trie.id(state);
                if (controlAllowed || !isControl.test(id)) {
                    longest = id;
                    end = next;
                }
            }
        }
        if (longest != TokenTrie.NONE) {
            tokens.add(longest, end - at);
        }
        return end - at;
    }
}
