package dev.tokenwright;

import dev.tokenwright.Explanation.Stretch;
import dev.tokenwright.stage.split.SplitState;
import dev.tokenwright.text.AlignedText;
import dev.tokenwright.text.AlignedText.Tracking;
import dev.tokenwright.text.Spans;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Looks at a text between the stages. Belongs to one call. */
final class Explainer {
    private final Pipeline pipeline;
    private final SpecialText specialText;
    private final Scratch scratch;

    Explainer(Pipeline pipeline, SpecialText specialText, Scratch scratch) {
        this.pipeline = pipeline;
        this.specialText = specialText;
        this.scratch = scratch;
    }

    Explanation explain(byte[] text) {
        if (specialText == SpecialText.REJECT) {
            pipeline.rejectSpecial(text, 0, text.length, scratch);
        }
        boolean asText = specialText == SpecialText.AS_TEXT;
        pipeline.findSegments(text, 0, text.length, asText, scratch);
        Spans found = scratch.segments;
        List<Stretch> segments = stretches(text, found);
        List<Stretch> normalized = new ArrayList<>();
        for (int index = 0; index < found.size(); index++) {
            if (found.mark(index) != SplitState.PLAIN) {
                normalized.add(segments.get(index));
            } else {
                normalized.addAll(normalized(text, found.start(index), found.end(index), asText));
            }
        }
        pipeline.cut(text, specialText, false, scratch);
        List<Stretch> pieces = stretches(scratch.state.text().bytes(), scratch.state.pieces());
        return new Explanation(segments, normalized, pieces);
    }

    private List<Stretch> normalized(byte[] text, int from, int to, boolean asText) {
        AlignedText segment = scratch.segment;
        segment.clear(Tracking.NONE);
        segment.appendOriginal(text, from, to);
        AlignedText result = pipeline.normalizer().apply(segment, scratch.spare, from);
        Spans parts = scratch.parts;
        parts.clear();
        pipeline.normalizedFinder().find(result.bytes(), 0, result.length(), asText, scratch.search, parts);
        return stretches(result.bytes(), parts);
    }

    private static List<Stretch> stretches(byte[] bytes, Spans spans) {
        List<Stretch> stretches = new ArrayList<>();
        for (int index = 0; index < spans.size(); index++) {
            String text = new String(
                    bytes, spans.start(index), spans.end(index) - spans.start(index), StandardCharsets.UTF_8);
            boolean plain = spans.mark(index) == SplitState.PLAIN;
            stretches.add(new Stretch(text, plain ? OptionalInt.empty() : OptionalInt.of(spans.mark(index))));
        }
        return stretches;
    }
}
