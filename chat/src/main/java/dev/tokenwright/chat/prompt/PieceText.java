package dev.tokenwright.chat.prompt;

import dev.tokenwright.Tokenizer;
import dev.tokenwright.spec.ModelSpec;
import java.util.Arrays;
import java.util.List;

/** The text of pieces. A piece that the model lacks stands for itself. */
final class PieceText {
    private PieceText() {}

    static String of(List<String> pieces, Tokenizer tokenizer, ModelSpec.SentencePiece model) {
        int unknown = model.pieces().unknownId();
        int[] ids = pieces.stream()
                .mapToInt(piece -> tokenizer.vocabulary().id(piece).orElse(unknown))
                .toArray();
        StringBuilder text = new StringBuilder();
        int from = 0;
        for (int at = 0; at <= ids.length; at++) {
            boolean end = at == ids.length;
            if (end || ids[at] == unknown && !isUnknownPiece(pieces.get(at), tokenizer, unknown)) {
                text.append(between(ids, from, at, tokenizer));
                text.append(end ? "" : pieces.get(at));
                from = at + 1;
            }
        }
        return text.toString();
    }

    private static boolean isUnknownPiece(String piece, Tokenizer tokenizer, int unknown) {
        return tokenizer.vocabulary().token(unknown).filter(piece::equals).isPresent();
    }

    /** What ids add to the text of those before them. */
    private static String between(int[] ids, int from, int to, Tokenizer tokenizer) {
        if (from >= to) {
            return "";
        }
        String before = tokenizer.decode(Arrays.copyOf(ids, from));
        return tokenizer.decode(Arrays.copyOf(ids, to)).substring(before.length());
    }
}
