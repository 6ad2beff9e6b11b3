package dev.tokenwright.chat.render.family;

import static dev.tokenwright.chat.render.family.Piece.body;
import static dev.tokenwright.chat.render.family.Piece.said;

import dev.tokenwright.chat.ChatSpan.Kind;
import dev.tokenwright.chat.MediaItem;
import dev.tokenwright.chat.Message;
import dev.tokenwright.chat.plain.PythonStrings;
import dev.tokenwright.error.ConversationException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What Gemma's messages say: texts without blanks around them, and images. */
final class GemmaContent {
    private final Family family;
    private final int imageStart;
    private final int image;
    private final int imageEnd;

    GemmaContent(Family family) {
        this.family = family;
        this.imageStart = family.token("<|image>");
        this.image = family.token("<|image|>");
        this.imageEnd = family.token("<image|>");
    }

    /** The id that ends an image. */
    int imageEnd() {
        return imageEnd;
    }

    /** The text of a system message, which has no media. */
    List<Piece> system(Message message, int index) {
        List<Piece> pieces = new ArrayList<>();
        Object content = message.fields().get("content");
        if (content instanceof String text) {
            pieces.add(body(PythonStrings.strip(text)));
        }
        for (Object entry : content instanceof List<?> parts ? parts : List.of()) {
            Map<?, ?> part = part(entry, index);
            if (!part.containsKey("text")
                    || isMedium(part, MediaItem.Kind.IMAGE)
                    || isMedium(part, MediaItem.Kind.VIDEO)) {
                throw Family.wrong(
                        ConversationException.Kind.WRONG_CONTENT, index, "a system message must be text in gemma4");
            }
            pieces.add(body(PythonStrings.strip(Contents.field(part, "text")) + " "));
        }
        return pieces;
    }

    private static boolean isMedium(Map<?, ?> part, MediaItem.Kind kind) {
        return MediaParts.kind(part).equals(Optional.of(kind));
    }

    private static Map<?, ?> part(@Nullable Object entry, int index) {
        if (entry instanceof Map<?, ?> part) {
            return part;
        }
        throw Family.wrong(ConversationException.Kind.WRONG_CONTENT, index, "a part of the content must be an object");
    }

    /** Writes what a message says behind some other words; false when it says nothing. */
    boolean write(Message message, List<Piece> before, RenderSink sink) {
        boolean isAssistants = message.role().equals("assistant");
        Object content = message.fields().get("content");
        List<Piece> run = new ArrayList<>(before);
        boolean says = false;
        if (content instanceof String text) {
            says = text(text, isAssistants, run);
        }
        for (Object entry : content instanceof List<?> parts ? parts : List.of()) {
            Map<?, ?> part = part(entry, sink.message());
            if (isImage(part, sink.message())) {
                sink.run(run, RenderSink.Shared.FIRST);
                run.clear();
                image(part, isAssistants ? Kind.SAMPLED : Kind.SCAFFOLD, sink);
                says = true;
            } else if (part.containsKey("text")) {
                says |= text(Contents.field(part, "text"), isAssistants, run);
            }
        }
        sink.run(run, RenderSink.Shared.FIRST);
        return says;
    }

    private static boolean text(String text, boolean isAssistants, List<Piece> run) {
        String stripped = isAssistants ? withoutThoughts(text) : PythonStrings.strip(text);
        run.add(isAssistants ? said(stripped) : body(stripped));
        return !stripped.isEmpty();
    }

    private static String withoutThoughts(String text) {
        StringBuilder kept = new StringBuilder();
        for (int start = 0; start <= text.length(); ) {
            int end = text.indexOf("<channel|>", start);
            String part = text.substring(start, end < 0 ? text.length() : end);
            kept.append(PythonStrings.beforeFirst(part, "<|channel>"));
            start = end < 0 ? text.length() + 1 : end + "<channel|>".length();
        }
        return PythonStrings.strip(kept.toString());
    }

    private static boolean isImage(Map<?, ?> part, int index) {
        Optional<MediaItem.Kind> kind = MediaParts.kind(part);
        if (kind.isPresent() && kind.get() != MediaItem.Kind.IMAGE) {
            throw Family.wrong(
                    ConversationException.Kind.WRONG_MEDIUM, index, "gemma4 has no way to write " + kind.get());
        }
        return kind.isPresent();
    }

    private void image(Map<?, ?> part, Kind frame, RenderSink sink) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        part.forEach((name, value) -> fields.put(String.valueOf(name), value));
        MediaItem item = new MediaItem(MediaItem.Kind.IMAGE, sink.message(), fields);
        sink.special(imageStart, frame);
        sink.placeholder(item, image, family.count(item), frame == Kind.SAMPLED ? frame : Kind.BODY);
        sink.special(imageEnd, frame);
    }

    /** The texts of a tool's result one behind the other, as they are. */
    String textOfResult(List<?> parts, int index) {
        StringBuilder text = new StringBuilder();
        for (Object entry : parts) {
            if (entry instanceof Map<?, ?> part && !isImage(part, index)) {
                text.append(Contents.field(part, "text"));
            }
        }
        return text.toString();
    }

    /** Writes the images of a tool's result. */
    void imagesOfResult(List<?> parts, Kind frame, RenderSink sink) {
        for (Object entry : parts) {
            if (entry instanceof Map<?, ?> part && isImage(part, sink.message())) {
                image(part, frame, sink);
            }
        }
    }
}
