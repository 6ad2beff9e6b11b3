package dev.tokenwright.chat.prompt.command;

/** The number of rows that a model's embedding table has for a vocabulary. */
public final class VocabularyPadding {
    private VocabularyPadding() {}

    /**
     * The vocabulary's size rounded up to a multiple of both numbers' product.
     *
     * @throws IllegalArgumentException when a number is not positive
     * @throws ArithmeticException when the result does not fit
     */
    public static int padded(int vocabSize, int divisibleBy, int tensorParallelSize) {
        if (vocabSize < 0 || divisibleBy < 1 || tensorParallelSize < 1) {
            throw new IllegalArgumentException("cannot pad " + vocabSize + " ids to a multiple of " + divisibleBy
                    + " times " + tensorParallelSize);
        }
        long multiple = (long) divisibleBy * tensorParallelSize;
        return Math.toIntExact((vocabSize + multiple - 1) / multiple * multiple);
    }
}
