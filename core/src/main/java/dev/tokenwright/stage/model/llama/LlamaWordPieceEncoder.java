package dev.tokenwright.stage.model.llama;

import dev.tokenwright.spec.ModelSpec;
import dev.tokenwright.spec.TokenTable;
import dev.tokenwright.stage.model.PieceEncoder;
import dev.tokenwright.stage.model.SymbolBuffer;
import dev.tokenwright.stage.model.TokenRun;
import dev.tokenwright.text.HashTrie;

/** Greedy longest match over a word with U+2581 before it; a word that does not match to its end is unknown. Immutable. */
public final class LlamaWordPieceEncoder implements PieceEncoder {
    private static final byte[] WORD_START = {(byte) 0xE2, (byte) 0x96, (byte) 0x81};
    private static final int NONE = -1;

    private final HashTrie tokens = new HashTrie();
    private final int unknownId;

    /** The encoder that a specification describes. */
    public LlamaWordPieceEncoder(ModelSpec.LlamaWordPiece spec) {
        TokenTable vocabulary = spec.vocabulary();
        for (int id = 0; id < vocabulary.idLimit(); id++) {
            if (vocabulary.contains(id)) {
                tokens.add(vocabulary.bytes(id), id);
            }
        }
        unknownId = spec.unknownId();
    }

    @Override
    public void encode(byte[] text, int from, int to, boolean controlAllowed, TokenRun run) {
        byte[] word = new byte[WORD_START.length + to - from];
        System.arraycopy(WORD_START, 0, word, 0, WORD_START.length);
        System.arraycopy(text, from, word, WORD_START.length, to - from);
        SymbolBuffer parts = run.symbols();
        parts.clear();
        for (int at = 0; at < word.length; ) {
            int end = at;
            int id = NONE;
            int node = HashTrie.ROOT;
            for (int next = at; next < word.length; next++) {
                node = tokens.child(node, word[next]);
                if (node == HashTrie.NONE) {
                    break;
                }
                if (tokens.value(node) >= 0) {
                    id = tokens.value(node);
                    end = next + 1;
                }
            }
            if (id == NONE) {
                run.add(unknownId, to - from);
                return;
            }
            parts.add(id, inWord(end) - inWord(at));
            at = end;
        }
        run.addAll(parts, parts.size());
    }

    /** An index of the word in front of which U+2581 stands, without it. */
    private static int inWord(int index) {
        return Math.max(0, index - WORD_START.length);
    }
}
