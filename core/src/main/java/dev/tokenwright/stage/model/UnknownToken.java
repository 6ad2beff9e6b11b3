package dev.tokenwright.stage.model;

import dev.tokenwright.error.UnencodableTextException;
import dev.tokenwright.spec.TokenTable;
import java.nio.charset.StandardCharsets;

/** What stands for a piece that the vocabulary lacks. The vocabulary may lack it too, which matters when it is needed. */
public final class UnknownToken {
    private static final int NONE = -1;
    private static final int SHOWN = 60;

    private final String content;
    private final int id;

    /** The token of this name. */
    public UnknownToken(String content, TokenTable vocabulary) {
        this.content = content;
        this.id = vocabulary.id(content);
    }

    /** Adds it for the whole of {@code text[from..to)}. */
    public void add(byte[] text, int from, int to, TokenRun run) {
        if (id == NONE) {
            String piece = new String(text, from, to - from, StandardCharsets.UTF_8);
            int end = piece.offsetByCodePoints(0, Math.min(SHOWN, piece.codePointCount(0, piece.length())));
            throw new UnencodableTextException("\"" + piece.substring(0, end)
                    + "\" is not in the vocabulary, and neither is the unknown token \"" + content
                    + "\". Mend the tokenizer file: add the token to the vocabulary");
        }
        run.add(id, to - from);
    }
}
