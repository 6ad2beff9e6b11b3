package dev.tokenwright.chat.render.family;

import static dev.tokenwright.chat.render.family.Piece.body;
import static dev.tokenwright.chat.render.family.Piece.said;

import dev.tokenwright.chat.ChatSpan.Kind;
import dev.tokenwright.chat.MediaItem;
import dev.tokenwright.chat.Message;
import dev.tokenwright.error.ConversationException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What Inkling's messages say: texts, images and sounds, each a segment of its own. */
final class InklingParts {
    private final Family family;
    private final Marks marks;

    InklingParts(Family family, Marks marks) {
        this.family = family;
        this.marks = marks;
    }

    /** The ids that say what a segment is, those that stand for media, and the one that ends a segment. */
    record Marks(int text, int image, int imagePad, int audio, int audioPad, int audioEnd, int end) {}

    /** Begins segments of one message. */
    static final class Opener {
        private final int id;
        private final Kind later;
        private Kind next;

        Opener(int id, Kind first, Kind later) {
            this.id = id;
            this.later = later;
            this.next = first;
        }

        void open(RenderSink sink) {
            sink.special(id, next);
            next = later;
        }

        /** What the marks of a segment are. */
        Kind marks() {
            return later;
        }
    }

    /** Writes what a message says, each part as a segment. */
    void write(Message message, Opener opener, RenderSink sink) {
        Object content = message.fields().get("content");
        if (content instanceof String words) {
            words(words, opener, sink);
        }
        for (Object part : content instanceof List<?> parts ? parts : List.of()) {
            if (part instanceof String words) {
                words(words, opener, sink);
            } else if (part instanceof Map<?, ?> map) {
                part(map, opener, sink);
            } else {
                throw Family.wrong(
                        ConversationException.Kind.WRONG_CONTENT, sink.message(), "a part is no object and no text");
            }
        }
    }

    private void words(String words, Opener opener, RenderSink sink) {
        opener.open(sink);
        sink.special(marks.text(), opener.marks());
        sink.run(opener.marks() == Kind.SAMPLED ? said(words) : body(words));
        sink.special(marks.end(), opener.marks());
    }

    private void part(Map<?, ?> part, Opener opener, RenderSink sink) {
        switch (part.get("type") == null ? "text" : String.valueOf(part.get("type"))) {
            case "text", "input_text" -> words(Contents.field(part, "text"), opener, sink);
            case "image", "input_image", "image_url" -> medium(MediaItem.Kind.IMAGE, part, opener, sink);
            case "audio", "input_audio", "audio_url" -> medium(MediaItem.Kind.AUDIO, part, opener, sink);
            default ->
                throw Family.wrong(
                        ConversationException.Kind.WRONG_MEDIUM,
                        sink.message(),
                        "inkling has no way to write a part of type " + part.get("type"));
        }
    }

    private void medium(MediaItem.Kind kind, Map<?, ?> part, Opener opener, RenderSink sink) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        part.forEach((name, value) -> fields.put(String.valueOf(name), value));
        MediaItem item = new MediaItem(kind, sink.message(), fields);
        boolean isImage = kind == MediaItem.Kind.IMAGE;
        opener.open(sink);
        sink.special(isImage ? marks.image() : marks.audio(), opener.marks());
        sink.placeholder(
                item,
                isImage ? marks.imagePad() : marks.audioPad(),
                family.count(item),
                opener.marks() == Kind.SAMPLED ? Kind.SAMPLED : Kind.BODY);
        if (!isImage) {
            sink.special(marks.audioEnd(), opener.marks());
        }
        sink.special(marks.end(), opener.marks());
    }
}
