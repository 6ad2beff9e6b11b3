package dev.tokenwright;

import dev.tokenwright.load.Backend;
import java.util.Objects;
import java.util.Optional;

/**
 * The backend that a tokenizer got.
 *
 * @param backend what encodes: the fast engine or the reference pipeline
 * @param fallbackReason why it is not the backend that was asked for, when it is not
 */
public record BackendInUse(Backend backend, Optional<String> fallbackReason) {
    /** Checks that nothing is null. */
    public BackendInUse {
        Objects.requireNonNull(backend, "backend");
        Objects.requireNonNull(fallbackReason, "fallbackReason");
    }
}
