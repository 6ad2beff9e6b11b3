package dev.tokenwright;

import java.util.Objects;
import java.util.Optional;

/** A choice that a tokenizer's file may already have made. */
public sealed interface Setting<T> {
    /** Leaves the choice to the file. */
    static <T> Setting<T> asFile() {
        return new AsFile<>();
    }

    /** Switches the matter off, whatever the file says. */
    static <T> Setting<T> off() {
        return new Off<>();
    }

    /** Uses {@code value}, whatever the file says. */
    static <T> Setting<T> of(T value) {
        return new Of<>(value);
    }

    /** The value in force when the file says {@code fromFile}. */
    default Optional<T> resolve(Optional<T> fromFile) {
        if (this instanceof AsFile) {
            return fromFile;
        }
        return this instanceof Of<T> of ? Optional.of(of.value()) : Optional.empty();
    }

    /** The file's choice. */
    record AsFile<T>() implements Setting<T> {}

    /** Nothing. */
    record Off<T>() implements Setting<T> {}

    /** A value of the caller's. */
    record Of<T>(T value) implements Setting<T> {
        /** Checks the value. */
        public Of {
            Objects.requireNonNull(value, "value");
        }
    }
}
