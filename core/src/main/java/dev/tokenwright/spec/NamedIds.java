package dev.tokenwright.spec;

import java.util.Objects;
import java.util.OptionalInt;

/** Ids with a duty that no text names: where a tokenizer has no tokens for them, only numbers. */
public record NamedIds(OptionalInt bos, OptionalInt eos, OptionalInt pad, OptionalInt unknown) {
    /** Checks the parts. */
    public NamedIds {
        Objects.requireNonNull(bos, "bos");
        Objects.requireNonNull(eos, "eos");
        Objects.requireNonNull(pad, "pad");
        Objects.requireNonNull(unknown, "unknown");
    }
}
