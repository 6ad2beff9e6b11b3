package dev.tokenwright.stage.decode;

import dev.tokenwright.spec.DecoderSpec;
import dev.tokenwright.spec.PatternSpec;
import dev.tokenwright.text.TextPattern;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Decoders whose steps write each token the same way wherever it stands, but for the first: what they write is made once a
 * token, and decoding is joining. Gives what the steps one after the other give, its plain twin. Made at the first
 * decoding; then immutable.
 */
final class FusedTexts implements Decoder.JoinedBytes {
    private final TokenSource tokens;
    private final List<DecodeStep> steps;
    private final boolean byteFallback;
    /** Whether the steps write a token in another way when it is the first. */
    private final boolean dependOnPlace;

    private final DecoderSpec.Strip strip;
    private volatile @Nullable Table table;

    /**
     * What tokens write.
     *
     * @param first what each token writes that is the first
     * @param rest what each token writes that is not the first
     * @param hasSpecialBytes whether a special token stands for a byte
     */
    private record Table(TokenRows first, TokenRows rest, boolean hasSpecialBytes) {}

    private FusedTexts(
            TokenSource tokens,
            List<DecodeStep> steps,
            boolean byteFallback,
            boolean dependOnPlace,
            DecoderSpec.Strip strip) {
        this.tokens = tokens;
        this.steps = steps;
        this.byteFallback = byteFallback;
        this.dependOnPlace = dependOnPlace;
        this.strip = strip;
    }

    /** The joining that steps come down to, if they do. */
    static Optional<FusedTexts> of(
            List<DecoderSpec> specs, Function<PatternSpec, TextPattern> patterns, TokenSource tokens) {
        if (specs.size() == 1
                && (specs.get(0) instanceof DecoderSpec.Metaspace || specs.get(0) instanceof DecoderSpec.WordPiece)) {
            return Optional.of(new FusedTexts(tokens, steps(specs, patterns), false, true, NO_STRIP));
        }
        int fuse = 0;
        while (fuse < specs.size() && specs.get(fuse) instanceof DecoderSpec.Replace) {
            fuse++;
        }
        int replaces = fuse;
        boolean byteFallback = fuse < specs.size() && specs.get(fuse) instanceof DecoderSpec.ByteFallback;
        fuse += byteFallback ? 1 : 0;
        if (fuse >= specs.size() || !(specs.get(fuse) instanceof DecoderSpec.Fuse)) {
            return Optional.empty();
        }
        List<DecoderSpec> after = specs.subList(fuse + 1, specs.size());
        boolean strips = after.size() == 1 && after.get(0) instanceof DecoderSpec.Strip strip && strip.content() < 0x80;
        if (!after.isEmpty() && !strips) {
            return Optional.empty();
        }
        DecoderSpec.Strip strip = strips ? (DecoderSpec.Strip) after.get(0) : NO_STRIP;
        return Optional.of(
                new FusedTexts(tokens, steps(specs.subList(0, replaces), patterns), byteFallback, false, strip));
    }

    private static final DecoderSpec.Strip NO_STRIP = new DecoderSpec.Strip(' ', 0, 0);

    private static List<DecodeStep> steps(List<DecoderSpec> specs, Function<PatternSpec, TextPattern> patterns) {
        return specs.stream().map(spec -> DecodeSteps.of(spec, patterns)).toList();
    }

    @Override
    public boolean join(int[] ids, Decoder.Beginning beginning, JoinedText.Admitted admitted, JoinedText text) {
        Table known = table();
        if (known.hasSpecialBytes && admitted == JoinedText.Admitted.ORDINARY) {
            return false;
        }
        int first = known.first == known.rest ? 0 : Math.min(1, ids.length);
        boolean added = text.add(known.first, ids, 0, first, admitted)
                && text.add(known.rest, ids, first, ids.length, admitted);
        strip(text);
        return added;
    }

    private void strip(JoinedText text) {
        byte[] bytes = text.bytes();
        int from = text.start();
        int to = text.end();
        while (from - text.start() < strip.start() && from < to && bytes[from] == strip.content()) {
            from++;
        }
        while (text.end() - to < strip.stop() && to > text.start() && bytes[to - 1] == strip.content()) {
            to--;
        }
        text.narrow(from, to);
    }

    private Table table() {
        Table known = table;
        if (known == null) {
            known = makeTable();
            table = known;
        }
        return known;
    }

    private Table makeTable() {
        TokenRows rest = makeRows(List.of("x"));
        boolean hasSpecialBytes = IntStream.range(0, rest.idLimit())
                .anyMatch(id -> rest.kind(id) == TokenRows.BYTE && !tokens.isOrdinary(id));
        return new Table(dependOnPlace ? makeRows(List.of()) : rest, rest, hasSpecialBytes);
    }

    private TokenRows makeRows(List<String> before) {
        TokenRows.Builder rows = new TokenRows.Builder(tokens.idLimit());
        for (int id = 0; id < tokens.idLimit(); id++) {
            if (tokens.contains(id)) {
                String text = written(tokens.text(id), before);
                int value = byteFallback ? ByteFallback.byteValue(text) : -1;
                if (value >= 0) {
                    rows.setByte(id, value);
                } else {
                    rows.set(id, text.getBytes(StandardCharsets.UTF_8), tokens.isOrdinary(id));
                }
            }
        }
        return rows.build(TokenRows.ByteRuns.WHOLE);
    }

    /** What the steps make of a text behind others. */
    private String written(String text, List<String> before) {
        List<String> texts = new java.util.ArrayList<>(before);
        texts.add(text);
        for (DecodeStep step : steps) {
            texts = step.apply(texts);
        }
        return texts.get(texts.size() - 1);
    }
}
