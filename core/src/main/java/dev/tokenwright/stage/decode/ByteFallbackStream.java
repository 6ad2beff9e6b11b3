package dev.tokenwright.stage.decode;

import dev.tokenwright.stage.decode.StreamDecoder.Liveness;
import dev.tokenwright.text.Utf8;
import java.util.Arrays;

/**
 * Runs of texts such as {@code <0xE3>} become the bytes they name; a run that is not UTF-8 becomes U+FFFD a byte. Holds back
 * a run until it ends or cannot be UTF-8 any more, or only the beginning of a code point if it is live. Belongs to one
 * stream.
 */
final class ByteFallbackStream implements StreamedStep {
    private static final String REPLACEMENT = "\uFFFD";
    /** Characters of a text that names a byte. */
    private static final int NAME_LENGTH = 6;

    private final boolean live;
    private final StreamedStep next;
    /** What the text that is being given has so far, as long as it may name a byte. */
    private final StringBuilder name;
    /** Whether the text that is being given is too long to name a byte. */
    private boolean passes;
    /** The bytes of the run that have not been passed on. */
    private byte[] run;

    private int length;
    /** How many bytes of the run are whole code points. */
    private int complete;
    /** Whether the run is known not to be UTF-8. */
    private boolean broken;
    /** Whether characters of the run have been passed on. */
    private boolean shown;

    private boolean diverged;

    ByteFallbackStream(Liveness liveness, StreamedStep next) {
        this.live = liveness == Liveness.LIVE;
        this.next = next;
        this.name = new StringBuilder();
        this.run = new byte[8];
    }

    private ByteFallbackStream(ByteFallbackStream other, StreamedStep next) {
        this.live = other.live;
        this.next = next;
        this.name = new StringBuilder(other.name);
        this.passes = other.passes;
        this.run = Arrays.copyOf(other.run, Math.max(8, other.length));
        this.length = other.length;
        this.complete = other.complete;
        this.broken = other.broken;
        this.shown = other.shown;
        this.diverged = other.diverged;
    }

    @Override
    public void part(String part) {
        if (passes) {
            next.part(part);
            return;
        }
        name.append(part);
        if (name.length() > NAME_LENGTH) {
            endRun();
            next.part(name.toString());
            name.setLength(0);
            passes = true;
        }
    }

    @Override
    public void end() {
        if (passes) {
            passes = false;
            next.end();
            return;
        }
        String text = name.toString();
        name.setLength(0);
        int value = ByteFallback.byteValue(text);
        if (value < 0) {
            endRun();
            next.part(text);
            next.end();
        } else {
            addByte((byte) value);
        }
    }

    @Override
    public void finish() {
        endRun();
        next.finish();
    }

    private void addByte(byte value) {
        if (broken) {
            replace(1);
            return;
        }
        run = length == run.length ? Arrays.copyOf(run, 2 * length) : run;
        run[length++] = value;
        int size = Utf8.checkedLength(run, complete, length);
        if (size > 0) {
            complete += size;
            if (live) {
                next.part(Utf8.decodeLossy(run, 0, length));
                shown = true;
                length = 0;
                complete = 0;
            }
        } else if (Utf8.incompleteEnd(run, complete, length) < length - complete) {
            breakRun();
        }
    }

    /** The run is not UTF-8, and nothing that follows can change that. */
    private void breakRun() {
        if (shown) {
            next.end();
            shown = false;
            diverged = true;
        }
        replace(length);
        length = 0;
        complete = 0;
        broken = true;
    }

    private void endRun() {
        if (complete < length) {
            breakRun();
        } else if (length > 0 || shown) {
            next.part(Utf8.decodeLossy(run, 0, length));
            next.end();
        }
        length = 0;
        complete = 0;
        shown = false;
        broken = false;
    }

    private void replace(int count) {
        for (int index = 0; index < count; index++) {
            next.part(REPLACEMENT);
            next.end();
        }
    }

    @Override
    public boolean diverged() {
        return diverged;
    }

    @Override
    public ByteFallbackStream copy(StreamedStep newNext) {
        return new ByteFallbackStream(this, newNext);
    }
}
