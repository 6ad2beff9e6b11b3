package dev.tokenwright.app.cli;

import dev.tokenwright.app.json.Json;
import dev.tokenwright.chat.ChatSpan;
import dev.tokenwright.chat.RenderedChat;
import dev.tokenwright.chat.jinja.Origin;
import dev.tokenwright.chat.jinja.SourcePlace;
import dev.tokenwright.chat.jinja.Template;
import dev.tokenwright.chat.jinja.TextSpan;
import java.util.List;
import java.util.Locale;

/** Rendered conversations as JSON. */
final class ChatJson {
    private ChatJson() {}

    /** The text, its ids, what they are, and the reference's mask. */
    static String of(RenderedChat rendered) {
        return Json.line(json -> {
            json.writeStringField("text", rendered.text());
            Json.ids(json, rendered.ids());
            json.writeArrayFieldStart("spans");
            for (ChatSpan span : rendered.spans()) {
                json.writeStartObject();
                json.writeNumberField("start", span.start());
                json.writeNumberField("end", span.end());
                json.writeNumberField("message", span.message());
                json.writeStringField("kind", span.kind().toString().toLowerCase(Locale.ROOT));
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeFieldName("assistant_mask");
            int[] mask = rendered.assistantMask();
            json.writeArray(mask, 0, mask.length);
        });
    }

    /** Each stretch of the text with where it came from. */
    static List<String> stretches(RenderedChat rendered, Template template) {
        return rendered.rendered().spans().stream()
                .map(span -> stretch(rendered.text().substring(span.start(), span.end()), span, template))
                .toList();
    }

    private static String stretch(String text, TextSpan span, Template template) {
        return Json.line(json -> {
            json.writeStringField("origin", span.origin().toString());
            if (span.origin() instanceof Origin.Template && span.originStart() >= 0) {
                SourcePlace place = template.place(span.originStart());
                json.writeNumberField("line", place.line());
                json.writeNumberField("column", place.column());
            } else if (span.originStart() >= 0) {
                json.writeNumberField("origin_start", span.originStart());
            }
            json.writeStringField("text", text);
        });
    }
}
