package dev.tokenwright.error;

import java.util.Objects;

/** A tokenizer cannot be written in another format. The message names the part and what would be lost. */
public final class ConversionException extends TokenwrightException {
    private static final long serialVersionUID = 1L;

    private final transient Place place;

    /**
     * Creates an exception whose text is {@code place: loss}.
     *
     * @param place the tokenizer, and the part of the written file that cannot say it
     * @param loss what would be lost, without a final full stop
     */
    public ConversionException(Place place, String loss) {
        super(place + ": " + loss);
        this.place = Objects.requireNonNull(place, "place");
    }

    /** Which part cannot be written. */
    public Place place() {
        return place;
    }
}
