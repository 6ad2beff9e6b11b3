package dev.tokenwright.load;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What encodes text. All give the same ids; the names are those that users of NVIDIA Dynamo know, but for {@link #AUTO}. */
public enum Backend {
    /** The reference pipeline: every stage by itself, one after the other. */
    DEFAULT("default"),
    /** The fast engine: compiled cuts, caches, and nothing copied that no stage rewrites. */
    FASTOKENS("fastokens"),
    /** The fast engine once it has given the reference pipeline's ids for a set of probe texts, at load time. */
    AUTO("auto");

    private final String label;

    Backend(String label) {
        this.label = label;
    }

    /** The name, as flags and environment variables write it. */
    public String label() {
        return label;
    }

    /** The backend of a name. */
    public static Optional<Backend> named(String label) {
        return Stream.of(values())
                .filter(backend -> backend.label.equals(label))
                .findFirst();
    }

    /** All names, sorted. */
    public static List<String> labels() {
        return Stream.of(values()).map(Backend::label).sorted().toList();
    }

    @Override
    public String toString() {
        return label;
    }
}
