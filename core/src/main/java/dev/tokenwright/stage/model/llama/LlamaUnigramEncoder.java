package dev.tokenwright.stage.model.llama;

import dev.tokenwright.spec.ModelSpec;
import dev.tokenwright.spec.TokenTable;
import dev.tokenwright.stage.model.PieceEncoder;
import dev.tokenwright.stage.model.TokenRun;
import dev.tokenwright.text.HashTrie;
import dev.tokenwright.text.Utf8;
import java.util.Arrays;

/** The segmentation of a text with the best sum of scores. Immutable. */
public final class LlamaUnigramEncoder implements PieceEncoder {
    /*
     * Viterbi's algorithm from left to right: best[end] is the best sum of scores of all segmentations of what stands
     * before end; starts[end] and ids[end] are its last token. A later candidate must be better to replace an earlier one.
     * Cost: O(n * longest token).
     */
    private final HashTrie tokens = new HashTrie();
    private final ModelSpec.Scores scores;
    private final int unknownId;
    private final double unknownScore;

    /** The encoder that a specification describes. */
    public LlamaUnigramEncoder(ModelSpec.LlamaUnigram spec) {
        TokenTable vocabulary = spec.vocabulary();
        for (int id = 0; id < vocabulary.idLimit(); id++) {
            if (vocabulary.contains(id) && !Double.isNaN(spec.scores().of(id))) {
                tokens.add(vocabulary.bytes(id), id);
            }
        }
        scores = spec.scores();
        unknownId = spec.unknownId();
        unknownScore = spec.unknownScore();
    }

    @Override
    public void encode(byte[] text, int from, int to, boolean controlAllowed, TokenRun run) {
        int length = to - from;
        double[] best = new double[length + 1];
        int[] starts = new int[length + 1];
        int[] ids = new int[length + 1];
        Arrays.fill(best, -Double.MAX_VALUE);
        Arrays.fill(ids, unknownId);
        best[0] = 0;
        for (int at = 0; at < length; ) {
            int size = Math.min(Utf8.lengthByLead(text[from + at]), length - at);
            boolean matched = false;
            int node = HashTrie.ROOT;
            for (int end = at + 1; end <= length; end++) {
                node = tokens.child(node, text[from + end - 1]);
                if (node == HashTrie.NONE) {
                    break;
                }
                int id = tokens.value(node);
                if (id >= 0) {
                    matched |= end - at == size;
                    double score = best[at] + scores.of(id);
                    if (score > best[end]) {
                        best[end] = score;
                        starts[end] = at;
                        ids[end] = id;
                    }
                }
            }
            int end = at + size;
            if (!matched && best[at] + unknownScore > best[end]) {
                best[end] = best[at] + unknownScore;
                starts[end] = at;
                ids[end] = unknownId;
            }
            at = end;
        }
        write(starts, ids, run);
    }

    /** Writes the tokens that lead to the end; unknown ones in a row are one. */
    private void write(int[] starts, int[] ids, TokenRun run) {
        int[] ends = new int[ids.length];
        int count = 0;
        for (int end = ids.length - 1; end > 0; end = starts[end]) {
            ends[count++] = end;
        }
        int tokenStart = 0;
        for (int index = count - 1; index >= 0; index--) {
            int end = ends[index];
            boolean goesOn = index > 0 && ids[end] == unknownId && ids[ends[index - 1]] == unknownId;
            if (!goesOn) {
                run.add(ids[end], end - tokenStart);
                tokenStart = end;
            }
        }
    }
}
