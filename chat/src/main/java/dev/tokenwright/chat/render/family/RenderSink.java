package dev.tokenwright.chat.render.family;

import dev.tokenwright.Encoding;
import dev.tokenwright.chat.ChatSpan;
import dev.tokenwright.chat.ChatSpan.Kind;
import dev.tokenwright.chat.MediaItem;
import dev.tokenwright.chat.Message;
import dev.tokenwright.chat.Placeholder;
import dev.tokenwright.chat.Rendered;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes down what a family writes. A control token stands alone; text between two of them comes in runs, each encoded by
 * itself. A new run begins where a reply of the model begins, since there the prompt ended when the model was asked.
 */
final class RenderSink {
    private final TextEncoder encoder;
    private final SpanWriter out = new SpanWriter();
    private final List<Placeholder> placeholders = new ArrayList<>();
    private int message = ChatSpan.NO_MESSAGE;

    /** Which piece a token belongs to that covers several. */
    enum Shared {
        /** To the piece that its first character is in. */
        FIRST,
        /** To what a message says, if any of it is in the token. */
        CONTENT,
        /** To the message that its first character is in; as what somebody says, if any of that is in the token. */
        FIRST_AS_CONTENT
    }

    RenderSink(TextEncoder encoder) {
        this.encoder = encoder;
    }

    /** What follows belongs to this message, or to none. */
    RenderSink message(int index) {
        message = index;
        return this;
    }

    /** The message that is being written. */
    int message() {
        return message;
    }

    /** Ids that the model has seen before. */
    void seen(int[] ids) {
        out.addAll(ids, ChatSpan.NO_MESSAGE, Kind.SCAFFOLD);
    }

    /** A control token. */
    void special(int id, Kind kind) {
        out.add(id, message, kind);
    }

    /** A control token that belongs to another message. */
    void special(int id, Kind kind, int owner) {
        out.add(id, owner, kind);
    }

    /** A control token around messages. */
    void special(int id) {
        out.add(id, message, Kind.SCAFFOLD);
    }

    /** A run of the family's words around messages. */
    void scaffold(String text) {
        run(Piece.scaffold(text));
    }

    /** A run. */
    void run(Piece... pieces) {
        run(List.of(pieces), Shared.FIRST);
    }

    /** A run. */
    void run(List<Piece> pieces, Shared shared) {
        List<Piece> filled = new ArrayList<>(pieces.size());
        for (Piece piece : pieces) {
            if (!piece.text().isEmpty()) {
                filled.add(piece.message() == Piece.CURRENT ? piece.of(message) : piece);
            }
        }
        if (filled.isEmpty()) {
            return;
        }
        Piece first = filled.get(0);
        if (filled.size() == 1) {
            out.addAll(encoder.one(first), first.message(), first.kind());
        } else if (filled.stream().allMatch(piece -> piece.source() == Piece.Source.FAMILY && isLike(piece, first))) {
            out.addAll(encoder.own(text(filled)), first.message(), first.kind());
        } else {
            shared(filled, shared);
        }
    }

    private static boolean isLike(Piece piece, Piece other) {
        return piece.kind() == other.kind() && piece.message() == other.message();
    }

    private static String text(List<Piece> pieces) {
        StringBuilder text = new StringBuilder();
        pieces.forEach(piece -> text.append(piece.text()));
        return text.toString();
    }

    private void shared(List<Piece> pieces, Shared shared) {
        Encoding encoding = encoder.places(pieces, text(pieces));
        int[] ids = encoding.ids();
        int piece = 0;
        int end = pieces.get(0).text().length();
        for (int token = 0; token < ids.length; token++) {
            while (encoding.start(token) >= end && piece + 1 < pieces.size()) {
                end += pieces.get(++piece).text().length();
            }
            Piece owner = pieces.get(piece);
            if (shared == Shared.CONTENT) {
                owner = content(pieces, piece, end, encoding.end(token));
            }
            Kind kind = owner.kind();
            if (shared == Shared.FIRST_AS_CONTENT && kind == Kind.SCAFFOLD) {
                boolean says = content(pieces, piece, end, encoding.end(token)).kind() != Kind.SCAFFOLD;
                kind = says ? Kind.BODY : kind;
            }
            out.add(ids[token], owner.message(), kind);
        }
    }

    /** The first piece that says something in a token that begins in a piece, or that piece. */
    private static Piece content(List<Piece> pieces, int first, int end, int tokenEnd) {
        int start = end;
        for (int piece = first; piece < pieces.size(); piece++) {
            if (pieces.get(piece).kind() != Kind.SCAFFOLD) {
                return pieces.get(piece);
            }
            if (start >= tokenEnd) {
                break;
            }
            start += piece + 1 < pieces.size() ? pieces.get(piece + 1).text().length() : 0;
        }
        return pieces.get(first);
    }

    /** Placeholder tokens of a medium. */
    void placeholder(MediaItem item, int id, int count, Kind kind) {
        placeholders.add(new Placeholder(item, out.size(), count));
        for (int index = 0; index < count; index++) {
            out.add(id, message, kind);
        }
    }

    /** How many ids there are. */
    int size() {
        return out.size();
    }

    /** The last id, or -1. */
    int last() {
        return out.last();
    }

    /** Puts another id in the place of the last one. */
    void replaceLast(int id) {
        out.replaceLast(id);
    }

    /** What was written. */
    Rendered rendered(List<Message> messages) {
        return new Rendered(out.ids(), out.spans(), placeholders, messages);
    }
}
