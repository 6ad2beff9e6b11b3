package dev.tokenwright;

import dev.tokenwright.error.TokenIdException;
import dev.tokenwright.load.BackendChoice;
import dev.tokenwright.load.LoadOptions;
import dev.tokenwright.load.TokenizerFiles;
import dev.tokenwright.spec.Direction;
import dev.tokenwright.spec.ModelDefaults;
import dev.tokenwright.spec.NormalizerSpec;
import dev.tokenwright.spec.PaddingSpec;
import dev.tokenwright.spec.SpecialTokens;
import dev.tokenwright.spec.TokenizerSpec;
import dev.tokenwright.spec.TruncationSpec;
import dev.tokenwright.spec.TruncationSpec.Strategy;
import dev.tokenwright.stage.decode.Decoder;
import dev.tokenwright.stage.decode.Decoder.Beginning;
import dev.tokenwright.stage.decode.StreamDecoder;
import dev.tokenwright.stage.decode.StreamRecipe;
import dev.tokenwright.stage.decode.StreamTools;
import dev.tokenwright.stage.frame.FixedFrame;
import dev.tokenwright.stage.frame.Frame;
import dev.tokenwright.stage.frame.Padding;
import dev.tokenwright.stage.frame.TokenRow;
import dev.tokenwright.stage.normalize.Normalizer;
import dev.tokenwright.text.Ints;
import dev.tokenwright.text.Utf8;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Turns text into token ids and back, exactly as the reference of the tokenizer's format does. Immutable; one instance
 * serves all threads.
 */
public final class Tokenizer {
    private final TokenizerSpec spec;
    private final Pipeline pipeline;
    private final Engine engine;
    private final Frame frame;
    private final Decoder decoder;
    private final StreamRecipe streams;
    private final ScratchPool scratchPool = new ScratchPool();

    private Tokenizer(
            TokenizerSpec spec, Pipeline pipeline, Engine engine, Frame frame, Decoder decoder, StreamRecipe streams) {
        this.spec = spec;
        this.pipeline = pipeline;
        this.engine = engine;
        this.frame = frame;
        this.decoder = decoder;
        this.streams = streams;
    }

    /**
     * Loads a tokenizer from a file or a model directory; the format is told by the content.
     *
     * @throws dev.tokenwright.error.LoadException when there is none, or it is malformed or cannot be done exactly
     */
    public static Tokenizer load(Path path) {
        return of(TokenizerFiles.load(path));
    }

    /**
     * As {@link #load(Path)}, with the backend that the options name, refusing files that are not what they ask for.
     *
     * @throws dev.tokenwright.error.LoadException also when a digest, the fingerprint or the revision is another, or
     *     the backend cannot be had and must not be replaced
     */
    public static Tokenizer load(Path path, LoadOptions options) {
        return of(TokenizerFiles.load(path, options), options.backend());
    }

    /**
     * Builds a tokenizer from its specification.
     *
     * @throws dev.tokenwright.error.LoadException when a part of it cannot be done exactly
     */
    public static Tokenizer of(TokenizerSpec spec) {
        return of(spec, Optional.empty());
    }

    /**
     * Builds a tokenizer with a backend from its specification.
     *
     * @throws dev.tokenwright.error.LoadException also when the backend cannot be had and must not be replaced
     */
    public static Tokenizer of(TokenizerSpec spec, BackendChoice backend) {
        return of(spec, Optional.of(backend));
    }

    private static Tokenizer of(TokenizerSpec spec, Optional<BackendChoice> backend) {
        Pipeline pipeline = Pipeline.of(spec);
        VocabularyTokens tokens = new VocabularyTokens(pipeline);
        Decoder decoder = Decoder.of(spec.decoder(), PatternCompiler::compile, Tokenizer::rewriting, tokens);
        StreamTools tools = new StreamTools(PatternCompiler::compile, PatternCompiler::automaton, Tokenizer::rewriting);
        StreamRecipe streams = StreamRecipe.of(spec.decoder(), tools, tokens);
        Engine engine = backend.map(
                        choice -> Engine.of(pipeline, choice, spec.origin().format()))
                .orElseGet(() -> Engine.usual(pipeline));
        return new Tokenizer(spec, pipeline, engine, Frame.of(spec.frame()), decoder, streams);
    }

    private static UnaryOperator<String> rewriting(NormalizerSpec normalizer) {
        return Normalizer.of(Optional.of(normalizer), PatternCompiler::compile)::apply;
    }

    /** The stages. */
    Pipeline pipeline() {
        return pipeline;
    }

    /** What this tokenizer is. */
    public TokenizerSpec spec() {
        return spec;
    }

    /** What encodes text here, and why. */
    public BackendInUse backend() {
        return engine.inUse();
    }

    /** The tokens that open, end and fill texts of this model, as its files name them. */
    public SpecialTokens specialTokens() {
        return spec.defaults().specialTokens();
    }

    /** What the files beside the tokenizer say about using it with its model. */
    public ModelDefaults modelDefaults() {
        return spec.defaults();
    }

    /** The tokens. */
    public Vocabulary vocabulary() {
        return pipeline.vocabulary();
    }

    /** The ids of a text, as the reference's own {@code encode} gives them. For text that the program wrote itself. */
    public int[] encode(String text) {
        return encode(text, EncodeOptions.DEFAULT);
    }

    /** The ids of a text's own tokens; never a control token. For text that somebody typed. */
    public int[] encodeOrdinary(String text) {
        return encode(text, EncodeOptions.ORDINARY);
    }

    /**
     * The ids of a text. A surrogate without a partner counts as U+FFFD.
     *
     * @throws dev.tokenwright.error.SpecialTokenException when the options reject special tokens and there is one
     */
    public int[] encode(String text, EncodeOptions options) {
        return encode(Utf8.encode(text), options, engine.ids());
    }

    /** The ids of a text in UTF-8, by one of the ways to them. */
    int[] encode(byte[] utf8, EncodeOptions options, TextToIds encoder) {
        return withScratch(work -> {
            encodeIds(utf8, 0, utf8.length, options, encoder, work, work.ids);
            return work.ids.toArray();
        });
    }

    /** The fast way from text to ids alone, whatever the backend is: what remembers text is built on it. */
    IdEncoder ids() {
        return engine.ids() instanceof IdEncoder fast ? fast : IdEncoder.of(pipeline);
    }

    /**
     * Adds the ids of {@code utf8[from..to)} to a buffer.
     *
     * @throws IllegalArgumentException when the bytes are not well-formed UTF-8
     * @throws IndexOutOfBoundsException when there is no such stretch of bytes
     */
    public void encodeUtf8(byte[] utf8, int from, int to, EncodeOptions options, TokenBuffer ids) {
        checkUtf8(utf8, from, to);
        Scratch work = scratchPool.take();
        encodeIds(utf8, from, to, options, engine.ids(), work, ids.ids());
        scratchPool.giveBack(work);
    }

    private static void checkUtf8(byte[] utf8, int from, int to) {
        Objects.checkFromToIndex(from, to, utf8.length);
        int bad = Utf8.firstMalformed(utf8, from, to);
        if (bad >= 0) {
            throw new IllegalArgumentException("not UTF-8 at byte " + bad);
        }
    }

    /** Does something with a scratch, which is given back unless it fails. */
    private <T> T withScratch(Function<Scratch, T> action) {
        Scratch work = scratchPool.take();
        T result = action.apply(work);
        scratchPool.giveBack(work);
        return result;
    }

    private void encodeIds(
            byte[] utf8, int from, int to, EncodeOptions options, TextToIds encoder, Scratch work, Ints ids) {
        if (!givesIdsAlone(options)) {
            int[] row = rowIds(utf8, from, to, options);
            ids.addAll(row, 0, row.length);
            return;
        }
        FixedFrame around = frame.singleFrame().get();
        boolean add = options.framing() == Framing.ADD;
        if (add) {
            ids.addAll(around.before(), 0, around.before().length);
        }
        int most = mostTokens(options);
        int enough = most == Integer.MAX_VALUE ? most : ids.size() + most;
        encoder.encode(utf8, from, to, options.specialText(), work, work.output.keep(ids, enough));
        ids.setSize(Math.min(ids.size(), enough));
        if (add) {
            ids.addAll(around.after(), 0, around.after().length);
        }
    }

    private int countIds(byte[] utf8, int from, int to, EncodeOptions options, Scratch work) {
        if (!givesIdsAlone(options)) {
            return rowIds(utf8, from, to, options).length;
        }
        int most = mostTokens(options);
        IdOutput counted = work.output.count(work.ids, most);
        engine.ids().encode(utf8, from, to, options.specialText(), work, counted);
        int framing = options.framing() == Framing.ADD ? frame.addedTokens(false) : 0;
        return Math.min(counted.size(), most) + framing;
    }

    /** Whether the ids of a text are those of its tokens one after the other with a fixed frame around the first of them. */
    private boolean givesIdsAlone(EncodeOptions options) {
        Optional<TruncationSpec> truncation = options.truncation().resolve(spec.truncation());
        return options.padding().resolve(spec.padding()).isEmpty()
                && frame.singleFrame().isPresent()
                && (truncation.isEmpty() || cutsEnd(truncation.get()));
    }

    /** How many tokens of its own a text keeps. */
    private int mostTokens(EncodeOptions options) {
        Optional<TruncationSpec> truncation = options.truncation().resolve(spec.truncation());
        if (truncation.isEmpty()) {
            return Integer.MAX_VALUE;
        }
        int framing = options.framing() == Framing.ADD ? frame.addedTokens(false) : 0;
        return truncation.get().maxLength() - framing;
    }

    private int[] rowIds(byte[] utf8, int from, int to, EncodeOptions options) {
        String text = new String(utf8, from, to - from, StandardCharsets.UTF_8);
        return encodeRow(EncodeInput.text(text), options).ids();
    }

    /** Whether a truncation of a single text just leaves the first tokens. */
    private static boolean cutsEnd(TruncationSpec truncation) {
        return truncation.direction() == Direction.RIGHT
                && truncation.strategy() == Strategy.LONGEST_FIRST
                && truncation.stride() == 0
                && truncation.maxLength() > 64;
    }

    /** The tokens of a text with everything that is known about each. */
    public Encoding encodeWithOffsets(String text, EncodeOptions options) {
        return encodeWithOffsets(EncodeInput.text(text), options);
    }

    /**
     * The tokens of a text, of words or of a pair, with everything that is known about each.
     *
     * @throws dev.tokenwright.error.TruncationException when the truncation does not fit the input
     */
    public Encoding encodeWithOffsets(EncodeInput input, EncodeOptions options) {
        return new Encoding(encodeRow(input, options), options.offsetUnit());
    }

    private TokenRow encodeRow(EncodeInput input, EncodeOptions options) {
        return withScratch(work -> new RowEncoder(
                        pipeline,
                        engine.places(),
                        frame,
                        options,
                        options.truncation().resolve(spec.truncation()),
                        options.padding().resolve(spec.padding()),
                        work)
                .encode(input));
    }

    /**
     * What each stage makes of a text.
     *
     * @throws dev.tokenwright.error.SpecialTokenException when the options reject special tokens and there is one
     */
    public Explanation explain(String text, EncodeOptions options) {
        return withScratch(work -> new Explainer(pipeline, options.specialText(), work).explain(Utf8.encode(text)));
    }

    /** How many ids {@link #encode(String)} would give. */
    public int count(String text) {
        return count(text, EncodeOptions.DEFAULT);
    }

    /** How many ids {@link #encode(String, EncodeOptions)} would give. */
    public int count(String text, EncodeOptions options) {
        byte[] utf8 = Utf8.encode(text);
        return withScratch(work -> countIds(utf8, 0, utf8.length, options, work));
    }

    /**
     * How many ids {@link #encodeUtf8} would add.
     *
     * @throws IllegalArgumentException when the bytes are not well-formed UTF-8
     * @throws IndexOutOfBoundsException when there is no such stretch of bytes
     */
    public int countUtf8(byte[] utf8, int from, int to, EncodeOptions options) {
        checkUtf8(utf8, from, to);
        Scratch work = scratchPool.take();
        int count = countIds(utf8, from, to, options, work);
        scratchPool.giveBack(work);
        return count;
    }

    /** Whether {@link #encode(String)} without truncation or padding gives at most {@code maxTokens} ids. Stops early. */
    public boolean fits(String text, int maxTokens) {
        return fits(text, maxTokens, EncodeOptions.DEFAULT);
    }

    /** Whether a text has at most {@code maxTokens} ids, truncation and padding left aside. Stops early. */
    public boolean fits(String text, int maxTokens, EncodeOptions options) {
        int framing = options.framing() == Framing.ADD ? frame.addedTokens(false) : 0;
        if (framing > maxTokens) {
            return false;
        }
        int most = maxTokens - framing;
        byte[] utf8 = Utf8.encode(text);
        return withScratch(work -> {
            int enough = most == Integer.MAX_VALUE ? most : most + 1;
            IdOutput counted = work.output.count(work.ids, enough);
            engine.ids().encode(utf8, 0, utf8.length, options.specialText(), work, counted);
            return counted.size() <= most;
        });
    }

    /**
     * The ids of many texts, in their order. Works in parallel on the pool that the caller runs in, else on the common
     * one.
     */
    public List<int[]> encodeAll(List<String> texts, EncodeOptions options) {
        return IntStream.range(0, texts.size())
                .parallel()
                .mapToObj(index -> encode(texts.get(index), options))
                .toList();
    }

    /** The tokens of many inputs, in their order, padded together when the options or the file ask for padding. */
    public List<Encoding> encodeAllWithOffsets(List<EncodeInput> inputs, EncodeOptions options) {
        List<TokenRow> rows = IntStream.range(0, inputs.size())
                .parallel()
                .mapToObj(index -> encodeRow(inputs.get(index), options))
                .toList();
        options.padding().resolve(spec.padding()).ifPresent(padding -> Padding.apply(padding, rows));
        return rows.stream().map(row -> new Encoding(row, options.offsetUnit())).toList();
    }

    /** The ids of many texts, padded to one length. */
    public PaddedBatch encodePadded(List<String> texts, PaddingSpec padding) {
        return encodePadded(texts, padding, EncodeOptions.DEFAULT);
    }

    /** The ids of many texts, padded to one length; the padding of the options is not used. */
    public PaddedBatch encodePadded(List<String> texts, PaddingSpec padding, EncodeOptions options) {
        List<int[]> ragged = encodeAll(texts, options.withPadding(Setting.off()));
        int longest = ragged.stream().mapToInt(ids -> ids.length).max().orElse(0);
        int columns = Math.max(longest, Padding.targetLength(padding, longest));
        int[] ids = new int[Math.multiplyExact(texts.size(), columns)];
        int[] attentionMask = new int[ids.length];
        Arrays.fill(ids, padding.padId());
        for (int row = 0; row < texts.size(); row++) {
            int[] own = ragged.get(row);
            int shift = padding.direction() == Direction.LEFT ? columns - own.length : 0;
            System.arraycopy(own, 0, ids, row * columns + shift, own.length);
            Arrays.fill(attentionMask, row * columns + shift, row * columns + shift + own.length, 1);
        }
        return new PaddedBatch(texts.size(), columns, ids, attentionMask);
    }

    /** The text of ids, special tokens included. */
    public String decode(int[] ids) {
        return decode(ids, DecodeOptions.DEFAULT);
    }

    /**
     * The text of ids.
     *
     * @throws TokenIdException when an id has no token and the options do not leave it out
     */
    public String decode(int[] ids, DecodeOptions options) {
        return decoder.decodeOrdinary(ids).orElseGet(() -> decodeChosen(ids, options));
    }

    /** As {@link #decode}, for ids that the options may leave out or refuse. */
    private String decodeChosen(int[] ids, DecodeOptions options) {
        Beginning beginning = DecodableIds.beginning(ids, options, vocabulary());
        List<int[]> runs = DecodableIds.runs(ids, options, spec, vocabulary());
        if (runs.size() == 1) {
            return decoder.decode(runs.get(0), beginning);
        }
        StringBuilder text = new StringBuilder();
        runs.forEach(run -> text.append(decoder.decode(run, beginning)));
        return text.toString();
    }

    /**
     * The bytes of ids: what {@link #decode} makes text of, before anything that is not UTF-8 is replaced.
     *
     * @throws TokenIdException when an id has no token and the options do not leave it out
     */
    public byte[] decodeBytes(int[] ids, DecodeOptions options) {
        int[] shown = DecodableIds.runs(ids, options, spec, vocabulary()).stream()
                .flatMapToInt(Arrays::stream)
                .toArray();
        return decoder.decodeBytes(shown, DecodableIds.beginning(ids, options, vocabulary()));
    }

    /** A stream of text for ids that come one after the other, special tokens included. */
    public DecodeStream decodeStream() {
        return decodeStream(StreamOptions.DEFAULT);
    }

    /** A stream of text for ids that come one after the other. */
    public DecodeStream decodeStream(StreamOptions options) {
        return new DecodeStream(this, options, streams);
    }

    /**
     * The bytes that a token stands for between other tokens, which need not be whole characters: for what shows beside
     * the probability of a token. What depends on the place in a text, as a blank that is dropped at its start, is left
     * aside.
     *
     * @throws TokenIdException when no token has the id
     */
    public byte[] tokenBytes(int id) {
        if (!vocabulary().contains(id)) {
            throw new TokenIdException(id, 0, vocabulary().idLimit());
        }
        return vocabulary().isSilent(id) ? new byte[0] : streams.tokenBytes(id);
    }

    /** How much text streams of this tokenizer hold back at most. */
    public HoldBack holdBack(StreamOptions.Mode mode) {
        var held = streams.holdBack(StreamDecoder.Liveness.valueOf(mode.name()));
        return new HoldBack(held.codePoints(), held.unbounded());
    }

    @Override
    public String toString() {
        return "Tokenizer[" + spec.origin().format() + ", " + vocabulary().size() + " tokens]";
    }
}
