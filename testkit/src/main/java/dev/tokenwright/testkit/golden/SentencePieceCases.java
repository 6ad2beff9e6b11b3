package dev.tokenwright.testkit.golden;

import dev.tokenwright.EncodeOptions;
import dev.tokenwright.Encoding;
import dev.tokenwright.OffsetUnit;
import dev.tokenwright.Tokenizer;
import dev.tokenwright.error.TokenIdException;
import dev.tokenwright.load.SentencePieceOptions;
import dev.tokenwright.load.SentencePieceOptions.Extra;
import dev.tokenwright.load.TokenizerFiles;
import dev.tokenwright.spec.ModelSpec;
import dev.tokenwright.testkit.twin.PlainSentencePieceNormalizer;
import dev.tokenwright.wire.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cases whose reference is the {@code sentencepiece} package. */
final class SentencePieceCases {
    private final Tokenizer tokenizer;
    private final Tokenizer framing;
    private final PlainSentencePieceNormalizer normalizer;
    private final GoldenTexts texts;
    private final GoldenReport report;

    SentencePieceCases(Tokenizer tokenizer, byte[] model, GoldenTexts texts, GoldenReport report) {
        this.tokenizer = tokenizer;
        this.framing = framing(tokenizer, model);
        this.normalizer = PlainSentencePieceNormalizer.of(tokenizer.spec());
        this.texts = texts;
        this.report = report;
    }

    /** The same model with the control pieces that it has around each text. */
    private static Tokenizer framing(Tokenizer tokenizer, byte[] model) {
        ModelSpec.SentencePiece spec =
                (ModelSpec.SentencePiece) tokenizer.spec().model();
        List<Extra> extras = new ArrayList<>();
        if (spec.controls().begin().isPresent()) {
            extras.add(Extra.BOS);
        }
        if (spec.controls().end().isPresent()) {
            extras.add(Extra.EOS);
        }
        SentencePieceOptions options = SentencePieceOptions.DEFAULT.withExtras(extras.toArray(Extra[]::new));
        return Tokenizer.of(TokenizerFiles.sentencePiece(model, "tokenizer.model", options));
    }

    void compare(GoldenRecord record) {
        String kind = record.get("kind").string();
        switch (kind) {
            case "encode", "encode_ids" -> encode(kind, record);
            case "decode" -> decode(record);
            case "meta_chat", "chat" -> {
                // Conversations are compared where conversations are tested.
            }
            default -> throw new IllegalStateException("unknown kind " + kind);
        }
    }

    private void encode(String kind, GoldenRecord record) {
        String text = texts.of(record);
        report.compared(kind);
        int[] ids = GoldenEncoding.ints(record.get("ids"));
        GoldenEncoding.differs("ids", ids, tokenizer.encode(text))
                .ifPresent(difference -> report.differs(kind, text, difference));
        Encoding points =
                tokenizer.encodeWithOffsets(text, EncodeOptions.DEFAULT.withOffsetUnit(OffsetUnit.CODE_POINTS));
        Encoding bytes = tokenizer.encodeWithOffsets(text, EncodeOptions.DEFAULT.withOffsetUnit(OffsetUnit.UTF8_BYTES));
        checkTokens(kind, text, record.orNull("tokens"), points);
        JsonNode off = record.orNull("off");
        if (off != null) {
            differs(kind, text, "offsets", GoldenEncoding.offsets(off), GoldenEncoding.pairs(points));
            JsonNode offb = record.has("offb") ? record.get("offb") : off;
            differs(kind, text, "byte offsets", GoldenEncoding.offsets(offb), GoldenEncoding.pairs(bytes));
        }
        checkText(kind, text, "decodes to", record.orNull("dec"), tokenizer.decode(ids));
        checkText(kind, text, "normalises to", record.orNull("norm"), normalizer.normalize(text));
        JsonNode framed = record.orNull("bos_eos");
        if (framed != null) {
            differs(kind, text, "framed ids", GoldenEncoding.ints(framed), framing.encode(text));
            differs(
                    kind,
                    text,
                    "framed ids with offsets",
                    GoldenEncoding.ints(framed),
                    framing.encodeWithOffsets(text, EncodeOptions.DEFAULT).ids());
        }
    }

    private void differs(String kind, String text, String what, int[] expected, int[] actual) {
        GoldenEncoding.differs(what, expected, actual).ifPresent(difference -> report.differs(kind, text, difference));
    }

    private void checkTokens(String kind, String text, @Nullable JsonNode tokens, Encoding encoding) {
        if (tokens == null) {
            return;
        }
        List<String> expected = tokens.elements().stream().map(JsonNode::string).toList();
        if (!expected.equals(encoding.tokens())) {
            report.differs(kind, text, "tokens are " + encoding.tokens() + " and not " + expected);
        }
    }

    private void checkText(String kind, String text, String what, @Nullable JsonNode expected, String actual) {
        if (expected != null) {
            String wanted = expected.type() == JsonNode.Type.BOOLEAN ? text : expected.string();
            if (!wanted.equals(actual)) {
                report.differs(kind, text, what + " \"" + actual + "\" and not to \"" + wanted + "\"");
            }
        }
    }

    private void decode(GoldenRecord record) {
        int[] ids = GoldenEncoding.ints(record.get("ids"));
        report.compared("decode");
        String name = Arrays.toString(ids);
        try {
            String text = tokenizer.decode(ids);
            if (record.has("error")) {
                report.differs("decode", name, "should fail");
            } else if (!text.equals(record.get("text").string())) {
                report.differs("decode", name, "text is \"" + text + "\"");
            }
        } catch (TokenIdException e) {
            if (!record.has("error")) {
                report.differs("decode", name, e.toString());
            }
        }
    }
}
