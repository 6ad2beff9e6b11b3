package dev.tokenwright.stage.decode;

import dev.tokenwright.spec.DecoderSpec;

/**
 * Takes copies of a code point off the two ends of each text: holds back as many at the end as may have to go. Belongs to
 * one stream.
 */
final class StripStream implements StreamedStep {
    private final DecoderSpec.Strip spec;
    private final String content;
    private final StreamedStep next;
    /** How many copies at the start are still taken off. */
    private int left;
    /** How many copies are held back. */
    private int held;

    StripStream(DecoderSpec.Strip spec, StreamedStep next) {
        this(spec, next, spec.start(), 0);
    }

    private StripStream(DecoderSpec.Strip spec, StreamedStep next, int left, int held) {
        this.spec = spec;
        this.content = Character.toString(spec.content());
        this.next = next;
        this.left = left;
        this.held = held;
    }

    @Override
    public void part(String part) {
        int from = 0;
        while (left > 0 && part.startsWith(content, from)) {
            from += content.length();
            left--;
        }
        if (from == part.length()) {
            return;
        }
        left = 0;
        int end = part.length();
        int copies = 0;
        while (copies < spec.stop()
                && end - content.length() >= from
                && part.startsWith(content, end - content.length())) {
            end -= content.length();
            copies++;
        }
        int kept = end == from ? Math.min(spec.stop(), held + copies) : copies;
        next.part(content.repeat(end == from ? held + copies - kept : held) + part.substring(from, end));
        held = kept;
    }

    @Override
    public void end() {
        left = spec.start();
        held = 0;
        next.end();
    }

    @Override
    public void finish() {
        next.finish();
    }

    @Override
    public StripStream copy(StreamedStep newNext) {
        return new StripStream(spec, newNext, left, held);
    }
}
