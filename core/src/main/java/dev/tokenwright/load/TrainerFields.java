package dev.tokenwright.load;

import dev.tokenwright.error.LoadException;
import dev.tokenwright.error.LoadException.Kind;
import dev.tokenwright.spec.ByteString;
import dev.tokenwright.spec.ModelSpec.SentencePiece.Algorithm;
import dev.tokenwright.wire.ProtobufReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The fields of a {@code TrainerSpec} that matter after training. */
final class TrainerFields {
    private static final Map<Integer, Algorithm> ALGORITHMS =
            Map.of(1, Algorithm.UNIGRAM, 2, Algorithm.BPE, 3, Algorithm.WORD, 4, Algorithm.CHAR);

    private Algorithm algorithm = Algorithm.UNIGRAM;
    private boolean byteFallback;
    private boolean whitespaceAsSuffix;
    private ByteString unknownPiece = utf8("<unk>");
    private ByteString unknownSurface = utf8(" \u2047 ");
    private ByteString beginPiece = utf8("<s>");
    private ByteString endPiece = utf8("</s>");
    private ByteString paddingPiece = utf8("<pad>");

    private static ByteString utf8(String text) {
        return ByteString.copyOf(text.getBytes(StandardCharsets.UTF_8));
    }

    void read(ProtobufReader message) {
        while (message.next()) {
            switch (message.field()) {
                case 3 -> algorithm = readAlgorithm(message);
                case 24 -> whitespaceAsSuffix = message.bool("treat_whitespace_as_suffix");
                case 35 -> byteFallback = message.bool("byte_fallback");
                case 44 -> unknownSurface = ByteString.copyOf(message.bytes("unk_surface"));
                case 45 -> unknownPiece = readPiece(message, "unk_piece", "<unk>");
                case 46 -> beginPiece = readPiece(message, "bos_piece", "<s>");
                case 47 -> endPiece = readPiece(message, "eos_piece", "</s>");
                case 48 -> paddingPiece = readPiece(message, "pad_piece", "<pad>");
                default -> message.skip();
            }
        }
    }

    private static Algorithm readAlgorithm(ProtobufReader message) {
        int type = message.int32("model_type");
        Algorithm algorithm = ALGORITHMS.get(type);
        if (algorithm == null) {
            throw new LoadException(
                    Kind.UNSUPPORTED,
                    message.place(),
                    "model_type is " + type + ", but only 1 (unigram), 2 (bpe), 3 (word) and 4 (char) are known");
        }
        return algorithm;
    }

    private static ByteString readPiece(ProtobufReader message, String name, String whenEmpty) {
        byte[] piece = message.bytes(name);
        return piece.length == 0 ? utf8(whenEmpty) : ByteString.copyOf(piece);
    }

    Algorithm algorithm() {
        return algorithm;
    }

    boolean byteFallback() {
        return byteFallback;
    }

    boolean whitespaceAsSuffix() {
        return whitespaceAsSuffix;
    }

    ByteString unknownPiece() {
        return unknownPiece;
    }

    ByteString unknownSurface() {
        return unknownSurface;
    }

    ByteString beginPiece() {
        return beginPiece;
    }

    ByteString endPiece() {
        return endPiece;
    }

    ByteString paddingPiece() {
        return paddingPiece;
    }
}
