package dev.tokenwright.stage.decode;

import dev.tokenwright.spec.DecoderSpec;
import dev.tokenwright.spec.PatternSpec;
import dev.tokenwright.text.TextPattern;
import dev.tokenwright.text.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Decoders whose steps write each token the same way wherever it stands, but for the first: what they write is made once a
 * token, and decoding is joining. Gives what the steps one after the other give, its plain twin. Made at the first
 * decoding; then immutable.
 */
final class FusedTexts implements Decoder.JoinedBytes {
    private static final byte[] REPLACEMENT = "\uFFFD".getBytes(StandardCharsets.UTF_8);

    private final TokenSource tokens;
    private final List<DecodeStep> steps;
    private final boolean byteFallback;
    private final DecoderSpec.Strip strip;
    private volatile @Nullable Table table;

    /**
     * What tokens write.
     *
     * @param rest what each token writes that is not the first
     * @param byteValues by id: the byte that a token of byte fallback stands for, else -1
     */
    private record Table(ByteRows rest, short[] byteValues) {}

    private FusedTexts(TokenSource tokens, List<DecodeStep> steps, boolean byteFallback, DecoderSpec.Strip strip) {
        this.tokens = tokens;
        this.steps = steps;
        this.byteFallback = byteFallback;
        this.strip = strip;
    }

    /** The joining that steps come down to, if they do. */
    static Optional<FusedTexts> of(
            List<DecoderSpec> specs, Function<PatternSpec, TextPattern> patterns, TokenSource tokens) {
        if (specs.size() == 1
                && (specs.get(0) instanceof DecoderSpec.Metaspace || specs.get(0) instanceof DecoderSpec.WordPiece)) {
            return Optional.of(new FusedTexts(tokens, steps(specs, patterns), false, NO_STRIP));
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
        return Optional.of(new FusedTexts(tokens, steps(specs.subList(0, replaces), patterns), byteFallback, strip));
    }

    private static final DecoderSpec.Strip NO_STRIP = new DecoderSpec.Strip(' ', 0, 0);

    private static List<DecodeStep> steps(List<DecoderSpec> specs, Function<PatternSpec, TextPattern> patterns) {
        return specs.stream().map(spec -> DecodeSteps.of(spec, patterns)).toList();
    }

    @Override
    public byte[] join(int[] ids, Decoder.Beginning beginning) {
        if (ids.length == 0) {
            return new byte[0];
        }
        Table known = table();
        boolean firstIsByte = known.byteValues[ids[0]] >= 0;
        byte[] first = firstIsByte
                ? new byte[0]
                : written(tokens.text(ids[0]), List.of()).getBytes(StandardCharsets.UTF_8);
        int from = firstIsByte ? 0 : 1;
        byte[] joined =
                hasBytes(ids, known) ? joinWithBytes(ids, from, first, known) : known.rest.join(ids, from, first);
        return stripped(joined);
    }

    private boolean hasBytes(int[] ids, Table known) {
        if (byteFallback) {
            for (int id : ids) {
                if (known.byteValues[id] >= 0) {
                    return true;
                }
            }
        }
        return false;
    }

    private static byte[] joinWithBytes(int[] ids, int from, byte[] first, Table known) {
        byte[] joined = Arrays.copyOf(first, Math.max(64, ids.length * 8));
        int at = first.length;
        byte[] run = new byte[16];
        for (int index = from; index < ids.length; ) {
            int length = 0;
            while (index < ids.length && known.byteValues[ids[index]] >= 0) {
                run = length == run.length ? Arrays.copyOf(run, 2 * length) : run;
                run[length++] = (byte) known.byteValues[ids[index++]];
            }
            int needed = Math.addExact(
                    at, Math.max(REPLACEMENT.length * length, index < ids.length ? known.rest.length(ids[index]) : 0));
            joined = ByteRows.grown(joined, needed);
            if (length > 0) {
                at = writeRun(run, length, joined, at);
            } else {
                at = known.rest.copyTo(ids[index++], joined, at);
            }
        }
        return Arrays.copyOf(joined, at);
    }

    /** Writes bytes as they are if they are text, else U+FFFD for each. */
    private static int writeRun(byte[] run, int length, byte[] target, int at) {
        int end = at;
        if (Utf8.firstMalformed(run, 0, length) < 0) {
            System.arraycopy(run, 0, target, at, length);
            return at + length;
        }
        for (int index = 0; index < length; index++) {
            System.arraycopy(REPLACEMENT, 0, target, end, REPLACEMENT.length);
            end += REPLACEMENT.length;
        }
        return end;
    }

    private byte[] stripped(byte[] joined) {
        int from = 0;
        int to = joined.length;
        while (from < strip.start() && from < to && joined[from] == strip.content()) {
            from++;
        }
        for (int cut = 0;
                cut < strip.stop() && cut < joined.length && joined[joined.length - cut - 1] == strip.content(); ) {
            cut++;
            to = joined.length - cut;
        }
        return from == 0 && to == joined.length ? joined : Arrays.copyOfRange(joined, from, Math.max(from, to));
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
        short[] byteValues = new short[tokens.idLimit()];
        Arrays.fill(byteValues, (short) -1);
        ByteRows.Builder rest = new ByteRows.Builder(tokens.idLimit());
        for (int id = 0; id < tokens.idLimit(); id++) {
            if (tokens.contains(id)) {
                String text = written(tokens.text(id), List.of("x"));
                if (byteFallback) {
                    byteValues[id] = (short) ByteFallback.byteValue(text);
                }
                rest.add(text.getBytes(StandardCharsets.UTF_8));
            } else {
                rest.add(new byte[0]);
            }
        }
        return new Table(rest.build(), byteValues);
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
