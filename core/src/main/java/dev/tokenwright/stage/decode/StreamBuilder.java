package dev.tokenwright.stage.decode;

import dev.tokenwright.spec.DecoderSpec;
import dev.tokenwright.spec.PatternSpec;
import dev.tokenwright.stage.decode.StreamDecoder.Liveness;
import dev.tokenwright.text.TextPattern;
import dev.tokenwright.text.cut.MatchAutomaton;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Puts the steps of one stream in a row, and adds up what they hold back. */
final class StreamBuilder {
    /** Makes a step before another. */
    private interface Step {
        StreamedStep before(StreamedStep next);
    }

    private final Liveness liveness;
    private final StreamTools tools;
    private final List<Step> steps = new ArrayList<>();
    private final List<String> unbounded = new ArrayList<>();
    private int codePoints;
    /** Whether the steps that follow get one text that grows, and not one a token. */
    private boolean fused;

    private final StreamDecoder stream;

    StreamBuilder(List<DecoderSpec> specs, String separator, Liveness liveness, StreamTools tools, TokenSource tokens) {
        this.liveness = liveness;
        this.tools = tools;
        Function<StreamedStep, StreamedIds> ids = ids(specs, tokens);
        StreamedText text = new StreamedText(separator);
        List<StreamedStep> row = new ArrayList<>();
        StreamedStep next = text;
        for (int index = steps.size() - 1; index >= 0; index--) {
            next = steps.get(index).before(next);
            row.add(next);
        }
        Collections.reverse(row);
        this.stream = StreamDecoder.of(ids.apply(next), row, text);
    }

    StreamDecoder stream() {
        return stream;
    }

    HoldBack holdBack() {
        return new HoldBack(codePoints, unbounded);
    }

    /** What ids give to the steps, which are added. Some decoders are nothing but that. */
    private Function<StreamedStep, StreamedIds> ids(List<DecoderSpec> specs, TokenSource tokens) {
        DecoderSpec only = specs.size() == 1 ? specs.get(0) : new DecoderSpec.Fuse();
        if (only instanceof DecoderSpec.Bytes) {
            codePoints++;
            return next -> new ByteIds(tokens::bytes, BytesToText::replacing, next);
        }
        if (only instanceof DecoderSpec.TrimmedBytes) {
            codePoints++;
            add(BlankEndStream::new, "white space, until something else follows");
            return next -> new ByteIds(tokens::bytes, BytesToText::dropping, next);
        }
        if (only instanceof DecoderSpec.ByteLevel) {
            codePoints++;
            return next -> new ByteIds(id -> ByteLevelStream.bytes(tokens.bytes(id)), BytesToText::replacing, next);
        }
        if (only instanceof DecoderSpec.WrittenPieces pieces) {
            codePoints++;
            fused = true;
            if (pieces.cleanUp()) {
                addCleanUp(EnglishBlanks.LLAMA);
            }
            return next -> new WrittenPieceIds(pieces, next);
        }
        if (only instanceof DecoderSpec.SentencePiece sentencePiece) {
            codePoints += 3;
            sentencePiece
                    .denormalizer()
                    .map(tools.normalizers())
                    .ifPresent(denormalizer -> add(
                            next -> new WholeTextStream(denormalizer, next), "the whole text, for the denormalizer"));
            return next -> new SentencePieceIds(sentencePiece, next);
        }
        specs.forEach(this::addStep);
        return next -> new TextIds(tokens, next);
    }

    /** The one place where a kind of decoder becomes its streamed step. */
    private void addStep(DecoderSpec spec) {
        if (spec instanceof DecoderSpec.ByteLevel) {
            codePoints++;
            addWhole(ByteLevelStream::new);
            fused = true;
        } else if (spec instanceof DecoderSpec.Metaspace metaspace) {
            steps.add(next -> new MetaspaceStream(metaspace, next));
        } else if (spec instanceof DecoderSpec.WordPiece wordPiece) {
            steps.add(next -> new WordPieceStream(wordPiece.prefix(), next));
            if (wordPiece.cleanup()) {
                addCleanUp(EnglishBlanks.HUGGING_FACE);
            }
        } else if (spec instanceof DecoderSpec.Bpe bpe) {
            add(next -> new BpeStream(bpe.suffix(), next), "the last token from its end-of-word suffix");
        } else if (spec instanceof DecoderSpec.ByteFallback) {
            addByteFallback();
        } else if (spec instanceof DecoderSpec.Fuse) {
            steps.add(FuseStream::new);
            fused = true;
        } else if (spec instanceof DecoderSpec.Strip strip) {
            steps.add(next -> new StripStream(strip, next));
            codePoints += fused ? strip.stop() : 0;
        } else if (spec instanceof DecoderSpec.Replace replace) {
            addReplace(replace);
        } else if (spec instanceof DecoderSpec.Ctc ctc) {
            addCtc(ctc);
        } else {
            throw new IllegalArgumentException(spec.getClass().getSimpleName() + " must be the only step");
        }
    }

    private void add(Step step, String whatIsHeldBack) {
        steps.add(step);
        unbounded.add(whatIsHeldBack);
    }

    /** A step that needs whole texts. */
    private void addWhole(Step step) {
        if (fused) {
            add(step, "the whole text");
        } else {
            steps.add(step);
        }
    }

    private void addByteFallback() {
        if (liveness == Liveness.LIVE) {
            codePoints += 3;
            steps.add(next -> new ByteFallbackStream(liveness, next));
        } else {
            add(next -> new ByteFallbackStream(liveness, next), "a run of byte tokens");
        }
    }

    private void addReplace(DecoderSpec.Replace replace) {
        if (replace.pattern() instanceof PatternSpec.Literal literal
                && !literal.text().isEmpty()) {
            addLiteral(literal.text(), replace.content());
            return;
        }
        Optional<MatchAutomaton> automaton = tools.automata().apply(replace.pattern());
        if (fused && automaton.isPresent()) {
            add(
                    next -> new PatternStream(automaton.get(), replace.content(), next),
                    "what may be part of a match of an expression");
            return;
        }
        TextPattern pattern = tools.patterns().apply(replace.pattern());
        addWhole(next -> new WholeTextStream(text -> DecodeSteps.replace(pattern, replace.content(), text), next));
    }

    private void addLiteral(String literal, String content) {
        steps.add(next -> new LiteralStream(literal, content, next));
        codePoints += fused ? literal.codePointCount(0, literal.length()) - 1 : 0;
    }

    private void addCtc(DecoderSpec.Ctc ctc) {
        addWhole(next -> new CtcStream(ctc.padToken(), next));
        if (ctc.cleanup()) {
            addCleanUp(EnglishBlanks.HUGGING_FACE);
            String delimiter = ctc.wordDelimiterToken();
            if (delimiter.isEmpty()) {
                addWhole(next -> new WholeTextStream(text -> DecodeSteps.replaced(text, "", " "), next));
            } else {
                addLiteral(delimiter, " ");
            }
        }
        steps.add(NonEmptyStream::new);
    }

    private void addCleanUp(List<Map.Entry<String, String>> replacements) {
        replacements.forEach(entry -> addLiteral(entry.getKey(), entry.getValue()));
    }
}
