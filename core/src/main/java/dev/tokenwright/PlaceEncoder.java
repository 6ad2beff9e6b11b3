package dev.tokenwright;

import dev.tokenwright.stage.added.AddedTokenFinder;
import dev.tokenwright.stage.model.PieceCache;
import dev.tokenwright.stage.model.PieceEncoder;
import dev.tokenwright.stage.model.TokenRun;
import dev.tokenwright.stage.normalize.Normalizer;
import dev.tokenwright.stage.split.SplitState;
import dev.tokenwright.stage.split.Splitter;
import dev.tokenwright.text.AlignedText;
import dev.tokenwright.text.AlignedText.Tracking;
import dev.tokenwright.text.GraphemeClusters;
import dev.tokenwright.text.Ints;
import dev.tokenwright.text.Spans;
import dev.tokenwright.text.Utf8;
import dev.tokenwright.text.cut.CutCursor;
import dev.tokenwright.text.cut.CutTransducer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The stages in a row for tokens with their places in the text. Immutable. Gives what {@link PlainPlaces} gives,
 * its plain twin, by ways that copy and compute less; the benchmark is OffsetsBenchmark.
 */
final class PlaceEncoder implements TextToPlaces {
    private final Pipeline pipeline;
    private final PlainPlaces plain;
    private final AddedTokenFinder normalizedFinder;
    private final Normalizer normalizer;
    private final Vocabulary vocabulary;
    private final boolean wholeCodePoints;
    private final boolean tiles;
    private final Optional<CutTransducer> transducer;
    /** Cuts the stretches between added tokens into parts that go through all stages by themselves. */
    private final Optional<CutTransducer> parts;

    private final Supplier<PieceEncoder> runs;
    private final Supplier<PartPlaces> partPlaces;

    private PlaceEncoder(Pipeline pipeline) {
        Tracking tracking = pipeline.fullTracking();
        PieceEncoder model = pipeline.model();
        Splitter splitter = pipeline.splitter();
        this.pipeline = pipeline;
        this.plain = new PlainPlaces(pipeline);
        this.normalizedFinder = pipeline.normalizedFinder();
        this.normalizer = pipeline.normalizer();
        this.vocabulary = pipeline.vocabulary();
        this.wholeCodePoints = tracking == Tracking.CODE_POINTS;
        this.tiles = model.tiles();
        this.transducer = splitter.transducer();
        boolean staged = transducer.isEmpty() && normalizedFinder.isEmpty() && !vocabulary.takesWholeText();
        this.parts = staged ? PartCutter.of(normalizer, splitter) : Optional.empty();
        this.runs = () -> new RunEncoder(model);
        this.partPlaces = () -> new PartPlaces(normalizer, splitter, model, vocabulary, tracking);
    }

    static PlaceEncoder of(Pipeline pipeline) {
        return new PlaceEncoder(pipeline);
    }

    @Override
    public void encode(byte[] text, SpecialText specialText, Guard guard, Scratch scratch, Sink sink) {
        if (!guard.isNone()) {
            plain.encode(text, specialText, guard, scratch, sink);
            return;
        }
        if (specialText == SpecialText.REJECT) {
            pipeline.rejectSpecial(text, 0, text.length, scratch);
        }
        boolean asText = specialText == SpecialText.AS_TEXT;
        pipeline.findSegments(text, 0, text.length, asText, scratch);
        boolean controlAllowed = specialText == SpecialText.RECOGNIZE;
        if (transducer.isPresent() && !vocabulary.alignsEmptyTokens() && isKept(text, scratch.segments)) {
            PieceCache cache = scratch.placeCache(runs, controlAllowed);
            new Kept(text, asText, cache, scratch, sink).encode(transducer.get());
        } else if (parts.isPresent() && !losesStart(text, scratch)) {
            encodeParts(parts.get(), text, controlAllowed, scratch, sink);
        } else {
            encodeStaged(text, specialText, scratch, sink);
        }
    }

    /** Whether the normalizer leaves all plain segments as they are. */
    private boolean isKept(byte[] text, Spans segments) {
        for (int index = 0; index < segments.size(); index++) {
            if (segments.mark(index) == AddedTokenFinder.PLAIN
                    && !normalizer.keeps(text, segments.start(index), segments.end(index))) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether what a plain segment starts with vanishes: the reference counts that with the character before it, and where
     * there is none, all that follows lies one place too far left.
     */
    private boolean losesStart(byte[] text, Scratch scratch) {
        Spans segments = scratch.segments;
        for (int index = 0; index < segments.size(); index++) {
            int start = segments.start(index);
            int end = segments.end(index);
            if (segments.mark(index) == AddedTokenFinder.PLAIN
                    && (vanishes(text, start, start + Utf8.lengthByLead(text[start]), scratch)
                            || vanishes(text, start, GraphemeClusters.end(text, start, end), scratch))) {
                return true;
            }
        }
        return false;
    }

    private boolean vanishes(byte[] text, int from, int to, Scratch scratch) {
        AlignedText start = scratch.segment;
        start.clear(Tracking.NONE);
        start.appendOriginal(text, from, to);
        return normalizer.apply(start, scratch.spare, from).length() == 0;
    }

    private static String slice(byte[] text, int from, int to) {
        return new String(text, from, to - from, StandardCharsets.UTF_8);
    }

    /** A text that goes through the stages as it is, cut by a transducer. Belongs to one call. */
    private final class Kept {
        private final byte[] text;
        private final boolean asText;
        private final PieceCache cache;
        private final Scratch scratch;
        private final Sink sink;
        /** Whether places are those of whole code points, and these may have several bytes. */
        private final boolean widens;

        private int piece;

        Kept(byte[] text, boolean asText, PieceCache cache, Scratch scratch, Sink sink) {
            this.text = text;
            this.widens = wholeCodePoints && Utf8.asciiEnd(text, 0, text.length) < text.length;
            this.asText = asText;
            this.cache = cache;
            this.scratch = scratch;
            this.sink = sink;
        }

        void encode(CutTransducer cutter) {
            Spans segments = scratch.segments;
            for (int index = 0; index < segments.size(); index++) {
                if (segments.mark(index) != AddedTokenFinder.PLAIN) {
                    addToken(segments, index);
                } else if (normalizedFinder.isEmpty()) {
                    addPieces(cutter, segments.start(index), segments.end(index));
                } else {
                    addNormalizedSegment(cutter, segments.start(index), segments.end(index));
                }
            }
        }

        private void addNormalizedSegment(CutTransducer cutter, int from, int to) {
            Spans found = scratch.parts;
            found.clear();
            normalizedFinder.find(text, from, to, asText, scratch.search, found);
            for (int index = 0; index < found.size(); index++) {
                if (found.mark(index) != AddedTokenFinder.PLAIN) {
                    addToken(found, index);
                } else {
                    addPieces(cutter, found.start(index), found.end(index));
                }
            }
        }

        private void addToken(Spans spans, int index) {
            int start = spans.start(index);
            int end = spans.end(index);
            if (start < end) {
                sink.accept(spans.mark(index), start, end, piece++, slice(text, start, end));
            }
        }

        private void addPieces(CutTransducer cutter, int from, int to) {
            CutCursor cursor = scratch.cursor;
            Ints tokens = scratch.ids;
            cursor.start(cutter, text, from, to);
            for (int pieces = cursor.next(); pieces > 0; pieces = cursor.next()) {
                if (tiles) {
                    tokens.clear();
                    cache.encode(text, cursor.cuts(), pieces, tokens);
                    addTiles(tokens.array(), cursor.cuts(), pieces);
                    continue;
                }
                for (int index = 0; index < pieces; index++) {
                    int start = cursor.cuts()[index];
                    int end = cursor.cuts()[index + 1];
                    tokens.clear();
                    cache.encode(text, start, end, tokens);
                    addRun(tokens, start, end);
                }
            }
        }

        /** Adds the tokens of pieces, which take all bytes one after the other. */
        private void addTiles(int[] tokens, int[] cuts, int pieces) {
            int next = 0;
            int at = cuts[0];
            for (int index = 0; index < pieces; index++) {
                for (int end = cuts[index + 1]; at < end; next += 2) {
                    int start = at;
                    at += tokens[next + 1];
                    sink.accept(tokens[next], codePointStart(start), codePointEnd(at), piece, null);
                }
                piece++;
            }
        }

        private void addRun(Ints tokens, int pieceStart, int pieceEnd) {
            int at = pieceStart;
            for (int index = 0; index < tokens.size(); index += 2) {
                int id = tokens.get(index);
                int end = at + RunEncoder.length(tokens.get(index + 1));
                String surface = vocabulary.showsSurface(id) ? slice(text, at, end) : null;
                if (at == end) {
                    int place = codePointStart(pieceStart) + at - pieceStart;
                    sink.accept(id, place, place, piece, surface);
                } else if (end > pieceEnd) {
                    sink.accept(id, at - pieceStart, end - pieceStart, piece, surface);
                } else {
                    sink.accept(id, codePointStart(at), codePointEnd(end), piece, surface);
                }
                at += RunEncoder.advance(tokens.get(index + 1));
            }
            piece++;
        }

        private int codePointStart(int at) {
            int start = at;
            while (widens && Utf8.isContinuation(text[start])) {
                start--;
            }
            return start;
        }

        private int codePointEnd(int at) {
            int end = at;
            while (widens && end < text.length && Utf8.isContinuation(text[end])) {
                end++;
            }
            return end;
        }
    }

    private void encodeParts(CutTransducer cutter, byte[] text, boolean controlAllowed, Scratch scratch, Sink sink) {
        PartPlaces places = scratch.partPlaces(partPlaces);
        PieceCache cache = scratch.placeCache(() -> places, controlAllowed);
        Spans segments = scratch.segments;
        Ints tokens = scratch.ids;
        int piece = 0;
        for (int index = 0; index < segments.size(); index++) {
            int start = segments.start(index);
            int end = segments.end(index);
            if (segments.mark(index) != AddedTokenFinder.PLAIN) {
                if (start < end) {
                    sink.accept(segments.mark(index), start, end, piece++, slice(text, start, end));
                }
                continue;
            }
            CutCursor cursor = scratch.cursor;
            cursor.start(cutter, text, start, end);
            for (int count = cursor.next(); count > 0; count = cursor.next()) {
                for (int part = 0; part < count; part++) {
                    int from = cursor.cuts()[part];
                    tokens.clear();
                    cache.encode(text, from, cursor.cuts()[part + 1], tokens);
                    piece = PartPlaces.isOdd(tokens)
                            ? places.give(text, from, cursor.cuts()[part + 1], controlAllowed, piece, sink)
                            : PartPlaces.give(tokens, from, piece, sink);
                }
            }
        }
    }

    /** All stages in a row over the whole text, and pieces through the cache. */
    private void encodeStaged(byte[] text, SpecialText specialText, Scratch scratch, Sink sink) {
        if (vocabulary.takesWholeText() || parts.isPresent()) {
            plain.encode(text, specialText, Guard.NONE, scratch, sink);
            return;
        }
        pipeline.cut(text, specialText, true, scratch);
        PieceCache cache = scratch.placeCache(runs, specialText == SpecialText.RECOGNIZE);
        Spans pieces = scratch.state.pieces();
        TokenRun run = scratch.run;
        for (int index = 0; index < pieces.size(); index++) {
            run.clear();
            if (pieces.mark(index) != SplitState.PLAIN) {
                run.add(pieces.mark(index), pieces.end(index) - pieces.start(index));
            } else {
                scratch.ids.clear();
                cache.encode(scratch.state.text().bytes(), pieces.start(index), pieces.end(index), scratch.ids);
                RunEncoder.read(scratch.ids, run);
            }
            PieceTokens.give(scratch.state, index, run, vocabulary, index, sink);
        }
    }
}
