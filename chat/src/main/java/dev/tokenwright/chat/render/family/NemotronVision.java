package dev.tokenwright.chat.render.family;

import static dev.tokenwright.chat.render.family.Piece.body;
import static dev.tokenwright.chat.render.family.Piece.scaffold;

import dev.tokenwright.chat.ChatSpan.Kind;
import dev.tokenwright.chat.MediaItem;
import dev.tokenwright.chat.Message;
import dev.tokenwright.error.ConversationException;
import java.util.ArrayList;
import java.util.List;

/**
 * What messages of Nemotron 3.5 say, images included. A text may name the places of the images itself, by
 * {@code <image>}; else they stand where their parts do. The other versions have texts only.
 */
final class NemotronVision {
    private static final String PLACE = "<image>";

    private final Family family;
    private final boolean hasImages;

    NemotronVision(Family family, boolean hasImages) {
        this.family = family;
        this.hasImages = hasImages;
    }

    /** Adds what a message says to a run; whether it says anything. */
    boolean content(Message message, int index, List<Piece> run, RenderSink sink) {
        List<ContentPart> parts = hasImages ? ContentPart.of(message, index) : List.of();
        List<ContentPart> images = parts.stream()
                .filter(part -> part.kind() == ContentPart.Kind.IMAGE)
                .toList();
        if (images.isEmpty()) {
            String text = ChatMl.textOnly(message, index);
            run.add(body(text));
            return !text.isEmpty();
        }
        if (ContentPart.text(parts).contains(PLACE)) {
            placed(parts, images, index, run, sink);
        } else {
            inOrder(parts, images.size(), index, run, sink);
        }
        return true;
    }

    private void inOrder(List<ContentPart> parts, int images, int index, List<Piece> run, RenderSink sink) {
        int number = 0;
        for (ContentPart part : parts) {
            if (part.kind() == ContentPart.Kind.IMAGE) {
                number++;
                run.add(scaffold(images > 1 ? "<image " + number + ">" : ""));
                image(part, index, run, sink);
            } else {
                run.add(body(text(part, index)));
            }
        }
    }

    private void placed(
            List<ContentPart> parts, List<ContentPart> images, int index, List<Piece> run, RenderSink sink) {
        List<ContentPart> left = new ArrayList<>(images);
        for (ContentPart part : parts) {
            if (part.kind() == ContentPart.Kind.IMAGE) {
                continue;
            }
            String text = text(part, index);
            for (int place = text.indexOf(PLACE); place >= 0; place = text.indexOf(PLACE)) {
                if (left.isEmpty()) {
                    throw mismatch(index);
                }
                run.add(body(text.substring(0, place)));
                image(left.remove(0), index, run, sink);
                text = text.substring(place + PLACE.length());
            }
            run.add(body(text));
        }
        if (!left.isEmpty()) {
            throw mismatch(index);
        }
    }

    private static ConversationException mismatch(int index) {
        return Family.wrong(
                ConversationException.Kind.WRONG_CONTENT,
                index,
                "the text names another number of images than there are");
    }

    private static String text(ContentPart part, int index) {
        if (part.kind() != ContentPart.Kind.TEXT) {
            throw Family.wrong(
                    ConversationException.Kind.WRONG_CONTENT, index, "a part of the content is no text or image");
        }
        return part.text();
    }

    private void image(ContentPart part, int index, List<Piece> run, RenderSink sink) {
        run.add(scaffold("<img>"));
        sink.run(run, RenderSink.Shared.FIRST);
        run.clear();
        MediaItem item = part.medium(index);
        sink.placeholder(item, family.token(PLACE), family.count(item), Kind.BODY);
        run.add(scaffold("</img>"));
    }
}
