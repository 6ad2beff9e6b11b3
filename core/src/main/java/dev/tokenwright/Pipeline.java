package dev.tokenwright;

import dev.tokenwright.error.SpecialTokenException;
import dev.tokenwright.spec.AddedToken;
import dev.tokenwright.spec.ModelSpec;
import dev.tokenwright.spec.TokenizerSpec;
import dev.tokenwright.stage.added.AddedTokenFinder;
import dev.tokenwright.stage.added.AddedTokenFinder.Permission;
import dev.tokenwright.stage.model.PieceEncoder;
import dev.tokenwright.stage.model.TokenRun;
import dev.tokenwright.stage.model.bpe.BpeEncoder;
import dev.tokenwright.stage.model.bpe.LlamaBpeEncoder;
import dev.tokenwright.stage.model.bytes.ByteEncoder;
import dev.tokenwright.stage.model.llama.LlamaUnigramEncoder;
import dev.tokenwright.stage.model.llama.LlamaWordPieceEncoder;
import dev.tokenwright.stage.model.numbers.NumberEncoder;
import dev.tokenwright.stage.model.sentencepiece.SentencePieceEncoder;
import dev.tokenwright.stage.model.unigram.UnigramEncoder;
import dev.tokenwright.stage.model.wordlevel.WordLevelEncoder;
import dev.tokenwright.stage.model.wordpiece.WordPieceEncoder;
import dev.tokenwright.stage.normalize.Normalizer;
import dev.tokenwright.stage.split.SplitState;
import dev.tokenwright.stage.split.Splitter;
import dev.tokenwright.stage.split.WindowCutter;
import dev.tokenwright.text.AlignedText;
import dev.tokenwright.text.AlignedText.Tracking;
import dev.tokenwright.text.Spans;
import dev.tokenwright.text.Utf8;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The stages in a row: text to pieces to tokens. Immutable. */
final class Pipeline {
    private final AddedTokenFinder rawFinder;
    private final AddedTokenFinder normalizedFinder;
    private final @Nullable WindowCutter windowCutter;
    private final Normalizer normalizer;
    private final Splitter splitter;
    private final PieceEncoder model;
    private final Vocabulary vocabulary;
    private final Tracking fullTracking;
    private final boolean alwaysTracks;
    private final boolean mergesAlone;
    private final Optional<BlankMark> blankMark;

    private Pipeline(
            boolean mergesAlone,
            Optional<BlankMark> blankMark,
            @Nullable WindowCutter windowCutter,
            AddedTokenFinder rawFinder,
            AddedTokenFinder normalizedFinder,
            Normalizer normalizer,
            Splitter splitter,
            PieceEncoder model,
            Vocabulary vocabulary) {
        this.mergesAlone = mergesAlone;
        this.blankMark = blankMark;
        this.windowCutter = windowCutter;
        this.rawFinder = rawFinder;
        this.normalizedFinder = normalizedFinder;
        this.normalizer = normalizer;
        this.splitter = splitter;
        this.model = model;
        this.vocabulary = vocabulary;
        this.fullTracking = vocabulary.rawBytes() ? Tracking.BYTES : Tracking.CODE_POINTS;
        boolean moves = !normalizer.isIdentity()
                || vocabulary.addedTokens().stream().anyMatch(token -> token.stripLeft() || token.stripRight());
        this.alwaysTracks = splitter.originNeed() == Splitter.OriginNeed.TRACKING
                || splitter.originNeed() == Splitter.OriginNeed.OF_INPUT && moves;
    }

    static Pipeline of(TokenizerSpec spec) {
        Normalizer normalizer = Normalizer.of(spec.normalizer(), PatternCompiler::compile);
        Vocabulary vocabulary = new Vocabulary(spec.model(), spec.addedTokens(), normalizer::apply);
        boolean bytePieces = spec.model() instanceof ModelSpec.Bpe bpe
                && BpeEncoder.takesBytes(bpe)
                && Splitter.endsInByteLevel(spec.splitter());
        Splitter splitter = Splitter.of(spec.splitter(), PatternCompiler.INSTANCE, bytePieces);
        return new Pipeline(
                !(spec.model() instanceof ModelSpec.Bpe bpe && bpe.ignoreMerges()),
                BlankMark.of(spec),
                Splitter.windows(spec.splitter()).orElse(null),
                finder(vocabulary, false, spec.addedTokenSearch()),
                finder(vocabulary, true, spec.addedTokenSearch()),
                normalizer,
                splitter,
                model(spec, bytePieces, vocabulary),
                vocabulary);
    }

    private static AddedTokenFinder finder(
            Vocabulary vocabulary, boolean normalized, TokenizerSpec.AddedTokenSearch search) {
        List<AddedToken> tokens = new ArrayList<>();
        for (AddedToken token : vocabulary.addedTokens()) {
            if (token.normalized() == normalized) {
                tokens.add(new AddedToken(
                        token.id(),
                        vocabulary.normalizedForm(token),
                        token.singleWord(),
                        token.stripLeft(),
                        token.stripRight(),
                        token.normalized(),
                        token.special(),
                        token.foundInText()));
            }
        }
        return AddedTokenFinder.of(tokens, index -> tokens.get(index).special(), search);
    }

    /** The one place where a kind of model becomes its encoder. */
    private static PieceEncoder model(TokenizerSpec spec, boolean bytePieces, Vocabulary vocabulary) {
        if (spec.model() instanceof ModelSpec.Bpe bpe) {
            return BpeEncoder.of(bpe, bytePieces, vocabulary::isSpecial);
        }
        if (spec.model() instanceof ModelSpec.WordPiece wordPiece) {
            return WordPieceEncoder.of(wordPiece, vocabulary::isSpecial);
        }
        if (spec.model() instanceof ModelSpec.WordLevel wordLevel) {
            return WordLevelEncoder.of(wordLevel, vocabulary::isSpecial);
        }
        if (spec.model() instanceof ModelSpec.Unigram unigram) {
            return UnigramEncoder.of(unigram, vocabulary::isSpecial);
        }
        if (spec.model() instanceof ModelSpec.SentencePiece sentencePiece) {
            return SentencePieceEncoder.of(sentencePiece);
        }
        if (spec.model() instanceof ModelSpec.Bytes) {
            return new ByteEncoder();
        }
        if (spec.model() instanceof ModelSpec.Numbers) {
            return new NumberEncoder();
        }
        if (spec.model() instanceof ModelSpec.LlamaBpe bpe) {
            return new LlamaBpeEncoder(bpe);
        }
        if (spec.model() instanceof ModelSpec.LlamaWordPiece wordPiece) {
            return new LlamaWordPieceEncoder(wordPiece);
        }
        if (spec.model() instanceof ModelSpec.LlamaUnigram unigram) {
            return new LlamaUnigramEncoder(unigram);
        }
        throw new AssertionError(spec.model()); // unreachable: DispatchTest visits every permitted subclass
    }

    Vocabulary vocabulary() {
        return vocabulary;
    }

    Normalizer normalizer() {
        return normalizer;
    }

    AddedTokenFinder normalizedFinder() {
        return normalizedFinder;
    }

    Splitter splitter() {
        return splitter;
    }

    PieceEncoder model() {
        return model;
    }

    /** What must be remembered of text so that offsets can be told. */
    Tracking fullTracking() {
        return fullTracking;
    }

    /** Whether the model never takes a whole piece for a token that its merges would not make. */
    boolean mergesAlone() {
        return mergesAlone;
    }

    /** What becomes of text before the model takes it as one piece, if that is all. */
    Optional<BlankMark> blankMark() {
        return blankMark;
    }

    /** Receives the pieces of a text, each with its tokens. */
    interface PieceSink {
        /**
         * Takes a piece. A piece that is an added token has one token.
         *
         * @param run the tokens of this piece alone
         */
        void accept(int pieceIndex, TokenRun run);
    }

    /** Encodes the pieces that {@link #cut} has left in {@code scratch}. */
    void encodePieces(Scratch scratch, SpecialText specialText, PieceSink sink) {
        encodePieces(scratch, specialText, Guard.NONE, sink);
    }

    /** As {@link #encodePieces(Scratch, SpecialText, PieceSink)}; no piece of typed text becomes a control token. */
    void encodePieces(Scratch scratch, SpecialText specialText, Guard guard, PieceSink sink) {
        Spans pieces = scratch.state.pieces();
        for (int index = 0; index < pieces.size(); index++) {
            encodePiece(scratch, specialText, guard, index);
            sink.accept(index, scratch.run);
        }
    }

    /** Encodes one piece into the scratch's run. */
    private void encodePiece(Scratch scratch, SpecialText specialText, Guard guard, int index) {
        Spans pieces = scratch.state.pieces();
        TokenRun run = scratch.run;
        run.clear();
        if (pieces.mark(index) == SplitState.PLAIN) {
            byte[] bytes = scratch.state.text().bytes();
            boolean controlAllowed = specialText == SpecialText.RECOGNIZE && isTrusted(scratch, guard, index);
            model.encode(bytes, pieces.start(index), pieces.end(index), controlAllowed, run);
        } else {
            run.add(pieces.mark(index), pieces.end(index) - pieces.start(index));
        }
    }

    private static boolean isTrusted(Scratch scratch, Guard guard, int index) {
        int start = scratch.state.pieces().start(index);
        int end = scratch.state.pieces().end(index);
        AlignedText text = scratch.state.text();
        return guard.isNone() || start == end || guard.isTrusted(text.originStart(start), text.originEnd(end - 1));
    }

    /**
     * Cuts a text into pieces, which are left in {@code scratch}: added tokens out of the raw text, then out of the
     * normalised text, then pieces as the splitter cuts them.
     *
     * @param withOffsets whether it must be known where in the text each piece comes from
     */
    void cut(byte[] text, SpecialText specialText, boolean withOffsets, Scratch scratch) {
        cut(text, specialText, withOffsets, Guard.NONE, scratch);
    }

    /** As {@link #cut(byte[], SpecialText, boolean, Scratch)}; added tokens are kept out of what was typed. */
    void cut(byte[] text, SpecialText specialText, boolean withOffsets, Guard guard, Scratch scratch) {
        if (specialText == SpecialText.REJECT) {
            rejectSpecial(text, 0, text.length, scratch);
        }
        Tracking tracking = withOffsets || alwaysTracks ? fullTracking : Tracking.NONE;
        boolean asText = specialText == SpecialText.AS_TEXT;
        SplitState state = scratch.state;
        state.clear(tracking, normalizer.isIdentity());
        Spans segments = scratch.segments;
        findSegments(text, 0, text.length, asText, guard.raw(), scratch);
        for (int index = 0; index < segments.size(); index++) {
            AlignedText segment = scratch.segment;
            segment.clear(tracking);
            segment.appendOriginal(text, segments.start(index), segments.end(index));
            if (segments.mark(index) == AddedTokenFinder.PLAIN) {
                AlignedText normalized = normalizer.apply(segment, scratch.spare, segments.start(index));
                addParts(normalized, asText, guard, scratch);
            } else {
                addPiece(state, segment, 0, segment.length(), segments.mark(index));
            }
        }
        if (text.length == 0 && vocabulary.takesWholeText()) {
            state.pieces().add(0, 0, SplitState.PLAIN);
        }
        splitter.split(state);
    }

    /** Cuts {@code text[from..to)} into plain segments and added tokens, each window by itself. */
    void findSegments(byte[] text, int from, int to, boolean asText, Scratch scratch) {
        findSegments(text, from, to, asText, Permission.ALL, scratch);
    }

    private void findSegments(byte[] text, int from, int to, boolean asText, Permission permission, Scratch scratch) {
        scratch.segments.clear();
        if (windowCutter == null) {
            rawFinder.find(text, from, to, asText, permission, scratch.search, scratch.segments);
            return;
        }
        Spans windows = scratch.windows;
        windows.clear();
        windowCutter.cut(text, from, to, windows);
        for (int window = 0; window < windows.size(); window++) {
            rawFinder.find(
                    text,
                    windows.start(window),
                    windows.end(window),
                    asText,
                    permission,
                    scratch.search,
                    scratch.segments);
        }
    }

    private void addParts(AlignedText normalized, boolean asText, Guard guard, Scratch scratch) {
        Spans parts = scratch.parts;
        parts.clear();
        Permission permission = guard.normalized(normalized);
        normalizedFinder.find(normalized.bytes(), 0, normalized.length(), asText, permission, scratch.search, parts);
        for (int part = 0; part < parts.size(); part++) {
            addPiece(scratch.state, normalized, parts.start(part), parts.end(part), parts.mark(part));
        }
    }

    private static void addPiece(SplitState state, AlignedText source, int from, int to, int mark) {
        int start = state.text().length();
        state.text().append(source, from, to);
        if (from < to) {
            state.pieces().add(start, state.text().length(), mark);
        }
    }

    /** Throws when there is a special token in {@code text[from..to)}, raw or normalised. */
    void rejectSpecial(byte[] text, int from, int to, Scratch scratch) {
        rawFinder.firstSpecial(text, from, to).ifPresent(found -> reject(text, from, found.id(), found.byteStart()));
        if (normalizedFinder.isEmpty()) {
            return;
        }
        Spans segments = scratch.segments;
        segments.clear();
        rawFinder.find(text, from, to, false, scratch.search, segments);
        for (int index = 0; index < segments.size(); index++) {
            if (segments.mark(index) == AddedTokenFinder.PLAIN) {
                AlignedText segment = scratch.segment;
                segment.clear(Tracking.CODE_POINTS);
                segment.appendOriginal(text, segments.start(index), segments.end(index));
                AlignedText normalized = normalizer.apply(segment, scratch.spare, segments.start(index));
                normalizedFinder
                        .firstSpecial(normalized.bytes(), 0, normalized.length())
                        .ifPresent(found -> reject(text, from, found.id(), normalized.originStart(found.byteStart())));
            }
        }
    }

    private void reject(byte[] text, int from, int id, int byteStart) {
        throw new SpecialTokenException(vocabulary.addedContent(id), Utf8.countUtf16(text, from, byteStart));
    }
}
