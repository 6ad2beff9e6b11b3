package dev.tokenwright.stage.decode;

import dev.tokenwright.spec.DecoderSpec;
import dev.tokenwright.spec.NormalizerSpec;
import dev.tokenwright.spec.PatternSpec;
import dev.tokenwright.stage.decode.SentencePieceText.Malformed;
import dev.tokenwright.text.TextPattern;
import dev.tokenwright.text.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Turns token ids into text. Immutable. */
public final class Decoder {
    private final TokenSource tokens;
    private final List<DecodeStep> steps;
    /** What joins the tokens that the steps leave. */
    private final String separator;
    /** The bytes that each token stands for, when decoding is nothing but joining them; else null. */
    private final @Nullable JoinedBytes tokenBytes;
    /** The decoding of a SentencePiece model, before its denormalizer, which is the only step then; else null. */
    private final @Nullable SentencePieceText sentencePiece;

    private final BytesToText bytesToText;

    private Decoder(
            TokenSource tokens,
            List<DecodeStep> steps,
            String separator,
            @Nullable JoinedBytes tokenBytes,
            @Nullable SentencePieceText sentencePiece,
            BytesToText bytesToText) {
        this.tokens = tokens;
        this.steps = steps;
        this.separator = separator;
        this.tokenBytes = tokenBytes;
        this.sentencePiece = sentencePiece;
        this.bytesToText = bytesToText;
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
     * @param normalizers makes normalizers ready to rewrite text
     */
    public static Decoder of(
            Optional<DecoderSpec> spec,
            Function<PatternSpec, TextPattern> patterns,
            Function<NormalizerSpec, UnaryOperator<String>> normalizers,
            TokenSource tokens) {
        List<DecoderSpec> specs = new ArrayList<>();
        spec.ifPresent(present -> flatten(present, specs));
        if (specs.size() == 1 && specs.get(0) instanceof DecoderSpec.Bytes) {
            return new Decoder(tokens, List.of(), "", TokenBytes.ofRaw(tokens), null, BytesToText::replacing);
        }
        if (specs.size() == 1 && specs.get(0) instanceof DecoderSpec.TrimmedBytes) {
            return new Decoder(tokens, List.of(), "", TokenBytes.ofRaw(tokens), null, BytesToText::trimmed);
        }
        if (specs.size() == 1 && specs.get(0) instanceof DecoderSpec.ByteLevel) {
            return new Decoder(tokens, List.of(), "", TokenBytes.ofByteLevel(tokens), null, BytesToText::replacing);
        }
        if (specs.size() == 1 && specs.get(0) instanceof DecoderSpec.WrittenPieces pieces) {
            return new Decoder(tokens, List.of(), "", new JoinedPieces(pieces), null, BytesToText::replacing);
        }
        if (specs.size() == 1 && specs.get(0) instanceof DecoderSpec.SentencePiece sentencePiece) {
            List<DecodeStep> after = sentencePiece
                    .denormalizer()
                    .map(normalizers)
                    .map(DecodeSteps::each)
                    .map(List::of)
                    .orElse(List.of());
            return new Decoder(tokens, after, "", null, new SentencePieceText(sentencePiece), BytesToText::replacing);
        }
        Optional<FusedTexts> fused = FusedTexts.of(specs, patterns, tokens);
        if (fused.isPresent()) {
            return new Decoder(tokens, List.of(), "", fused.get(), null, BytesToText::replacing);
        }
        List<DecodeStep> steps =
                specs.stream().map(step -> DecodeSteps.of(step, patterns)).toList();
        return new Decoder(tokens, steps, spec.isPresent() ? "" : " ", null, null, BytesToText::replacing);
    }

    static void flatten(DecoderSpec spec, List<DecoderSpec> specs) {
        if (spec instanceof DecoderSpec.Sequence sequence) {
            sequence.steps().forEach(step -> flatten(step, specs));
        } else {
            specs.add(spec);
        }
    }

    /** The text of ids, all of which must have a token. What is not UTF-8 becomes U+FFFD. */
    public String decode(int[] ids, Beginning beginning) {
        if (tokenBytes != null) {
            return bytesToText.apply(tokenBytes.join(ids, beginning));
        }
        List<String> texts = texts(ids);
        for (DecodeStep step : steps) {
            texts = step.apply(texts);
        }
        return String.join(separator, texts);
    }

    /** What the steps start with. */
    private List<String> texts(int[] ids) {
        if (sentencePiece != null) {
            byte[] joined = sentencePiece.join(ids, Malformed.REPLACED);
            return List.of(Utf8.decodeLossy(joined, 0, joined.length));
        }
        List<String> texts = new ArrayList<>(ids.length);
        for (int id : ids) {
            texts.add(tokens.text(id));
        }
        return texts;
    }

    /** The bytes of ids, all of which must have a token. */
    public byte[] decodeBytes(int[] ids, Beginning beginning) {
        if (sentencePiece != null && steps.isEmpty()) {
            return sentencePiece.join(ids, Malformed.KEPT);
        }
        return tokenBytes != null
                ? tokenBytes.join(ids, beginning)
                : decode(ids, beginning).getBytes(StandardCharsets.UTF_8);
    }
}
