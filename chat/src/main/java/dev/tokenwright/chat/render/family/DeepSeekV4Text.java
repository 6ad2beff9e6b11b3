package dev.tokenwright.chat.render.family;

import dev.tokenwright.chat.ChatSpan.Kind;
import java.util.ArrayList;
import java.util.List;

/** Text of DeepSeek V4 up to the next control token; all of it is encoded as one. */
final class DeepSeekV4Text {
    private final RenderSink sink;
    private final List<Piece> run = new ArrayList<>();

    DeepSeekV4Text(RenderSink sink) {
        this.sink = sink;
    }

    void add(Piece piece, int message) {
        run.add(piece.of(message));
    }

    void special(int id, Kind kind, int message) {
        flush();
        sink.special(id, kind, message);
    }

    /** Writes the text that no control token has ended yet. */
    void flush() {
        sink.run(run, RenderSink.Shared.FIRST_AS_CONTENT);
        run.clear();
    }
}
