package dev.tokenwright.app.serve.dialect;

import dev.tokenwright.DecodeStream;
import dev.tokenwright.Stop;
import dev.tokenwright.Stop.Visibility;
import dev.tokenwright.StopDetector;
import dev.tokenwright.StopPattern;
import dev.tokenwright.StopRules;
import dev.tokenwright.StreamOptions;
import dev.tokenwright.app.json.JsonObject;
import dev.tokenwright.app.json.JsonReader;
import dev.tokenwright.app.serve.api.ApiError;
import dev.tokenwright.app.serve.api.Call;
import dev.tokenwright.app.serve.api.Limits;
import dev.tokenwright.app.serve.api.Measures;
import dev.tokenwright.app.serve.api.Models;
import dev.tokenwright.app.serve.api.ServedModel;
import dev.tokenwright.app.serve.api.StreamEndpoint;
import dev.tokenwright.app.serve.api.StreamRoute;
import dev.tokenwright.error.TokenIdException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Ids to text as they come. The request is one JSON object, or one a line; the first says how, all have ids. The answer is
 * one JSON object a line, or server-sent events when {@code Accept} says so.
 */
public final class StreamDialect {
    /** The path. */
    public static final String PATH = "/v1/decode/stream";

    private static final int MOST_STOPS = 16;
    private static final int LONGEST_STOP = 1_024;
    private static final int MOST_PROMPT = 1 << 20;

    private final Models models;
    private final Measures measures;
    private final Limits limits;
    private final JsonReader json;

    /** The route over some models. */
    public StreamDialect(Models models, Limits limits, Measures measures) {
        this.models = models;
        this.limits = limits;
        this.measures = measures;
        this.json = new JsonReader(limits.depth(), limits.textChars(), 2L * limits.ids());
    }

    /** The route. */
    public StreamRoute route() {
        return new StreamRoute(PATH, Errors.VLLM, this::open);
    }

    private StreamEndpoint.Session open(Call call) {
        String type = call.headers()
                .getOrDefault("content-type", "application/x-ndjson")
                .toLowerCase(Locale.ROOT);
        boolean lines = type.contains("ndjson") || type.contains("jsonl");
        if (!lines && !type.startsWith("application/json")) {
            throw new ApiError(
                    ApiError.Kind.UNSUPPORTED_MEDIA_TYPE,
                    "not_json",
                    "the Content-Type must be application/json or application/x-ndjson, not " + type);
        }
        boolean events = call.headers().getOrDefault("accept", "").contains("text/event-stream");
        measures.streamOpened();
        return new StreamSession(
                this::start,
                new StreamSession.Reading(json, limits.bodyBytes(), lines),
                events ? StreamSession.Form.EVENTS : StreamSession.Form.LINES,
                measures);
    }

    /** What the first object of a request asks for. */
    private StopDetector start(JsonObject first) {
        ServedModel model = models.named(first.optionalText("model"));
        StreamOptions options =
                first.flag("skip_special_tokens", false) ? StreamOptions.SKIP_SPECIAL : StreamOptions.DEFAULT;
        options = options.withMode(
                switch (first.optionalText("mode").orElse("exact")) {
                    case "exact" -> StreamOptions.Mode.EXACT;
                    case "live" -> StreamOptions.Mode.LIVE;
                    default -> throw ApiError.badField("mode", "it must be one of exact, live");
                });
        DecodeStream stream = model.tokenizer().decodeStream(options);
        if (first.has("prompt_ids")) {
            int[] prompt = first.ids("prompt_ids");
            checkCount("prompt_ids", prompt.length, MOST_PROMPT);
            try {
                stream.prompt(prompt);
            } catch (TokenIdException e) {
                throw ApiError.badField("prompt_ids", String.valueOf(e.getMessage()));
            }
        }
        return StopDetector.of(stream, rules(first));
    }

    private static StopRules rules(JsonObject first) {
        Visibility visibility =
                first.flag("include_stop_str_in_output", false) ? Visibility.VISIBLE : Visibility.HIDDEN;
        List<Stop> stops = new ArrayList<>();
        List<String> texts =
                first.value("stop").orElse(List.of()) instanceof String text ? List.of(text) : texts(first);
        for (String text : texts) {
            if (text.isEmpty() || text.length() > LONGEST_STOP) {
                throw ApiError.badField("stop", "a stop has 1 to " + LONGEST_STOP + " characters");
            }
            stops.add(new Stop(StopPattern.text(text), visibility));
        }
        if (first.has("stop_token_ids")) {
            for (int id : first.ids("stop_token_ids")) {
                stops.add(new Stop(StopPattern.id(id), visibility));
            }
        }
        if (first.has("stop_id_sequences")) {
            for (int[] ids : first.idLists("stop_id_sequences")) {
                if (ids.length == 0 || ids.length > LONGEST_STOP) {
                    throw ApiError.badField("stop_id_sequences", "a sequence has 1 to " + LONGEST_STOP + " ids");
                }
                stops.add(new Stop(new StopPattern.Ids(IntStream.of(ids).boxed().toList()), visibility));
            }
        }
        checkCount("stop", stops.size(), MOST_STOPS);
        StopRules rules = StopRules.NONE.withStops(stops).withMinTokens((int)
                first.integer("min_tokens", 0, Integer.MAX_VALUE).orElse(0));
        if (first.has("max_tokens")) {
            rules = rules.withMaxTokens(
                    (int) first.integer("max_tokens", 1, Integer.MAX_VALUE).getAsLong());
        }
        return rules;
    }

    private static List<String> texts(JsonObject first) {
        return first.has("stop") ? first.texts("stop") : List.of();
    }

    private static void checkCount(String field, int count, int most) {
        if (count > most) {
            throw ApiError.badField(field, count + " are more than " + most);
        }
    }
}
