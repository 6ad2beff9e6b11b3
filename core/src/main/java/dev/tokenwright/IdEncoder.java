package dev.tokenwright;

import dev.tokenwright.stage.added.AddedTokenFinder;
import dev.tokenwright.stage.model.PieceCache;
import dev.tokenwright.stage.model.PieceCuts;
import dev.tokenwright.stage.model.PieceEncoder;
import dev.tokenwright.stage.normalize.Normalizer;
import dev.tokenwright.stage.split.SplitState;
import dev.tokenwright.stage.split.Splitter;
import dev.tokenwright.text.AlignedText;
import dev.tokenwright.text.AlignedText.Tracking;
import dev.tokenwright.text.Spans;
import dev.tokenwright.text.Utf8;
import dev.tokenwright.text.cut.CutCursor;
import dev.tokenwright.text.cut.CutTransducer;
import dev.tokenwright.text.cut.IndependentBorders;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The stages in a row for ids alone: nothing is remembered of where a token came from, and text that no stage rewrites is
 * never copied. Immutable. Gives the ids that {@link PlainIds} gives, its plain twin; the benchmark is
 * EncodeBenchmark.
 */
final class IdEncoder implements TextToIds {
    /** Bytes of a text that are encoded before it is asked whether there are enough ids. */
    private static final int BLOCK = 1 << 12;

    private final Pipeline pipeline;
    private final AddedTokenFinder normalizedFinder;
    private final Normalizer normalizer;
    private final PieceEncoder model;
    private final Splitter splitter;
    private final Optional<CutTransducer> transducer;
    /** Cuts the stretches between added tokens into parts that go through all stages by themselves. */
    private final Optional<CutTransducer> parts;
    /** What becomes of blanks, when nothing else happens to text before the model. */
    private final Optional<BlankMark> mark;
    /** Where raw text with such blanks can be cut. */
    private final Optional<PieceCuts> markedCuts;
    /** Whether pieces depend on nothing but the stretch of text between added tokens. */
    private final boolean local;
    /** What is remembered of earlier texts, if anything is. */
    private final @Nullable BlockCache blocks;
    /** Makes what is encoded through the cache: pieces, or parts. */
    private final Supplier<PieceEncoder> cacheModel;

    private IdEncoder(
            Pipeline pipeline,
            AddedTokenFinder normalizedFinder,
            Normalizer normalizer,
            Splitter splitter,
            PieceEncoder model,
            @Nullable BlockCache blocks) {
        this.blocks = blocks;
        this.pipeline = pipeline;
        this.normalizedFinder = normalizedFinder;
        this.normalizer = normalizer;
        this.model = model;
        this.splitter = splitter;
        this.transducer = splitter.transducer();
        boolean staged = transducer.isEmpty() && normalizedFinder.isEmpty();
        this.parts = staged ? PartCutter.of(normalizer, splitter) : Optional.empty();
        this.local = transducer.isPresent() || splitter.isIdentity();
        this.mark = staged ? pipeline.blankMark() : Optional.empty();
        this.markedCuts = mark.flatMap(found -> model.safeCuts().flatMap(cuts -> cuts.withBlanksFor(found.mark())));
        this.cacheModel = this::makeCacheModel;
    }

    private PieceEncoder makeCacheModel() {
        if (markedCuts.isPresent()) {
            return new MarkingEncoder(model, markedCuts.get(), mark.get().utf8());
        }
        return parts.isPresent() ? new PartEncoder(normalizer, splitter, model) : model;
    }

    static IdEncoder of(Pipeline pipeline) {
        return new IdEncoder(
                pipeline,
                pipeline.normalizedFinder(),
                pipeline.normalizer(),
                pipeline.splitter(),
                pipeline.model(),
                null);
    }

    /** The same way, remembering blocks of text. */
    IdEncoder withBlocks(BlockCache newBlocks) {
        return new IdEncoder(pipeline, normalizedFinder, normalizer, splitter, model, newBlocks);
    }

    /** Where what stands between added tokens can be cut so that the parts can be encoded alone. */
    BlockCache.Borders borders() {
        Optional<CutTransducer> cutter = parts.isPresent() ? parts : transducer;
        if (cutter.isPresent()) {
            return IndependentBorders.of(cutter.get())::next;
        }
        Optional<PieceCuts> cuts = local && pipeline.mergesAlone() ? model.safeCuts() : Optional.empty();
        return cuts.<BlockCache.Borders>map(found -> found::next).orElse((text, from, to) -> to);
    }

    /** What of a text can be remembered. */
    CachingTokenizer.Reuse reuse() {
        if (pipeline.vocabulary().takesWholeText() || !local && parts.isEmpty()) {
            return CachingTokenizer.Reuse.NOTHING;
        }
        boolean cuts = parts.isPresent()
                || transducer.isPresent()
                || pipeline.mergesAlone() && model.safeCuts().isPresent();
        return cuts ? CachingTokenizer.Reuse.BLOCKS : CachingTokenizer.Reuse.STRETCHES;
    }

    @Override
    public void encode(byte[] text, int from, int to, SpecialText specialText, Scratch scratch, IdOutput out) {
        if (specialText == SpecialText.REJECT) {
            pipeline.rejectSpecial(text, from, to, scratch);
        }
        if (pipeline.vocabulary().takesWholeText()) {
            encodeText(text, from, to, specialText, scratch, out);
            return;
        }
        PieceCache cache = scratch.cache(cacheModel, specialText == SpecialText.RECOGNIZE);
        boolean marked = markedCuts.isPresent() && blocks == null;
        if (!local && parts.isEmpty() && !marked) {
            encodeWhole(text, from, to, specialText, scratch, cache, out);
            return;
        }
        boolean asText = specialText == SpecialText.AS_TEXT;
        Spans segments = scratch.segments;
        pipeline.findSegments(text, from, to, asText, scratch);
        for (int index = 0; index < segments.size() && out.wantsMore(); index++) {
            if (segments.mark(index) != AddedTokenFinder.PLAIN) {
                out.ids().add(segments.mark(index));
            } else if (marked) {
                encodeMarked(
                        text,
                        segments.start(index),
                        segments.end(index),
                        segments.start(index) == from,
                        scratch,
                        cache,
                        out);
            } else if (parts.isPresent()) {
                encodeStretch(text, segments.start(index), segments.end(index), scratch, cache, out);
            } else {
                encodeSegment(text, segments.start(index), segments.end(index), asText, scratch, cache, out);
            }
        }
    }

    /** Raw text of which only the blanks are written in another way. */
    private void encodeMarked(
            byte[] text, int from, int to, boolean atStart, Scratch scratch, PieceCache cache, IdOutput out) {
        PieceCuts cuts = markedCuts.get();
        int at = from;
        if (mark.get().isPrefixed(text, from, atStart)) {
            // The mark in front is a blank in front.
            at = cuts.next(text, from, to);
            byte[] first = scratch.bytes(1 + at - from);
            first[0] = ' ';
            System.arraycopy(text, from, first, 1, at - from);
            cache.encode(first, 0, 1 + at - from, out.ids());
        }
        while (at < to && out.wantsMore()) {
            int end = blockEnd(cuts, text, at, to);
            cache.encode(text, at, end, out.ids());
            out.endChunk();
            at = end;
        }
        out.endChunk();
    }

    private static int blockEnd(PieceCuts cuts, byte[] text, int from, int to) {
        int end = Math.min(to, from + BLOCK);
        while (end < to && Utf8.isContinuation(text[end])) {
            end++;
        }
        return end < to ? cuts.next(text, end, to) : to;
    }

    private void encodeSegment(
            byte[] text, int from, int to, boolean asText, Scratch scratch, PieceCache cache, IdOutput out) {
        byte[] bytes = text;
        int start = from;
        int end = to;
        if (!normalizer.keeps(text, from, to)) {
            AlignedText segment = scratch.segment;
            segment.clear(Tracking.NONE);
            segment.appendOriginal(text, from, to);
            AlignedText normalized = normalizer.apply(segment, scratch.spare, from);
            bytes = normalized.bytes();
            start = 0;
            end = normalized.length();
        }
        if (normalizedFinder.isEmpty()) {
            encodeStretch(bytes, start, end, scratch, cache, out);
            return;
        }
        Spans parts = scratch.parts;
        parts.clear();
        normalizedFinder.find(bytes, start, end, asText, scratch.search, parts);
        for (int part = 0; part < parts.size() && out.wantsMore(); part++) {
            if (parts.mark(part) != AddedTokenFinder.PLAIN) {
                out.ids().add(parts.mark(part));
            } else {
                encodeStretch(bytes, parts.start(part), parts.end(part), scratch, cache, out);
            }
        }
    }

    /** A stretch of text between added tokens, as it is cut into pieces or parts; through the blocks if there are any. */
    private void encodeStretch(byte[] bytes, int from, int to, Scratch scratch, PieceCache cache, IdOutput out) {
        if (blocks == null) {
            encodeBlock(bytes, from, to, scratch, cache, out);
            return;
        }
        blocks.encode(
                bytes,
                from,
                to,
                cache.controlAllowed(),
                out.ids(),
                (text, start, end, known) ->
                        encodeBlock(text, start, end, scratch, cache, new IdOutput().keep(known, Integer.MAX_VALUE)));
        out.endChunk();
    }

    private void encodeBlock(byte[] bytes, int from, int to, Scratch scratch, PieceCache cache, IdOutput out) {
        if (parts.isPresent()) {
            encodePieces(parts.get(), bytes, from, to, scratch, cache, out);
        } else if (transducer.isPresent()) {
            encodePieces(transducer.get(), bytes, from, to, scratch, cache, out);
        } else if (from < to) {
            cache.encode(bytes, from, to, out.ids());
            out.endChunk();
        }
    }

    private static void encodePieces(
            CutTransducer cutter, byte[] bytes, int from, int to, Scratch scratch, PieceCache cache, IdOutput out) {
        CutCursor cursor = scratch.cursor;
        cursor.start(cutter, bytes, from, to);
        for (int pieces = cursor.next(); pieces > 0 && out.wantsMore(); pieces = cursor.next()) {
            cache.encode(bytes, cursor.cuts(), pieces, out.ids());
            out.endChunk();
        }
    }

    /** For models that take the text as one piece, which is not worth a place in the cache. */
    private void encodeText(byte[] text, int from, int to, SpecialText specialText, Scratch scratch, IdOutput out) {
        pipeline.cut(Arrays.copyOfRange(text, from, to), specialText, false, scratch);
        pipeline.encodePieces(scratch, specialText, (piece, run) -> out.ids().addAll(run.ids(), 0, run.size()));
    }

    /** For splitters whose pieces depend on the place in the whole text. */
    private void encodeWhole(
            byte[] text, int from, int to, SpecialText specialText, Scratch scratch, PieceCache cache, IdOutput out) {
        boolean whole = from == 0 && to == text.length;
        pipeline.cut(whole ? text : Arrays.copyOfRange(text, from, to), specialText, false, scratch);
        Spans pieces = scratch.state.pieces();
        byte[] bytes = scratch.state.text().bytes();
        for (int index = 0; index < pieces.size() && out.wantsMore(); index++) {
            if (pieces.mark(index) != SplitState.PLAIN) {
                out.ids().add(pieces.mark(index));
            } else {
                cache.encode(bytes, pieces.start(index), pieces.end(index), out.ids());
                out.endChunk();
            }
        }
    }
}
