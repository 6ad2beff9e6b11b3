package dev.tokenwright.chat.render.family;

import static dev.tokenwright.chat.render.family.Piece.scaffold;

import dev.tokenwright.chat.ChatSpan.Kind;
import dev.tokenwright.chat.MediaItem;
import java.util.List;
import java.util.function.ToIntFunction;

/** How Qwen models write images and videos: placeholders between two control tokens, numbered when that is asked for. */
final class QwenVision {
    private static final int NONE = -1;

    private final int visionStart;
    private final int visionEnd;
    private final int imagePad;
    private final int videoPad;
    private final boolean isNumbered;
    private final ToIntFunction<MediaItem> count;

    QwenVision(Family family, boolean isNumbered) {
        this.visionStart = family.token("<|vision_start|>");
        this.visionEnd = family.token("<|vision_end|>");
        this.imagePad = family.token("<|image_pad|>");
        this.videoPad = family.token("<|video_pad|>");
        this.isNumbered = isNumbered;
        this.count = family::count;
    }

    /** Writes a medium behind the pieces of a run that was begun, and begins another run. */
    void write(ContentPart part, int message, MediaNumbers numbers, List<Piece> run, RenderSink sink) {
        String name = numbers.next(part);
        if (isNumbered) {
            run.add(scaffold(name));
        }
        sink.run(run, RenderSink.Shared.FIRST);
        run.clear();
        MediaItem item = part.medium(message);
        sink.special(visionStart);
        sink.placeholder(
                item, part.kind() == ContentPart.Kind.IMAGE ? imagePad : videoPad, count.applyAsInt(item), Kind.BODY);
        sink.special(visionEnd);
    }

    /** The media that some ids show. */
    MediaNumbers numbersAfter(Past past) {
        MediaNumbers numbers = new MediaNumbers();
        int before = NONE;
        for (int id : past.ids()) {
            if (before == visionStart && (id == imagePad || id == videoPad)) {
                numbers.next(new ContentPart(
                        id == imagePad ? ContentPart.Kind.IMAGE : ContentPart.Kind.VIDEO, "", java.util.Map.of()));
            }
            before = id;
        }
        return numbers;
    }
}
