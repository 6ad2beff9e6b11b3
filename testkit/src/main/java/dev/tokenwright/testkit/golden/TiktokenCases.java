package dev.tokenwright.testkit.golden;

import dev.tokenwright.DecodeOptions;
import dev.tokenwright.EncodeOptions;
import dev.tokenwright.Encoding;
import dev.tokenwright.OffsetUnit;
import dev.tokenwright.SpecialText;
import dev.tokenwright.Tokenizer;
import dev.tokenwright.error.SpecialTokenException;
import dev.tokenwright.error.TokenIdException;
import dev.tokenwright.wire.JsonNode;
import java.util.HexFormat;

/** Cases whose reference is tiktoken. */
final class TiktokenCases {
    private final Tokenizer tokenizer;
    private final GoldenTexts texts;
    private final GoldenReport report;

    TiktokenCases(Tokenizer tokenizer, GoldenTexts texts, GoldenReport report) {
        this.tokenizer = tokenizer;
        this.texts = texts;
        this.report = report;
    }

    void compare(GoldenRecord record) {
        String kind = record.get("kind").string();
        switch (kind) {
            case "encode", "encode_ids" -> encode(kind, record);
            case "decode" -> decode(record);
            case "surrogate" -> surrogate(record);
            default -> throw new IllegalStateException("unknown kind " + kind);
        }
    }

    private void encode(String kind, GoldenRecord record) {
        String text = texts.of(record);
        report.compared(kind);
        checkOrdinary(kind, record, text);
        JsonNode special = record.orNull("special");
        if (special != null) {
            checkSpecial(kind, record, text, special);
        }
        if (record.has("default_error")) {
            checkDefault(kind, text, record.get("default_error").bool());
        }
    }

    private void checkOrdinary(String kind, GoldenRecord record, String text) {
        int[] expected = GoldenEncoding.ints(record.get("ids"));
        GoldenEncoding.differs("ids", expected, tokenizer.encodeOrdinary(text))
                .ifPresent(difference -> report.differs(kind, text, difference));
        checkOffsets(kind, record, text, EncodeOptions.ORDINARY);
        JsonNode decoded = record.orNull("dec");
        if (decoded != null) {
            String wanted = decoded.type() == JsonNode.Type.BOOLEAN ? text : decoded.string();
            if (!tokenizer.decode(expected).equals(wanted)) {
                report.differs(kind, text, "decodes to " + tokenizer.decode(expected));
            }
        }
    }

    private void checkSpecial(String kind, GoldenRecord record, String text, JsonNode special) {
        boolean same = special.type() == JsonNode.Type.BOOLEAN;
        GoldenRecord expected = same ? record : GoldenRecord.of(special);
        GoldenEncoding.differs(
                        "ids with special tokens", GoldenEncoding.ints(expected.get("ids")), tokenizer.encode(text))
                .ifPresent(difference -> report.differs(kind, text, difference));
        checkOffsets(kind, expected, text, EncodeOptions.DEFAULT);
    }

    private void checkOffsets(String kind, GoldenRecord expected, String text, EncodeOptions options) {
        if (!expected.has("off")) {
            return;
        }
        Encoding points = tokenizer.encodeWithOffsets(text, options.withOffsetUnit(OffsetUnit.CODE_POINTS));
        GoldenEncoding.differs("offsets", GoldenEncoding.offsets(expected.get("off")), GoldenEncoding.pairs(points))
                .ifPresent(difference -> report.differs(kind, text, difference));
        Encoding bytes = tokenizer.encodeWithOffsets(text, options.withOffsetUnit(OffsetUnit.UTF8_BYTES));
        JsonNode wanted = expected.get(expected.has("offb") ? "offb" : "off");
        GoldenEncoding.differs("byte offsets", GoldenEncoding.offsets(wanted), GoldenEncoding.pairs(bytes))
                .ifPresent(difference -> report.differs(kind, text, difference));
    }

    private void checkDefault(String kind, String text, boolean fails) {
        boolean failed;
        try {
            tokenizer.encode(text, EncodeOptions.DEFAULT.withSpecialText(SpecialText.REJECT));
            failed = false;
        } catch (SpecialTokenException e) {
            failed = true;
        }
        if (failed != fails) {
            report.differs(kind, text, "rejecting special tokens " + (failed ? "fails" : "does not fail"));
        }
    }

    private void decode(GoldenRecord record) {
        int[] ids = GoldenEncoding.ints(record.get("ids"));
        report.compared("decode");
        String name = java.util.Arrays.toString(ids);
        try {
            String text = tokenizer.decode(ids);
            byte[] bytes = tokenizer.decodeBytes(ids, DecodeOptions.DEFAULT);
            if (record.has("error")) {
                report.differs("decode", name, "should fail");
            } else if (!text.equals(record.get("text").string())) {
                report.differs("decode", name, "text is " + text);
            } else if (!HexFormat.of()
                    .formatHex(bytes)
                    .equals(record.get("bytes").string())) {
                report.differs("decode", name, "bytes are " + HexFormat.of().formatHex(bytes));
            }
        } catch (TokenIdException e) {
            if (!record.has("error")) {
                report.differs("decode", name, e.toString());
            }
        }
    }

    private void surrogate(GoldenRecord record) {
        report.compared("surrogate");
        StringBuilder text = new StringBuilder();
        for (int unit : GoldenEncoding.ints(record.get("utf16"))) {
            text.append((char) unit);
        }
        int[] ids = tokenizer.encodeOrdinary(text.toString());
        String name = record.get("name").string();
        GoldenEncoding.differs("ids", GoldenEncoding.ints(record.get("ids")), ids)
                .ifPresent(difference -> report.differs("surrogate", name, difference));
        if (!tokenizer.decode(ids).equals(record.get("dec").string())) {
            report.differs("surrogate", name, "decodes to " + tokenizer.decode(ids));
        }
    }
}
