package dev.tokenwright.load;

import dev.tokenwright.error.LoadException;
import dev.tokenwright.error.LoadException.Kind;
import dev.tokenwright.error.Place;
import dev.tokenwright.load.SentencePieceOptions.Extra;
import dev.tokenwright.spec.ByteString;
import dev.tokenwright.spec.DecoderSpec;
import dev.tokenwright.spec.FrameSpec;
import dev.tokenwright.spec.ModelSpec;
import dev.tokenwright.spec.ModelSpec.SentencePiece.Algorithm;
import dev.tokenwright.spec.ModelSpec.SentencePiece.Controls;
import dev.tokenwright.spec.NormalizerSpec;
import dev.tokenwright.spec.Origin;
import dev.tokenwright.spec.Pieces;
import dev.tokenwright.spec.TokenizerSpec;
import dev.tokenwright.wire.ProtobufReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Reads the models of SentencePiece ({@code sentencepiece_model.proto}).
 *
 * <p>As SentencePiece does, the reader passes over what only training uses, over self-test data, over extensions (field
 * numbers from 200) and over fields that version 0.2 does not know; a message that stands there several times is merged.
 * Unlike SentencePiece, which takes an unknown type of model for Unigram and an unknown type of piece for a normal one, it
 * refuses both, and also fields whose wire type is wrong.
 */
final class SentencePieceReader {
    static final String FORMAT = "sentencepiece";

    private static final int PIECES = 1;
    private static final int TRAINER_SPEC = 2;
    private static final int NORMALIZER_SPEC = 3;
    private static final int DENORMALIZER_SPEC = 5;

    private final String source;
    private final PieceListReader pieceList;
    private final TrainerFields trainer = new TrainerFields();
    private final NormalizerFields normalizer = new NormalizerFields();
    private final NormalizerFields denormalizer = new NormalizerFields();

    private SentencePieceReader(byte[] content, String source) {
        this.source = source;
        this.pieceList = new PieceListReader(content, source);
    }

    /** Whether a content looks like a model: a message that starts with a piece that starts with its text. */
    static boolean looksLike(byte[] content) {
        if (content.length < 4 || content[0] != 10) {
            return false;
        }
        int at = content[1] >= 0 ? 2 : 3;
        return content[at] == 10 && (at == 2 || content[2] > 0);
    }

    static TokenizerSpec read(byte[] content, String source, SentencePieceOptions options, Origin.SourceFile file) {
        SentencePieceReader reader = new SentencePieceReader(content, source);
        reader.readFields(ProtobufReader.of(content, source));
        return reader.spec(options, file);
    }

    /** What a conversion to another model starts from. */
    record Content(Pieces pieces, Algorithm algorithm, String unknownPiece, List<String> notes) {}

    static Content content(byte[] content, String source) {
        SentencePieceReader reader = new SentencePieceReader(content, source);
        reader.readFields(ProtobufReader.of(content, source));
        List<String> notes = new ArrayList<>();
        Algorithm algorithm = reader.trainer.algorithm();
        Pieces pieces = reader.pieceList.pieces(algorithm, reader.trainer.byteFallback(), notes);
        byte[] unknown = reader.trainer.unknownPiece().toByteArray();
        return new Content(pieces, algorithm, new String(unknown, StandardCharsets.UTF_8), notes);
    }

    private void readFields(ProtobufReader message) {
        Place place = Place.of(source);
        while (message.next()) {
            switch (message.field()) {
                case PIECES -> pieceList.read(message);
                case TRAINER_SPEC -> trainer.read(message.message(place.child("trainer_spec"), "trainer_spec"));
                case NORMALIZER_SPEC ->
                    normalizer.read(message.message(place.child("normalizer_spec"), "normalizer_spec"));
                case DENORMALIZER_SPEC ->
                    denormalizer.read(message.message(place.child("denormalizer_spec"), "denormalizer_spec"));
                default -> message.skip();
            }
        }
    }

    private TokenizerSpec spec(SentencePieceOptions options, Origin.SourceFile file) {
        List<String> notes = new ArrayList<>();
        Algorithm algorithm = trainer.algorithm();
        Pieces pieces = pieceList.pieces(algorithm, trainer.byteFallback(), notes);
        Controls controls = new Controls(
                control(pieces, trainer.beginPiece()),
                control(pieces, trainer.endPiece()),
                control(pieces, trainer.paddingPiece()));
        ByteString unknownSurface = options.unknownSurface()
                .map(surface -> ByteString.copyOf(surface.getBytes(StandardCharsets.UTF_8)))
                .orElse(trainer.unknownSurface());
        return new TokenizerSpec(
                new Origin(FORMAT, List.of(file), notes),
                new ModelSpec.SentencePiece(pieces, algorithm, trainer.byteFallback(), controls),
                List.of(),
                Optional.of(normalizer.spec(userDefined(pieces), trainer.whitespaceAsSuffix())),
                Optional.empty(),
                frame(pieces, controls, options),
                Optional.of(decoder(pieces, unknownSurface)),
                Optional.empty(),
                Optional.empty(),
                TokenizerSpec.UnknownIds.REJECT);
    }

    private DecoderSpec decoder(Pieces pieces, ByteString unknownSurface) {
        Optional<NormalizerSpec.SentencePiece> after =
                denormalizer.hasCharsMap() ? Optional.of(denormalizer.spec(List.of(), false)) : Optional.empty();
        return new DecoderSpec.SentencePiece(
                pieces, unknownSurface, normalizer.addDummyPrefix(), normalizer.removeExtraWhitespaces(), after);
    }

    private static OptionalInt control(Pieces pieces, ByteString piece) {
        byte[] bytes = piece.toByteArray();
        int id = pieces.tokens().id(bytes, 0, bytes.length);
        return id >= 0 && pieces.kind(id) == Pieces.Kind.CONTROL ? OptionalInt.of(id) : OptionalInt.empty();
    }

    private static List<ByteString> userDefined(Pieces pieces) {
        List<ByteString> symbols = new ArrayList<>();
        for (int id = 0; id < pieces.size(); id++) {
            if (pieces.kind(id) == Pieces.Kind.USER_DEFINED) {
                symbols.add(ByteString.copyOf(pieces.tokens().bytes(id)));
            }
        }
        return symbols;
    }

    private Optional<FrameSpec> frame(Pieces pieces, Controls controls, SentencePieceOptions options) {
        SentencePieceFrame frame = new SentencePieceFrame(pieces);
        for (Extra extra : options.extras()) {
            switch (extra) {
                case BOS -> frame.putBefore(required(controls.begin(), extra));
                case EOS -> frame.putAfter(required(controls.end(), extra));
                case REVERSE -> frame.reverse();
            }
        }
        return frame.spec();
    }

    private int required(OptionalInt id, Extra extra) {
        return id.orElseThrow(() -> new LoadException(
                Kind.INVALID,
                Place.of("the options of " + source),
                extra + " is asked for, but no control piece of the model has its name; leave it out"));
    }
}
