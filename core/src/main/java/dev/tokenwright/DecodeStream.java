package dev.tokenwright;

import dev.tokenwright.error.TokenIdException;
import dev.tokenwright.stage.decode.Decoder.Beginning;
import dev.tokenwright.stage.decode.StreamDecoder;
import dev.tokenwright.stage.decode.StreamRecipe;

/**
 * Text of ids that come one after the other. After every id, what has been given so far and what {@link #finish} would
 * give are together what {@link Tokenizer#decode(int[], DecodeOptions)} gives for all ids so far; how the ids are grouped
 * makes no difference. Nothing is decoded twice, and nothing that was given is taken back. Belongs to one caller.
 *
 * <ol>
 *   <li>{@link #prompt}, if text is to be continued;
 *   <li>{@link #push} for every id;
 *   <li>{@link #finish} once, for what is held back.
 * </ol>
 */
public final class DecodeStream {
    private final Tokenizer tokenizer;
    private final StreamOptions options;
    private final StreamedSelection selection;
    private StreamDecoder decoder;
    /** Whether the first id was decoded or left out. */
    private Beginning beginning = Beginning.OF_TEXT;

    private int tokens;
    /** The end of the prompt's text, which is not given again: what is left of it. */
    private String known = "";

    private boolean pushed;
    private boolean finished;

    DecodeStream(Tokenizer tokenizer, StreamOptions options, StreamRecipe recipe) {
        this.tokenizer = tokenizer;
        this.options = options;
        this.selection = new StreamedSelection(options.decoding(), tokenizer.spec(), tokenizer.vocabulary());
        this.decoder = recipe.open(StreamDecoder.Liveness.valueOf(options.mode().name()));
    }

    private DecodeStream(DecodeStream other) {
        this.tokenizer = other.tokenizer;
        this.options = other.options;
        this.selection = other.selection;
        this.decoder = other.decoder.copy();
        this.beginning = other.beginning;
        this.tokens = other.tokens;
        this.known = other.known;
        this.pushed = other.pushed;
        this.finished = other.finished;
    }

    /**
     * The ids before the text that is streamed. They decide what follows as if they had been pushed; what they give is not
     * given again: the stream gives the text of all ids without the beginning that it shares with the prompt's text.
     *
     * @throws TokenIdException when an id has no token and the options do not leave it out
     * @throws IllegalStateException after the first push
     */
    public void prompt(int[] ids) {
        if (pushed) {
            throw new IllegalStateException("the prompt comes before the first id");
        }
        checkOpen();
        check(ids);
        for (int id : ids) {
            decode(id);
        }
        known = decoder.copy().finish();
    }

    /**
     * The text that is certain after one more id; empty when there is none.
     *
     * @throws TokenIdException when the id has no token and the options do not leave it out; the stream is as before
     * @throws IllegalStateException after {@link #finish}
     */
    public String push(int id) {
        checkOpen();
        String text = decode(id);
        pushed = true;
        return unknown(text);
    }

    /**
     * The text that is certain after more ids, as if they had been pushed one by one.
     *
     * @throws TokenIdException when an id has no token and the options do not leave it out; the stream is as before
     * @throws IllegalStateException after {@link #finish}
     */
    public String pushAll(int[] ids) {
        checkOpen();
        check(ids);
        StringBuilder text = new StringBuilder();
        for (int id : ids) {
            text.append(decode(id));
        }
        pushed |= ids.length > 0;
        return unknown(text.toString());
    }

    /**
     * The text that is left when no id follows. The stream is closed then.
     *
     * @throws IllegalStateException when called twice
     */
    public String finish() {
        checkOpen();
        finished = true;
        return unknown(decoder.finish());
    }

    /** What {@link #finish} would give now. The stream stays as it is. */
    public String pending() {
        return fork().finish();
    }

    /** How many ids have been taken, the prompt's included. */
    public int tokenCount() {
        return tokens;
    }

    /** How much text streams of this tokenizer and mode hold back at most. */
    public HoldBack holdBack() {
        return tokenizer.holdBack(options.mode());
    }

    /**
     * Whether text has been given that decoding everything at once would not have written so. Only in
     * {@link StreamOptions.Mode#LIVE}.
     */
    public boolean diverged() {
        return decoder.diverged();
    }

    /** Another stream in the same state; what is pushed to one does not touch the other. */
    public DecodeStream fork() {
        return new DecodeStream(this);
    }

    /** The state of the stream, to which {@link #restore} can go back. */
    public Checkpoint checkpoint() {
        return new Checkpoint(fork());
    }

    /**
     * Goes back to a state of this stream, or of a fork of it. A state can be gone back to any number of times. What was
     * given since must be forgotten by who got it.
     *
     * @throws IllegalArgumentException when the state is that of a stream of another tokenizer or with other options
     */
    public void restore(Checkpoint checkpoint) {
        DecodeStream state = checkpoint.state;
        if (state.tokenizer != tokenizer || !state.options.equals(options)) {
            throw new IllegalArgumentException("a state of a stream of another tokenizer or with other options");
        }
        decoder = state.decoder.copy();
        beginning = state.beginning;
        tokens = state.tokens;
        known = state.known;
        pushed = state.pushed;
        finished = state.finished;
    }

    /** A state of a stream. Immutable. */
    public static final class Checkpoint {
        private final DecodeStream state;

        private Checkpoint(DecodeStream state) {
            this.state = state;
        }
    }

    private void checkOpen() {
        if (finished) {
            throw new IllegalStateException("the stream is finished");
        }
    }

    /** Whether no id would be refused. */
    boolean accepts(int[] ids) {
        try {
            check(ids);
            return true;
        } catch (TokenIdException refused) {
            return false;
        }
    }

    private void check(int[] ids) {
        for (int index = 0; index < ids.length; index++) {
            selection.shows(ids[index], tokens + index);
        }
    }

    private String decode(int id) {
        boolean shows = selection.shows(id, tokens);
        if (tokens == 0) {
            beginning = selection.isLeftOut(id) ? Beginning.AFTER_OTHERS : Beginning.OF_TEXT;
        }
        tokens++;
        boolean alone = selection.standsAlone(id);
        String before = alone ? decoder.breakRun() : "";
        String text = shows ? decoder.push(id, beginning) : "";
        return alone ? before + text + decoder.breakRun() : text;
    }

    /** A text without what the prompt's text has already. */
    private String unknown(String text) {
        int at = 0;
        while (at < known.length() && at < text.length() && known.codePointAt(at) == text.codePointAt(at)) {
            at += Character.charCount(text.codePointAt(at));
        }
        known = at < text.length() ? "" : known.substring(at);
        return text.substring(at);
    }
}
