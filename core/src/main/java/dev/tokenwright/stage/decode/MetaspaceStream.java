package dev.tokenwright.stage.decode;

import dev.tokenwright.spec.DecoderSpec;
import dev.tokenwright.spec.PrependScheme;

/** A visible character becomes a blank, and vanishes in the first text. Belongs to one stream. */
final class MetaspaceStream implements StreamedStep {
    private final String replacement;
    private final StreamedStep next;
    private boolean drops;

    MetaspaceStream(DecoderSpec.Metaspace spec, StreamedStep next) {
        this(Character.toString(spec.replacement()), spec.scheme() != PrependScheme.NEVER, next);
    }

    private MetaspaceStream(String replacement, boolean drops, StreamedStep next) {
        this.replacement = replacement;
        this.drops = drops;
        this.next = next;
    }

    @Override
    public void part(String part) {
        next.part(part.replace(replacement, drops ? "" : " "));
    }

    @Override
    public void end() {
        drops = false;
        next.end();
    }

    @Override
    public void finish() {
        next.finish();
    }

    @Override
    public MetaspaceStream copy(StreamedStep newNext) {
        return new MetaspaceStream(replacement, drops, newNext);
    }
}
