package dev.tokenwright.error;

/**
 * Root of everything the library throws for bad files and bad input. Misuse of the API (a negative length, a null
 * argument) is an {@link IllegalArgumentException} or {@link NullPointerException} instead.
 */
public abstract sealed class TokenwrightException extends RuntimeException
        permits ConversationException,
                ConversionException,
                EngineException,
                LoadException,
                SpecialTokenException,
                TemplateException,
                TokenIdException,
                TruncationException,
                UnencodableTextException,
                WorkLimitException {
    private static final long serialVersionUID = 1L;

    TokenwrightException(String message) {
        super(message);
    }

    TokenwrightException(String message, Throwable cause) {
        super(message, cause);
    }
}
