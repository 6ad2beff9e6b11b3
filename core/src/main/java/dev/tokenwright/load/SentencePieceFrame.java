package dev.tokenwright.load;

import dev.tokenwright.spec.FrameSpec;
import dev.tokenwright.spec.FrameSpec.Part;
import dev.tokenwright.spec.FrameSpec.Piece;
import dev.tokenwright.spec.FrameSpec.TemplateToken;
import dev.tokenwright.spec.Pieces;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Collects what is put around the pieces of a text, one option after the other. */
final class SentencePieceFrame {
    private final Pieces pieces;
    private List<Integer> before = new ArrayList<>();
    private List<Integer> after = new ArrayList<>();
    private boolean reversed;

    SentencePieceFrame(Pieces pieces) {
        this.pieces = pieces;
    }

    void putBefore(int id) {
        before.add(0, id);
    }

    void putAfter(int id) {
        after.add(id);
    }

    void reverse() {
        List<Integer> first = before;
        before = after;
        after = first;
        Collections.reverse(before);
        Collections.reverse(after);
        reversed = !reversed;
    }

    /** The frame; a pair has the same around each of its texts. */
    Optional<FrameSpec> spec() {
        if (before.isEmpty() && after.isEmpty()) {
            return reversed ? Optional.of(new FrameSpec.Reverse()) : Optional.empty();
        }
        Map<String, TemplateToken> tokens = new LinkedHashMap<>();
        List<Piece> single = around(Part.FIRST, tokens);
        List<Piece> pair = new ArrayList<>(single);
        pair.addAll(around(Part.SECOND, tokens));
        FrameSpec template = new FrameSpec.Template(single, pair, tokens);
        return Optional.of(reversed ? new FrameSpec.Sequence(List.of(new FrameSpec.Reverse(), template)) : template);
    }

    private List<Piece> around(Part part, Map<String, TemplateToken> tokens) {
        List<Piece> template = new ArrayList<>();
        before.forEach(id -> template.add(special(id, tokens)));
        template.add(new Piece.Text(part, 0));
        after.forEach(id -> template.add(special(id, tokens)));
        return template;
    }

    private Piece special(int id, Map<String, TemplateToken> tokens) {
        String name = pieces.tokens().text(id);
        tokens.put(name, new TemplateToken(List.of(id), List.of(name)));
        return new Piece.Special(name, 0);
    }
}
