package dev.tokenwright.testkit.golden;

import dev.tokenwright.spec.PatternSpec;
import dev.tokenwright.spec.TokenizerSpec;
import dev.tokenwright.stage.normalize.Normalizer;
import dev.tokenwright.stage.split.SplitState;
import dev.tokenwright.stage.split.Splitter;
import dev.tokenwright.text.AlignedText;
import dev.tokenwright.text.LiteralPattern;
import dev.tokenwright.text.OffsetIndex;
import dev.tokenwright.text.TextPattern;
import dev.tokenwright.text.regex.CompiledRegex;
import dev.tokenwright.text.regex.RegexDialect;
import dev.tokenwright.wire.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The normalizer and the splitter of a tokenizer, each run alone. */
final class PlainStages {
    private final TokenizerSpec spec;
    private final Normalizer normalizer;
    private final Splitter splitter;

    PlainStages(TokenizerSpec spec) {
        this.spec = spec;
        normalizer = Normalizer.of(spec.normalizer(), PlainStages::compile);
        splitter = Splitter.of(spec.splitter(), PlainStages::compile, false);
    }

    static TextPattern compile(PatternSpec spec) {
        if (spec instanceof PatternSpec.Literal literal) {
            return new LiteralPattern(literal.text());
        }
        PatternSpec.Regex regex = (PatternSpec.Regex) spec;
        return CompiledRegex.compile(
                regex.pattern(), RegexDialect.valueOf(regex.dialect().name()));
    }

    Optional<String> difference(GoldenRecord record, String text) {
        String normalized = spec.normalizer().isPresent() ? normalizer.apply(text) : text;
        JsonNode expected = record.orNull("norm");
        if (expected != null) {
            String wanted = expected.type() == JsonNode.Type.BOOLEAN ? text : expected.string();
            if (!normalized.equals(wanted)) {
                return Optional.of("normalised text is \"" + normalized + "\" and not \"" + wanted + "\"");
            }
        }
        if (!record.has("pre")) {
            return Optional.empty();
        }
        List<String> pieces = new ArrayList<>();
        int[] offsets = cut(normalized, pieces);
        List<String> wanted =
                record.get("pre").elements().stream().map(JsonNode::string).toList();
        if (!pieces.equals(wanted)) {
            return Optional.of("pieces are " + pieces + " and not " + wanted);
        }
        return GoldenEncoding.differs("piece offsets", GoldenEncoding.offsets(record.get("pre_off")), offsets);
    }

    private int[] cut(String text, List<String> pieces) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        OffsetIndex index = new OffsetIndex(utf8);
        SplitState state = new SplitState();
        state.clear(AlignedText.Tracking.CODE_POINTS, true);
        state.text().appendOriginal(utf8, 0, utf8.length);
        if (utf8.length > 0) {
            state.pieces().add(0, utf8.length, SplitState.PLAIN);
        }
        splitter.split(state);
        int[] offsets = new int[2 * state.pieces().size()];
        for (int piece = 0; piece < state.pieces().size(); piece++) {
            int start = state.pieces().start(piece);
            int end = state.pieces().end(piece);
            pieces.add(new String(state.text().bytes(), start, end - start, StandardCharsets.UTF_8));
            offsets[2 * piece] = index.codePointOfByte(state.text().originStart(start));
            offsets[2 * piece + 1] = index.codePointOfByte(state.text().originEnd(end - 1));
        }
        return offsets;
    }
}
