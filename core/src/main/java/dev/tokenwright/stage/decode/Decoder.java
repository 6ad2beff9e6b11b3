package dev.tokenwright.stage.decode;

import dev.tokenwright.spec.DecoderSpec;
import dev.tokenwright.spec.PatternSpec;
import dev.tokenwright.text.TextPattern;
import dev.tokenwright.text.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Turns token ids into text. Immutable. */
public final class Decoder {
    private final TokenSource tokens;
    private final List<DecodeStep> steps;
    /** What joins the tokens that the steps leave. */
    private final String separator;
    /** The bytes that each token stands for, when decoding is nothing but joining them; else null. */
    private final @Nullable JoinedBytes tokenBytes;

    private Decoder(TokenSource tokens, List<DecodeStep> steps, String separator, @Nullable JoinedBytes tokenBytes) {
        this.tokens = tokens;
        this.steps = steps;
        this.separator = separator;
        this.tokenBytes = tokenBytes;
    }

    /** Makes the bytes of ids. Immutable. */
    @FunctionalInterface
    interface JoinedBytes {
        /** The bytes of ids one after the other. */
        byte[] join(int[] ids, Beginning beginning);
    }

    /** What stood before the first of some ids. */
    public enum Beginning {
        /** Nothing. */
        OF_TEXT,
        /** Ids that were left out. */
        AFTER_OTHERS
    }

    /**
     * Builds the decoder that a specification describes; nothing means tokens with blanks between them.
     *
     * @param patterns makes patterns ready to search
     */
    public static Decoder of(
            Optional<DecoderSpec> spec, Function<PatternSpec, TextPattern> patterns, TokenSource tokens) {
        List<DecoderSpec> specs = new ArrayList<>();
        spec.ifPresent(present -> flatten(present, specs));
        if (specs.size() == 1 && specs.get(0) instanceof DecoderSpec.Bytes) {
            TokenBytes bytes = TokenBytes.ofRaw(tokens);
            return new Decoder(tokens, List.of(), "", (ids, beginning) -> bytes.join(ids));
        }
        if (specs.size() == 1 && specs.get(0) instanceof DecoderSpec.ByteLevel) {
            TokenBytes bytes = TokenBytes.ofByteLevel(tokens);
            return new Decoder(tokens, List.of(), "", (ids, beginning) -> bytes.join(ids));
        }
        if (specs.size() == 1 && specs.get(0) instanceof DecoderSpec.Pieces pieces) {
            return new Decoder(tokens, List.of(), "", new JoinedPieces(pieces));
        }
        List<DecodeStep> steps =
                specs.stream().map(step -> DecodeSteps.of(step, patterns)).toList();
        return new Decoder(tokens, steps, spec.isPresent() ? "" : " ", null);
    }

    private static void flatten(DecoderSpec spec, List<DecoderSpec> specs) {
        if (spec instanceof DecoderSpec.Sequence sequence) {
            sequence.steps().forEach(step -> flatten(step, specs));
        } else {
            specs.add(spec);
        }
    }

    /** The text of ids, all of which must have a token. What is not UTF-8 becomes U+FFFD. */
    public String decode(int[] ids, Beginning beginning) {
        if (tokenBytes != null) {
            byte[] bytes = tokenBytes.join(ids, beginning);
            return Utf8.decodeLossy(bytes, 0, bytes.length);
        }
        List<String> texts = new ArrayList<>(ids.length);
        for (int id : ids) {
            texts.add(tokens.text(id));
        }
        for (DecodeStep step : steps) {
            texts = step.apply(texts);
        }
        return String.join(separator, texts);
    }

    /** The bytes of ids, all of which must have a token. */
    public byte[] decodeBytes(int[] ids, Beginning beginning) {
        return tokenBytes != null
                ? tokenBytes.join(ids, beginning)
                : decode(ids, beginning).getBytes(StandardCharsets.UTF_8);
    }
}
