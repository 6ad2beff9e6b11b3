package dev.tokenwright.testkit.golden;

import dev.tokenwright.DecodeOptions;
import dev.tokenwright.EncodeInput;
import dev.tokenwright.EncodeOptions;
import dev.tokenwright.Encoding;
import dev.tokenwright.Framing;
import dev.tokenwright.OffsetUnit;
import dev.tokenwright.Setting;
import dev.tokenwright.Tokenizer;
import dev.tokenwright.spec.Direction;
import dev.tokenwright.spec.PaddingSpec;
import dev.tokenwright.spec.TruncationSpec;
import dev.tokenwright.wire.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Cases whose reference is Hugging Face {@code tokenizers}. */
final class HuggingFaceCases {
    private static final EncodeOptions BARE = EncodeOptions.DEFAULT
            .withFraming(Framing.NONE)
            .withTruncation(Setting.off())
            .withPadding(Setting.off());
    private static final EncodeOptions FRAMED = BARE.withFraming(Framing.ADD);

    private final Tokenizer tokenizer;
    private final GoldenTexts texts;
    private final GoldenReport report;
    private final PlainStages stages;

    HuggingFaceCases(Tokenizer tokenizer, GoldenTexts texts, GoldenReport report) {
        this.tokenizer = tokenizer;
        this.texts = texts;
        this.report = report;
        this.stages = new PlainStages(tokenizer.spec());
    }

    void compare(GoldenRecord record) {
        String kind = record.get("kind").string();
        switch (kind) {
            case "encode" -> encode(record);
            case "stages" ->
                stages.difference(record, texts.of(record))
                        .ifPresentOrElse(
                                difference -> differs(kind, texts.of(record), difference), () -> report.compared(kind));
            case "encode_ids" -> encodeIds(record);
            case "encode_asfile" -> asFile(record);
            case "pair" -> pair(record);
            case "words" -> words(record);
            case "options" -> options(record);
            case "batch" -> batch(record);
            case "decode" -> decode(record);
            case "stream" -> new StreamCases(tokenizer, report).compare(record);
            case "note", "reference_note" -> {
                // Notes say what another library would give.
            }
            default -> throw new IllegalStateException("unknown kind " + kind);
        }
    }

    private void differs(String kind, String input, String difference) {
        report.compared(kind);
        report.differs(kind, input, difference);
    }

    private void check(String kind, String name, EncodeInput input, EncodeOptions options, JsonNode expected) {
        check(kind, name, input, options, expected, List.of());
    }

    private void check(
            String kind,
            String name,
            EncodeInput input,
            EncodeOptions options,
            JsonNode expected,
            List<JsonNode> overflow) {
        Encoding points = tokenizer.encodeWithOffsets(input, options.withOffsetUnit(OffsetUnit.CODE_POINTS));
        Encoding bytes = tokenizer.encodeWithOffsets(input, options.withOffsetUnit(OffsetUnit.UTF8_BYTES));
        new GoldenEncoding(expected).difference(points, bytes).ifPresent(found -> report.differs(kind, name, found));
        for (int index = 0; index < overflow.size(); index++) {
            if (index >= points.overflow().size()) {
                report.differs(kind, name, "overflow part " + index + " is missing");
                return;
            }
            String part = "overflow " + index + ": ";
            new GoldenEncoding(overflow.get(index))
                    .difference(points.overflow().get(index), bytes.overflow().get(index))
                    .ifPresent(found -> report.differs(kind, name, part + found));
        }
    }

    private void encode(GoldenRecord record) {
        String text = texts.of(record);
        report.compared("encode");
        EncodeInput input = EncodeInput.text(text);
        boolean fails = failsAsExpected("encode", record, () -> tokenizer.encodeWithOffsets(input, BARE));
        if (fails) {
            return;
        }
        JsonNode bare = record.get("enc");
        JsonNode framed = record.get("enc_special").type() == JsonNode.Type.BOOLEAN ? bare : record.get("enc_special");
        check("encode", text, input, BARE, bare);
        check("encode framed", text, input, FRAMED, framed);
        int[] ids = new GoldenEncoding(framed).ids();
        GoldenEncoding.differs("ids alone", ids, tokenizer.encode(text, FRAMED))
                .ifPresent(found -> report.differs("encode", text, found));
        if (tokenizer.count(text, FRAMED) != ids.length
                || tokenizer.fits(text, ids.length - 1, FRAMED)
                || !tokenizer.fits(text, ids.length, FRAMED)) {
            report.differs("encode", text, "count or fits disagree with encode");
        }
        checkDecoded("encode", text, ids, record.orNull("dec_keep"), DecodeOptions.DEFAULT);
        checkDecoded("encode", text, ids, record.orNull("dec_skip"), DecodeOptions.SKIP_SPECIAL);
    }

    private void checkDecoded(String kind, String text, int[] ids, @Nullable JsonNode expected, DecodeOptions options) {
        if (expected == null) {
            return;
        }
        String wanted = expected.type() == JsonNode.Type.BOOLEAN ? text : expected.string();
        String actual = tokenizer.decode(ids, options);
        if (!actual.equals(wanted)) {
            report.differs(kind, text, "decodes to \"" + actual + "\" and not to \"" + wanted + "\"");
        }
    }

    private boolean failsAsExpected(String kind, GoldenRecord record, Runnable call) {
        if (!record.has("error")) {
            return false;
        }
        try {
            call.run();
            report.differs(kind, record.get("error").string(), "should fail but does not");
        } catch (RuntimeException e) {
            // The reference fails too; wording is free.
        }
        return true;
    }

    private void encodeIds(GoldenRecord record) {
        String text = texts.of(record);
        report.compared("encode_ids");
        if (failsAsExpected("encode_ids", record, () -> tokenizer.encode(text, BARE))) {
            return;
        }
        int[] ids = GoldenEncoding.ints(record.get("ids"));
        GoldenEncoding.differs("ids", ids, tokenizer.encode(text, BARE))
                .ifPresent(found -> report.differs("encode_ids", text, found));
        Encoding points = tokenizer.encodeWithOffsets(text, BARE.withOffsetUnit(OffsetUnit.CODE_POINTS));
        Encoding bytes = tokenizer.encodeWithOffsets(text, BARE.withOffsetUnit(OffsetUnit.UTF8_BYTES));
        if (record.has("off")) {
            GoldenEncoding.differs("offsets", GoldenEncoding.offsets(record.get("off")), GoldenEncoding.pairs(points))
                    .ifPresent(found -> report.differs("encode_ids", text, found));
        }
        if (record.has("offb")) {
            GoldenEncoding.differs(
                            "byte offsets", GoldenEncoding.offsets(record.get("offb")), GoldenEncoding.pairs(bytes))
                    .ifPresent(found -> report.differs("encode_ids", text, found));
        }
        checkDecoded("encode_ids", text, ids, record.orNull("dec"), DecodeOptions.DEFAULT);
    }

    private void asFile(GoldenRecord record) {
        String text = texts.of(record);
        report.compared("encode_asfile");
        EncodeInput input = EncodeInput.text(text);
        if (failsAsExpected("encode_asfile", record, () -> tokenizer.encodeWithOffsets(input, EncodeOptions.DEFAULT))) {
            return;
        }
        List<JsonNode> overflow = record.get("overflow").elements();
        check("encode_asfile", text, input, EncodeOptions.DEFAULT, record.get("enc_special"), overflow);
        int[] ids = new GoldenEncoding(record.get("enc_special")).ids();
        GoldenEncoding.differs("ids alone", ids, tokenizer.encode(text))
                .ifPresent(found -> report.differs("encode_asfile", text, found));
    }

    private void pair(GoldenRecord record) {
        EncodeInput input =
                EncodeInput.pair(record.get("text").string(), record.get("pair").string());
        String name = record.get("text").string();
        report.compared("pair");
        if (!failsAsExpected("pair", record, () -> tokenizer.encodeWithOffsets(input, BARE))) {
            check("pair", name, input, BARE, record.get("enc"));
            check("pair framed", name, input, FRAMED, record.get("enc_special"));
        }
    }

    private void words(GoldenRecord record) {
        List<String> words =
                record.get("words").elements().stream().map(JsonNode::string).toList();
        EncodeInput input = EncodeInput.words(words);
        report.compared("words");
        if (!failsAsExpected("words", record, () -> tokenizer.encodeWithOffsets(input, FRAMED))) {
            check("words", words.toString(), input, FRAMED, record.get("enc_special"));
        }
    }

    private void options(GoldenRecord record) {
        String text = record.get("text").string();
        EncodeInput input = record.get("pair").isNull()
                ? EncodeInput.text(text)
                : EncodeInput.pair(text, record.get("pair").string());
        EncodeOptions options = FRAMED.withTruncation(truncation(record.get("truncation")))
                .withPadding(padding(record.orNull("padding")));
        report.compared("options");
        if (failsAsExpected("options", record, () -> tokenizer.encodeWithOffsets(input, options))) {
            return;
        }
        String name = text + " " + options;
        check(
                "options",
                name,
                input,
                options,
                record.get("enc_special"),
                record.get("overflow").elements());
        if (record.get("pair").isNull()) {
            int[] ids = new GoldenEncoding(record.get("enc_special")).ids();
            GoldenEncoding.differs("ids alone", ids, tokenizer.encode(text, options))
                    .ifPresent(found -> report.differs("options", name, found));
        }
    }

    private static Setting<TruncationSpec> truncation(JsonNode node) {
        if (node.isNull()) {
            return Setting.off();
        }
        GoldenRecord members = GoldenRecord.of(node);
        return Setting.of(new TruncationSpec(
                members.get("max_length").integer(0, Integer.MAX_VALUE),
                members.get("stride").integer(0, Integer.MAX_VALUE),
                TruncationSpec.Strategy.valueOf(members.get("strategy").string().toUpperCase(Locale.ROOT)),
                Direction.valueOf(members.get("direction").string().toUpperCase(Locale.ROOT))));
    }

    private static Setting<PaddingSpec> padding(@Nullable JsonNode node) {
        if (node == null) {
            return Setting.off();
        }
        GoldenRecord members = GoldenRecord.of(node);
        return Setting.of(new PaddingSpec(
                Direction.valueOf(members.get("direction").string().toUpperCase(Locale.ROOT)),
                optionalInt(members.orNull("length")),
                optionalInt(members.orNull("pad_to_multiple_of")),
                members.get("pad_id").integer(0, Integer.MAX_VALUE),
                members.get("pad_type_id").integer(0, Integer.MAX_VALUE),
                members.get("pad_token").string()));
    }

    private static OptionalInt optionalInt(@Nullable JsonNode node) {
        return node == null ? OptionalInt.empty() : OptionalInt.of(node.integer(0, Integer.MAX_VALUE));
    }

    private void batch(GoldenRecord record) {
        List<EncodeInput> inputs = record.get("texts").elements().stream()
                .map(node -> EncodeInput.text(node.string()))
                .toList();
        EncodeOptions options = FRAMED.withPadding(padding(record.orNull("padding")));
        report.compared("batch");
        if (failsAsExpected("batch", record, () -> tokenizer.encodeAllWithOffsets(inputs, options))) {
            return;
        }
        List<Encoding> points = tokenizer.encodeAllWithOffsets(inputs, options.withOffsetUnit(OffsetUnit.CODE_POINTS));
        List<Encoding> bytes = tokenizer.encodeAllWithOffsets(inputs, options.withOffsetUnit(OffsetUnit.UTF8_BYTES));
        List<JsonNode> expected = record.get("encs").elements();
        for (int index = 0; index < expected.size(); index++) {
            String name = inputs.get(index).toString();
            new GoldenEncoding(expected.get(index))
                    .difference(points.get(index), bytes.get(index))
                    .ifPresent(found -> report.differs("batch", name, found));
        }
    }

    private void decode(GoldenRecord record) {
        int[] ids = GoldenEncoding.ints(record.get("ids"));
        report.compared("decode");
        if (failsAsExpected("decode", record, () -> tokenizer.decode(ids))) {
            return;
        }
        String name = java.util.Arrays.toString(ids);
        String keep = record.get("keep").string();
        JsonNode skip = record.get("skip");
        String wanted = skip.type() == JsonNode.Type.BOOLEAN ? keep : skip.string();
        if (!tokenizer.decode(ids).equals(keep)) {
            report.differs("decode", name, "\"" + tokenizer.decode(ids) + "\" and not \"" + keep + "\"");
        }
        if (!tokenizer.decode(ids, DecodeOptions.SKIP_SPECIAL).equals(wanted)) {
            report.differs(
                    "decode", name, "without special tokens " + tokenizer.decode(ids, DecodeOptions.SKIP_SPECIAL));
        }
    }
}
