package dev.tokenwright.text.cut;

/** A pattern has no exact cut transducer. Says why; the plain engine takes the pattern instead. */
public final class UnsupportedPatternException extends Exception {
    private static final long serialVersionUID = 1L;

    UnsupportedPatternException(String reason) {
        super(reason);
    }
}
