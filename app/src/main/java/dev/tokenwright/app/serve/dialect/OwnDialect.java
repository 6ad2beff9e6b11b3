package dev.tokenwright.app.serve.dialect;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tokenwright.EncodeOptions;
import dev.tokenwright.Encoding;
import dev.tokenwright.Framing;
import dev.tokenwright.OffsetUnit;
import dev.tokenwright.SpecialText;
import dev.tokenwright.app.json.JsonObject;
import dev.tokenwright.app.serve.api.Answer;
import dev.tokenwright.app.serve.api.ApiError;
import dev.tokenwright.app.serve.api.Call;
import dev.tokenwright.app.serve.api.Models;
import dev.tokenwright.app.serve.api.Route;
import dev.tokenwright.app.serve.api.ServedModel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** The server's own routes, with the words of the command line: one text or many, offsets, bytes, limits, trust. */
public final class OwnDialect {
    /** Stands for a text to see what a model adds around one. */
    private static final String ANY_TEXT = "a";

    private final Models models;

    /** The routes over some models. */
    public OwnDialect(Models models) {
        this.models = models;
    }

    /** The routes. */
    public List<Route> routes() {
        return List.of(
                Route.post("/v1/encode", Errors.VLLM, this::encode),
                Route.post("/v1/decode", Errors.VLLM, this::decode),
                Route.post("/v1/count", Errors.VLLM, this::count));
    }

    static EncodeOptions options(JsonObject body) {
        return ServedModel.options(body.flag("add_special_tokens", true))
                .withSpecialText(
                        switch (body.optionalText("special_text").orElse("recognize")) {
                            case "recognize" -> SpecialText.RECOGNIZE;
                            case "as-text" -> SpecialText.AS_TEXT;
                            case "reject" -> SpecialText.REJECT;
                            default ->
                                throw ApiError.badField("special_text", "it must be one of as-text, recognize, reject");
                        });
    }

    private static Optional<OffsetUnit> unit(JsonObject body) {
        return body.optionalText("offsets").map(name -> switch (name) {
            case "bytes" -> OffsetUnit.UTF8_BYTES;
            case "code-points" -> OffsetUnit.CODE_POINTS;
            case "utf16" -> OffsetUnit.UTF16;
            default -> throw ApiError.badField("offsets", "it must be one of bytes, code-points, utf16");
        });
    }

    private Answer encode(Call call) {
        JsonObject body = call.body();
        ServedModel model = models.named(body.optionalText("model"));
        EncodeOptions options = options(body);
        if (body.has("segments")) {
            return segments(model, body, options);
        }
        if (body.value("texts").isEmpty()) {
            Json one = result(model, body.text("text"), body, options);
            return Answer.value(one::write);
        }
        List<String> texts = body.texts("texts");
        model.limits().checkBatch("texts", texts.size());
        List<Json> results = new ArrayList<>();
        for (String text : texts) {
            results.add(result(model, text, body, options));
        }
        return Answer.object(json -> {
            json.writeArrayFieldStart("results");
            for (Json result : results) {
                result.write(json);
            }
            json.writeEndArray();
        });
    }

    /** A result that can be written. */
    private interface Json {
        void write(JsonGenerator json) throws IOException;
    }

    private static Json result(ServedModel model, String text, JsonObject body, EncodeOptions options) {
        OptionalLong limit = body.integer("limit", 0, Integer.MAX_VALUE);
        if (limit.isPresent() && !model.fits(text, (int) limit.getAsLong(), options)) {
            return json -> {
                json.writeStartObject();
                json.writeBooleanField("fits", false);
                json.writeNumberField("limit", limit.getAsLong());
                json.writeEndObject();
            };
        }
        boolean tokens = body.flag("tokens", false);
        boolean bytes = body.flag("bytes", false);
        Optional<OffsetUnit> unit = unit(body);
        Encoding encoding = unit.isPresent() || tokens
                ? model.encodeWithOffsets(text, options.withOffsetUnit(unit.orElse(OffsetUnit.UTF16)))
                : null;
        int[] ids = encoding == null ? model.encode(text, options) : encoding.ids();
        return json -> {
            json.writeStartObject();
            json.writeNumberField("count", ids.length);
            Tokens.ids(json, "ids", ids);
            if (limit.isPresent()) {
                json.writeBooleanField("fits", true);
            }
            if (encoding != null && tokens) {
                Tokens.texts(json, "tokens", encoding.tokens());
            }
            if (encoding != null && unit.isPresent()) {
                offsets(json, encoding);
            }
            if (encoding != null) {
                Tokens.ids(json, "special_tokens_mask", encoding.specialTokensMask());
            }
            if (bytes) {
                bytes(json, model, ids);
            }
            json.writeEndObject();
        };
    }

    private static void offsets(JsonGenerator json, Encoding encoding) throws IOException {
        json.writeArrayFieldStart("offsets");
        for (int index = 0; index < encoding.size(); index++) {
            json.writeArray(new int[] {encoding.start(index), encoding.end(index)}, 0, 2);
        }
        json.writeEndArray();
    }

    private static void bytes(JsonGenerator json, ServedModel model, int[] ids) throws IOException {
        json.writeArrayFieldStart("bytes");
        for (int id : ids) {
            byte[] bytes = Tokens.bytes(model.tokenizer(), id);
            int[] values = IntStream.range(0, bytes.length)
                    .map(index -> bytes[index] & 0xFF)
                    .toArray();
            json.writeArray(values, 0, values.length);
        }
        json.writeEndArray();
    }

    /** Texts one after the other, each trusted to hold control tokens or not; framing tokens go around all of them. */
    private static Answer segments(ServedModel model, JsonObject body, EncodeOptions options) {
        List<JsonObject> segments = body.objects("segments");
        model.limits().checkBatch("segments", segments.size());
        Encoding one = model.encodeWithOffsets(ANY_TEXT, options);
        IntStream ids = framing(one, index -> index < firstOfText(one));
        for (JsonObject segment : segments) {
            SpecialText special = segment.flag("trusted", false) ? SpecialText.RECOGNIZE : SpecialText.AS_TEXT;
            ids = IntStream.concat(
                    ids,
                    IntStream.of(model.encode(
                            segment.text("text"),
                            options.withFraming(Framing.NONE).withSpecialText(special))));
        }
        int[] all = IntStream.concat(ids, framing(one, index -> index > firstOfText(one)))
                .toArray();
        return Answer.object(json -> {
            json.writeNumberField("count", all.length);
            Tokens.ids(json, "ids", all);
        });
    }

    /** The ids that the model adds around a text, on one side of it. */
    private static IntStream framing(Encoding encoding, IntPredicate side) {
        int[] added = encoding.specialTokensMask();
        return IntStream.range(0, added.length)
                .filter(index -> added[index] == 1 && side.test(index))
                .map(index -> encoding.ids()[index]);
    }

    private static int firstOfText(Encoding encoding) {
        int[] added = encoding.specialTokensMask();
        return IntStream.range(0, added.length)
                .filter(index -> added[index] == 0)
                .findFirst()
                .orElse(added.length);
    }

    private Answer decode(Call call) {
        JsonObject body = call.body();
        ServedModel model = models.named(body.optionalText("model"));
        boolean skip = body.flag("skip_special_tokens", false);
        if (!body.isListOfLists("ids")) {
            String text = Tokens.decode(model, body.ids("ids"), skip);
            return Answer.object(json -> json.writeStringField("text", text));
        }
        List<int[]> lists = body.idLists("ids");
        model.limits().checkBatch("ids", lists.size());
        List<String> texts =
                lists.stream().map(ids -> Tokens.decode(model, ids, skip)).toList();
        return Answer.object(json -> Tokens.texts(json, "texts", texts));
    }

    private Answer count(Call call) {
        JsonObject body = call.body();
        ServedModel model = models.named(body.optionalText("model"));
        EncodeOptions options = options(body);
        List<String> texts = body.has("texts") ? body.texts("texts") : List.of(body.text("text"));
        model.limits().checkBatch("texts", texts.size());
        OptionalLong limit = body.integer("limit", 0, Integer.MAX_VALUE);
        if (limit.isPresent()) {
            List<Boolean> fits = texts.stream()
                    .map(text -> model.fits(text, (int) limit.getAsLong(), options))
                    .toList();
            return Answer.object(json -> {
                json.writeArrayFieldStart("fits");
                for (boolean one : fits) {
                    json.writeBoolean(one);
                }
                json.writeEndArray();
                json.writeNumberField("limit", limit.getAsLong());
            });
        }
        int[] counts = texts.stream()
                .mapToInt(text -> model.encode(text, options).length)
                .toArray();
        return Answer.object(json -> {
            Tokens.ids(json, "counts", counts);
            json.writeNumberField("total", IntStream.of(counts).asLongStream().sum());
        });
    }
}
