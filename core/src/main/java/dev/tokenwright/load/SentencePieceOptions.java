package dev.tokenwright.load;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How a SentencePiece model is used, beyond what its file says.
 *
 * @param extras what encoding does with the ids of a text, in this order, each applied to the result of those before it.
 *     They are framing: without framing the ids are the text's own
 * @param unknownSurface what the unknown piece is decoded to; empty means as the file says
 */
public record SentencePieceOptions(List<Extra> extras, Optional<String> unknownSurface) {
    /** As the file says and nothing else. */
    public static final SentencePieceOptions DEFAULT = new SentencePieceOptions(List.of(), Optional.empty());

    /** Copies the list. */
    public SentencePieceOptions {
        extras = List.copyOf(extras);
        Objects.requireNonNull(unknownSurface, "unknownSurface");
    }

    /** The same options with other extras. */
    public SentencePieceOptions withExtras(Extra... newExtras) {
        return new SentencePieceOptions(List.of(newExtras), unknownSurface);
    }

    /** The same options with another surface of the unknown piece. */
    public SentencePieceOptions withUnknownSurface(String newUnknownSurface) {
        return new SentencePieceOptions(extras, Optional.of(newUnknownSurface));
    }

    /** What can be done with the ids of a text. */
    public enum Extra {
        /** The piece that begins a text is put before them. */
        BOS,
        /** The piece that ends a text is put after them. */
        EOS,
        /** They come in reverse order. */
        REVERSE
    }
}
