package dev.tokenwright.error;

import java.util.Objects;

/** A tokenizer file cannot be used. The message names the place, what was found there and what to do. */
public final class LoadException extends TokenwrightException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final transient Place place;

    /** What is wrong with the file. */
    public enum Kind {
        /** The file or directory does not exist or cannot be read. */
        UNREADABLE,
        /** The format cannot be told from the content. */
        UNKNOWN_FORMAT,
        /** The bytes are not well-formed in their own format. */
        MALFORMED,
        /** Well-formed, but contradicts itself or lacks a part. */
        INVALID,
        /** Well-formed and meaningful, but not something this library does exactly. */
        UNSUPPORTED,
        /** Larger, deeper or more numerous than the limits allow. */
        LIMIT,
        /** Not the content or the revision that was asked for. */
        MISMATCH
    }

    /**
     * Creates an exception whose text is {@code place: problem}.
     *
     * @param problem what was found and what to do, without a final full stop
     */
    public LoadException(Kind kind, Place place, String problem) {
        super(place + ": " + problem);
        this.kind = Objects.requireNonNull(kind, "kind");
        this.place = place;
    }

    /** As {@link #LoadException(Kind, Place, String)}, with the failure underneath. */
    public LoadException(Kind kind, Place place, String problem, Throwable cause) {
        super(place + ": " + problem, cause);
        this.kind = Objects.requireNonNull(kind, "kind");
        this.place = place;
    }

    /** What is wrong. */
    public Kind kind() {
        return kind;
    }

    /** Where it is wrong. */
    public Place place() {
        return place;
    }
}
