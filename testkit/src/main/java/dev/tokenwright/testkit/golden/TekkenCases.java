package dev.tokenwright.testkit.golden;

import dev.tokenwright.DecodeOptions;
import dev.tokenwright.DecodeOptions.SpecialTokens;
import dev.tokenwright.EncodeOptions;
import dev.tokenwright.Encoding;
import dev.tokenwright.Framing;
import dev.tokenwright.OffsetUnit;
import dev.tokenwright.Tokenizer;
import dev.tokenwright.error.TokenIdException;
import dev.tokenwright.wire.JsonNode;
import java.util.List;
import java.util.stream.IntStream;

/** Cases whose reference is mistral_common's {@code Tekkenizer}. */
final class TekkenCases {
    private static final EncodeOptions UNFRAMED = EncodeOptions.DEFAULT.withFraming(Framing.NONE);

    private final Tokenizer tokenizer;
    private final GoldenTexts texts;
    private final GoldenReport report;

    TekkenCases(Tokenizer tokenizer, GoldenTexts texts, GoldenReport report) {
        this.tokenizer = tokenizer;
        this.texts = texts;
        this.report = report;
    }

    void compare(GoldenRecord record) {
        String kind = record.get("kind").string();
        switch (kind) {
            case "encode", "encode_ids" -> encode(kind, record);
            case "decode" -> decode(record);
            case "chat" -> {
                // conversations are compared where templates are
            }
            default -> throw new IllegalStateException("unknown kind " + kind);
        }
    }

    private void encode(String kind, GoldenRecord record) {
        String text = texts.of(record);
        report.compared(kind);
        int[] expected = GoldenEncoding.ints(record.get("ids"));
        ids(kind, text, "ids", expected, tokenizer.encode(text, UNFRAMED));
        ids(kind, text, "ordinary ids", expected, tokenizer.encodeOrdinary(text));
        if (record.has("bos_eos")) {
            int[] ends = GoldenEncoding.ints(record.get("bos_eos"));
            int[] framed = IntStream.concat(
                            IntStream.concat(IntStream.of(ends[0]), IntStream.of(expected)), IntStream.of(ends[1]))
                    .toArray();
            ids(kind, text, "framed ids", framed, tokenizer.encode(text));
        }
        details(kind, record, text);
        JsonNode decoded = record.get("dec");
        String wanted = decoded.type() == JsonNode.Type.BOOLEAN ? text : decoded.string();
        if (!tokenizer.decode(expected).equals(wanted)) {
            report.differs(kind, text, "decodes to " + tokenizer.decode(expected));
        }
    }

    private void ids(String kind, String text, String what, int[] expected, int[] actual) {
        GoldenEncoding.differs(what, expected, actual).ifPresent(difference -> report.differs(kind, text, difference));
    }

    private void details(String kind, GoldenRecord record, String text) {
        Encoding points = tokenizer.encodeWithOffsets(text, UNFRAMED.withOffsetUnit(OffsetUnit.CODE_POINTS));
        if (record.has("tokens")) {
            List<String> tokens = record.get("tokens").elements().stream()
                    .map(JsonNode::string)
                    .toList();
            if (!points.tokens().equals(tokens)) {
                report.differs(kind, text, "tokens are " + points.tokens() + " and not " + tokens);
            }
        }
        if (record.has("off")) {
            ids(kind, text, "offsets", GoldenEncoding.offsets(record.get("off")), GoldenEncoding.pairs(points));
            Encoding bytes = tokenizer.encodeWithOffsets(text, UNFRAMED.withOffsetUnit(OffsetUnit.UTF8_BYTES));
            JsonNode wanted = record.get(record.has("offb") ? "offb" : "off");
            ids(kind, text, "byte offsets", GoldenEncoding.offsets(wanted), GoldenEncoding.pairs(bytes));
        }
    }

    private void decode(GoldenRecord record) {
        report.compared("decode");
        int[] ids = GoldenEncoding.ints(record.get("ids"));
        decode(record, "ignore", ids, SpecialTokens.SKIP);
        decode(record, "keep", ids, SpecialTokens.KEEP);
        decode(record, "raise", ids, SpecialTokens.REJECT);
    }

    private void decode(GoldenRecord record, String policy, int[] ids, SpecialTokens specialTokens) {
        String name = policy + " " + java.util.Arrays.toString(ids);
        boolean fails = record.has(policy + "_error");
        try {
            String text = tokenizer.decode(ids, DecodeOptions.DEFAULT.withSpecialTokens(specialTokens));
            if (fails) {
                report.differs("decode", name, "should fail");
            } else if (!text.equals(record.get(policy).string())) {
                report.differs("decode", name, "text is " + text);
            }
        } catch (TokenIdException e) {
            if (!fails) {
                report.differs("decode", name, e.toString());
            }
        }
    }
}
