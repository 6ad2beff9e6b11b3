package dev.tokenwright.stage.decode;

import dev.tokenwright.spec.DecoderSpec;
import dev.tokenwright.spec.DecoderSpec.Joining;
import dev.tokenwright.spec.NormalizerSpec;
import dev.tokenwright.spec.PatternSpec;
import dev.tokenwright.stage.decode.JoinedText.Admitted;
import dev.tokenwright.stage.decode.JoinedText.Form;
import dev.tokenwright.text.TextPattern;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Turns token ids into text. Immutable. */
public final class Decoder {
    /** Most bytes of a buffer that waits. */
    private static final int KEEP = 1 << 20;

    private final TokenSource tokens;
    private final List<DecodeStep> steps;
    /** What joins the tokens that the steps leave. */
    private final String separator;
    /** The bytes that each token stands for, when decoding starts with joining them; else null. */
    private final @Nullable JoinedBytes tokenBytes;
    /** Which bytes become text together. */
    private final Joining joining;

    /** What becomes of joined bytes. */
    private final Function<JoinedText, String> toText;
    /** A buffer that waits for the next ids. */
    private final AtomicReference<@Nullable JoinedText> spare = new AtomicReference<>();

    private Decoder(
            TokenSource tokens,
            List<DecodeStep> steps,
            String separator,
            @Nullable JoinedBytes tokenBytes,
            Joining joining,
            Function<JoinedText, String> toText) {
        this.tokens = tokens;
        this.steps = steps;
        this.separator = separator;
        this.tokenBytes = tokenBytes;
        this.joining = joining;
        this.toText = toText;
    }

    /** Makes the bytes of ids. Immutable. */
    @FunctionalInterface
    interface JoinedBytes {
        /**
         * Adds the bytes of ids to an empty text.
         *
         * @return false when there is an id that is not admitted; what the text holds is of no use then
         */
        boolean join(int[] ids, Beginning beginning, Admitted admitted, JoinedText text);
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
        if (specs.size() == 1 && specs.get(0) instanceof DecoderSpec.Bytes bytes) {
            return joined(tokens, TokenBytes.ofRaw(tokens), bytes.joining(), JoinedText::text);
        }
        if (specs.size() == 1 && specs.get(0) instanceof DecoderSpec.TrimmedBytes) {
            return joined(tokens, TokenBytes.ofRaw(tokens), Joining.ALL, text -> BytesToText.trimmed(text.toArray()));
        }
        if (specs.size() == 1 && specs.get(0) instanceof DecoderSpec.ByteLevel) {
            return joined(tokens, TokenBytes.ofByteLevel(tokens), Joining.ALL, JoinedText::text);
        }
        if (specs.size() == 1 && specs.get(0) instanceof DecoderSpec.WrittenPieces pieces) {
            return joined(tokens, new JoinedPieces(pieces, tokens), Joining.ALL, JoinedText::text);
        }
        if (specs.size() == 1 && specs.get(0) instanceof DecoderSpec.SentencePiece sentencePiece) {
            List<DecodeStep> after = sentencePiece
                    .denormalizer()
                    .map(normalizers)
                    .map(DecodeSteps::each)
                    .map(List::of)
                    .orElse(List.of());
            JoinedBytes pieces = new SentencePieceText(sentencePiece, tokens);
            return new Decoder(tokens, after, "", pieces, Joining.ALL, JoinedText::text);
        }
        Optional<FusedTexts> fused = FusedTexts.of(specs, patterns, tokens);
        if (fused.isPresent()) {
            return joined(tokens, fused.get(), Joining.ALL, JoinedText::text);
        }
        List<DecodeStep> steps =
                specs.stream().map(step -> DecodeSteps.of(step, patterns)).toList();
        return new Decoder(tokens, steps, spec.isPresent() ? "" : " ", null, Joining.ALL, JoinedText::text);
    }

    private static Decoder joined(
            TokenSource tokens, JoinedBytes bytes, Joining joining, Function<JoinedText, String> toText) {
        return new Decoder(tokens, List.of(), "", bytes, joining, toText);
    }

    static void flatten(DecoderSpec spec, List<DecoderSpec> specs) {
        if (spec instanceof DecoderSpec.Sequence sequence) {
            sequence.steps().forEach(step -> flatten(step, specs));
        } else {
            specs.add(spec);
        }
    }

    /** The text of ids when all of them are of ordinary tokens, and decoding is joining what these write; else nothing. */
    public Optional<String> decodeOrdinary(int[] ids) {
        if (tokenBytes == null || !steps.isEmpty() || joining == Joining.NONE) {
            return Optional.empty();
        }
        JoinedText text = take(Form.TEXT);
        Optional<String> result = tokenBytes.join(ids, Beginning.OF_TEXT, Admitted.ORDINARY, text)
                ? Optional.of(toText.apply(text))
                : Optional.empty();
        giveBack(text);
        return result;
    }

    /** The text of ids, all of which must have a token. What is not UTF-8 becomes U+FFFD. */
    public String decode(int[] ids, Beginning beginning) {
        List<String> texts;
        if (tokenBytes != null) {
            JoinedText text = joined(tokenBytes, ids, beginning, Form.TEXT);
            texts = List.of(toText.apply(text));
            giveBack(text);
        } else {
            texts = Arrays.stream(ids).mapToObj(tokens::text).toList();
        }
        for (DecodeStep step : steps) {
            texts = step.apply(texts);
        }
        return String.join(separator, texts);
    }

    /** The bytes of ids, all of which must have a token. */
    public byte[] decodeBytes(int[] ids, Beginning beginning) {
        if (tokenBytes == null || !steps.isEmpty()) {
            return decode(ids, beginning).getBytes(StandardCharsets.UTF_8);
        }
        JoinedText text = joined(tokenBytes, ids, beginning, Form.BYTES);
        byte[] bytes = text.toArray();
        giveBack(text);
        return bytes;
    }

    private JoinedText joined(JoinedBytes bytes, int[] ids, Beginning beginning, Form form) {
        JoinedText text = take(form);
        if (!bytes.join(ids, beginning, Admitted.ALL, text)) {
            throw new IllegalArgumentException("an id has no token");
        }
        return text;
    }

    private JoinedText take(Form form) {
        JoinedText waiting = spare.getAndSet(null);
        JoinedText text = waiting == null ? new JoinedText() : waiting;
        text.clear(form);
        return text;
    }

    private void giveBack(JoinedText text) {
        text.trim(KEEP);
        spare.set(text);
    }
}
