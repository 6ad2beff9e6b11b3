package dev.tokenwright.load;

import dev.tokenwright.error.LoadException;
import dev.tokenwright.error.Place;
import dev.tokenwright.spec.AddedToken;
import dev.tokenwright.spec.DecoderSpec;
import dev.tokenwright.spec.ModelSpec;
import dev.tokenwright.spec.Origin;
import dev.tokenwright.spec.PatternSpec;
import dev.tokenwright.spec.Pieces;
import dev.tokenwright.spec.PrependScheme;
import dev.tokenwright.spec.SplitSpec;
import dev.tokenwright.spec.TokenTable;
import dev.tokenwright.spec.TokenizerSpec;
import dev.tokenwright.wire.Quoted;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A SentencePiece model as {@code transformers} 4.57 converts it for {@code LlamaTokenizerFast} with {@code legacy} off:
 * byte pairs or unigrams of {@code tokenizers}, with a blank before the start of a text and nowhere else.
 */
final class LlamaConversion {
    /** The pieces whose score the conversion sets to zero. */
    static final int UNSCORED = 3;

    private static final int BLANK = '\u2581';

    private final SentencePieceReader.Content content;
    private final Origin.SourceFile file;
    private final Pieces pieces;

    private LlamaConversion(SentencePieceReader.Content content, Origin.SourceFile file) {
        this.content = content;
        this.file = file;
        this.pieces = content.pieces();
    }

    /**
     * The converted model.
     *
     * @param scheme {@link PrependScheme#FIRST}, or {@link PrependScheme#NEVER} when no blank is added
     */
    static TokenizerSpec of(FileLedger.LoadedFile model, PrependScheme scheme) {
        SentencePieceReader.Content content = SentencePieceReader.content(model.content(), model.name());
        return new LlamaConversion(content, model.source()).spec(scheme);
    }

    private TokenizerSpec spec(PrependScheme scheme) {
        if (!content.notes().isEmpty()) {
            throw unsupported("pieces", "not converted: " + String.join("; ", content.notes()));
        }
        if (pieces.size() < UNSCORED) {
            throw unsupported("pieces", "less than " + UNSCORED + " pieces are not converted");
        }
        TokenTable table = table();
        return new TokenizerSpec(
                new Origin(SentencePieceReader.FORMAT, List.of(file), List.of()),
                model(table),
                addedTokens(table),
                Optional.empty(),
                Optional.of(new SplitSpec.Metaspace(BLANK, scheme, false)),
                Optional.empty(),
                Optional.of(decoder(scheme)),
                Optional.empty(),
                Optional.empty(),
                TokenizerSpec.UnknownIds.SKIP);
    }

    private TokenTable table() {
        TokenTable.Builder builder = new TokenTable.Builder(pieces.size(), 16 * pieces.size());
        for (int id = 0; id < pieces.size(); id++) {
            byte[] piece = pieces.tokens().bytes(id);
            if (!Arrays.equals(piece, pieces.tokens().text(id).getBytes(StandardCharsets.UTF_8))) {
                throw new LoadException(
                        LoadException.Kind.INVALID, place("pieces").child(id), "the piece is no UTF-8");
            }
            if (!builder.add(id, piece, 0, piece.length)) {
                throw unsupported(
                        "pieces",
                        "the piece " + Quoted.text(pieces.tokens().text(id))
                                + " stands there twice, which is not converted");
            }
        }
        return builder.build();
    }

    private ModelSpec model(TokenTable table) {
        return switch (content.algorithm()) {
            case BPE -> {
                if (table.id(content.unknownPiece()) < 0) {
                    throw unsupported(
                            "trainer_spec",
                            "unk_piece " + Quoted.text(content.unknownPiece()) + " is no piece of the model");
                }
                yield new ModelSpec.Bpe(
                        table,
                        ModelSpec.Alphabet.TEXT,
                        PieceMerges.of(table, scores(), place("pieces")),
                        Optional.of(content.unknownPiece()),
                        true,
                        true,
                        false,
                        Optional.empty(),
                        Optional.empty());
            }
            case UNIGRAM -> new ModelSpec.Unigram(table, ModelSpec.Scores.copyOf(scores()), OptionalInt.of(0), true);
            case CHAR, WORD ->
                throw unsupported(
                        "trainer_spec", "model_type must be unigram or bpe for a conversion: " + content.algorithm());
        };
    }

    private double[] scores() {
        double[] scores = new double[pieces.size()];
        for (int id = UNSCORED; id < scores.length; id++) {
            scores[id] = pieces.score(id);
            if (Double.isNaN(scores[id])) {
                throw new LoadException(
                        LoadException.Kind.INVALID, place("pieces").child(id), "the score is not a number; mend it");
            }
        }
        return scores;
    }

    private List<AddedToken> addedTokens(TokenTable table) {
        List<AddedToken> tokens = new ArrayList<>();
        for (int id = 0; id < pieces.size(); id++) {
            Pieces.Kind kind = pieces.kind(id);
            if (kind == Pieces.Kind.CONTROL || kind == Pieces.Kind.USER_DEFINED) {
                boolean special = kind == Pieces.Kind.CONTROL;
                tokens.add(new AddedToken(id, table.text(id), false, false, false, false, special));
            }
        }
        return tokens;
    }

    private static DecoderSpec decoder(PrependScheme scheme) {
        List<DecoderSpec> steps = new ArrayList<>();
        steps.add(new DecoderSpec.Replace(new PatternSpec.Literal(Character.toString(BLANK)), " "));
        steps.add(new DecoderSpec.ByteFallback());
        steps.add(new DecoderSpec.Fuse());
        if (scheme != PrependScheme.NEVER) {
            steps.add(new DecoderSpec.Strip(' ', 1, 0));
        }
        return new DecoderSpec.Sequence(steps);
    }

    private Place place(String member) {
        return Place.of(file.name()).child(member);
    }

    private LoadException unsupported(String member, String problem) {
        return new LoadException(LoadException.Kind.UNSUPPORTED, place(member), problem);
    }
}
