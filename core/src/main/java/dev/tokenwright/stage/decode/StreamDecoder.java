package dev.tokenwright.stage.decode;

import java.util.List;

/**
 * Turns token ids into text as they come. What has been given so far and what {@link #finish} gives are together what
 * {@link Decoder} gives for all ids so far, after every id. Belongs to one caller.
 */
public final class StreamDecoder {
    private final StreamedIds ids;
    private final List<StreamedStep> steps;
    private final StreamedText text;

    private StreamDecoder(StreamedIds ids, List<StreamedStep> steps, StreamedText text) {
        this.ids = ids;
        this.steps = List.copyOf(steps);
        this.text = text;
    }

    /** When text is given that a later id could still change. */
    public enum Liveness {
        /** Never. */
        EXACT,
        /** A character that byte tokens spell is given when its bytes are there. */
        LIVE
    }

    /** A stream over ids and steps, the first step first. */
    static StreamDecoder of(StreamedIds ids, List<StreamedStep> steps, StreamedText text) {
        return new StreamDecoder(ids, steps, text);
    }

    /** The text that is certain after an id, which must have a token; what was given before is not repeated. */
    public String push(int id, Decoder.Beginning beginning) {
        ids.accept(id, beginning);
        return text.take();
    }

    /** What follows is decoded by itself: the text that is certain then. */
    public String breakRun() {
        ids.breakRun();
        return text.take();
    }

    /** The text that is left when no id follows. Nothing may be pushed any more. */
    public String finish() {
        ids.finish();
        return text.take();
    }

    /** Whether text has been given that decoding everything at once would not have written so. */
    public boolean diverged() {
        return steps.stream().anyMatch(StreamedStep::diverged);
    }

    /** A stream in the same state. */
    public StreamDecoder copy() {
        StreamedStep[] copies = new StreamedStep[steps.size()];
        StreamedText textCopy = text.copy(text);
        StreamedStep next = textCopy;
        for (int index = copies.length - 1; index >= 0; index--) {
            next = steps.get(index).copy(next);
            copies[index] = next;
        }
        return new StreamDecoder(ids.copy(next), List.of(copies), textCopy);
    }
}
