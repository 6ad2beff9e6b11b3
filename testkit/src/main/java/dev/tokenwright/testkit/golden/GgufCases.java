package dev.tokenwright.testkit.golden;

import dev.tokenwright.DecodeOptions;
import dev.tokenwright.EncodeOptions;
import dev.tokenwright.Encoding;
import dev.tokenwright.Framing;
import dev.tokenwright.SpecialText;
import dev.tokenwright.Tokenizer;
import dev.tokenwright.wire.JsonNode;
import java.util.Arrays;

/** Cases whose reference is llama.cpp. */
final class GgufCases {
    private static final EncodeOptions RECOGNIZED =
            EncodeOptions.DEFAULT.withFraming(Framing.NONE).withSpecialText(SpecialText.RECOGNIZE);
    private static final EncodeOptions AS_TEXT =
            EncodeOptions.DEFAULT.withFraming(Framing.NONE).withSpecialText(SpecialText.AS_TEXT);

    private final Tokenizer tokenizer;
    private final GoldenTexts texts;
    private final GoldenReport report;

    GgufCases(Tokenizer tokenizer, GoldenTexts texts, GoldenReport report) {
        this.tokenizer = tokenizer;
        this.texts = texts;
        this.report = report;
    }

    void compare(GoldenRecord record) {
        String kind = record.get("kind").string();
        report.compared(kind);
        switch (kind) {
            case "encode" -> encode(record);
            case "upstream" -> check(kind, record.get("text").string(), record.get("ids"), AS_TEXT);
            case "decode" -> decode(record);
            default -> throw new IllegalStateException("unknown kind " + kind);
        }
    }

    private void encode(GoldenRecord record) {
        String text = texts.of(record);
        JsonNode special = record.get("special");
        boolean same = special.type() == JsonNode.Type.BOOLEAN;
        check("encode", text, record.get("ids"), AS_TEXT);
        check("encode", text, same ? record.get("ids") : special, RECOGNIZED);
    }

    private void check(String kind, String text, JsonNode ids, EncodeOptions options) {
        int[] expected = GoldenEncoding.ints(ids);
        GoldenEncoding.differs("ids, special text " + options.specialText(), expected, tokenizer.encode(text, options))
                .ifPresent(difference -> report.differs(kind, text, difference));
        Encoding encoding = tokenizer.encodeWithOffsets(text, options);
        if (!Arrays.equals(encoding.ids(), expected)) {
            report.differs(kind, text, "ids with offsets are others");
        }
    }

    private void decode(GoldenRecord record) {
        int[] ids = GoldenEncoding.ints(record.get("ids"));
        String name = Arrays.toString(ids);
        String skip = record.get("skip").string();
        JsonNode keep = record.get("keep");
        checkText(name, skip, tokenizer.decode(ids, DecodeOptions.SKIP_SPECIAL));
        checkText(name, keep.type() == JsonNode.Type.BOOLEAN ? skip : keep.string(), tokenizer.decode(ids));
    }

    private void checkText(String name, String expected, String actual) {
        if (!actual.equals(expected)) {
            report.differs("decode", name, "text is \"" + actual + "\", not \"" + expected + "\"");
        }
    }
}
