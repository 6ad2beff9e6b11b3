package dev.tokenwright.stage.decode;

import dev.tokenwright.spec.DecoderSpec;
import dev.tokenwright.spec.PatternSpec;
import dev.tokenwright.text.TextPattern;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The bytes that each token stands for between other tokens, before the steps that see the joined text. Immutable.
 */
final class OwnBytes {
    /** A text that no token is, before and behind the one that is asked for. */
    private static final String OTHER = "\u0000\u0001\u0000";

    private final TokenSource tokens;
    private final List<DecoderSpec> specs;
    private final List<DecodeStep> steps = new ArrayList<>();

    OwnBytes(List<DecoderSpec> specs, Function<PatternSpec, TextPattern> patterns, TokenSource tokens) {
        this.tokens = tokens;
        this.specs = specs;
        for (DecoderSpec spec : specs) {
            if (isOnly(spec) || spec instanceof DecoderSpec.Fuse || spec instanceof DecoderSpec.ByteLevel) {
                break;
            }
            steps.add(DecodeSteps.of(spec, patterns));
        }
    }

    private static boolean isOnly(DecoderSpec spec) {
        return spec instanceof DecoderSpec.Bytes
                || spec instanceof DecoderSpec.TrimmedBytes
                || spec instanceof DecoderSpec.WrittenPieces
                || spec instanceof DecoderSpec.SentencePiece;
    }

    byte[] of(int id) {
        DecoderSpec first = specs.isEmpty() ? new DecoderSpec.Fuse() : specs.get(0);
        if (first instanceof DecoderSpec.Bytes || first instanceof DecoderSpec.TrimmedBytes) {
            return tokens.bytes(id);
        }
        if (first instanceof DecoderSpec.ByteLevel) {
            return ByteLevelStream.bytes(tokens.bytes(id));
        }
        if (first instanceof DecoderSpec.WrittenPieces pieces) {
            return WrittenPieceIds.bytes(pieces.pieces(), id, 0);
        }
        if (first instanceof DecoderSpec.SentencePiece sentencePiece) {
            return ofPiece(sentencePiece, id);
        }
        return ofText(tokens.text(id));
    }

    private static byte[] ofPiece(DecoderSpec.SentencePiece spec, int id) {
        return switch (spec.pieces().kind(id)) {
            case BYTE -> new byte[] {spec.pieces().byteOf(id)};
            case CONTROL -> new byte[0];
            default -> SentencePieceIds.pieceBytes(spec, id, 0);
        };
    }

    /** The steps up to the one that joins all texts. */
    private byte[] ofText(String text) {
        List<String> texts = List.of(OTHER, text, OTHER);
        for (int index = 0; index < steps.size(); index++) {
            List<String> own = texts.subList(1, texts.size() - 1);
            int value = own.size() == 1 ? ByteFallback.byteValue(own.get(0)) : -1;
            if (specs.get(index) instanceof DecoderSpec.ByteFallback && value >= 0) {
                return new byte[] {(byte) value};
            }
            texts = steps.get(index).apply(texts);
        }
        String written = String.join("", texts.subList(1, texts.size() - 1));
        byte[] utf8 = written.getBytes(StandardCharsets.UTF_8);
        boolean byteLevel = steps.size() < specs.size() && specs.get(steps.size()) instanceof DecoderSpec.ByteLevel;
        return byteLevel ? ByteLevelStream.bytes(utf8) : utf8;
    }
}
