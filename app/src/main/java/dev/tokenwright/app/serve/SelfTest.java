package dev.tokenwright.app.serve;

import dev.tokenwright.app.serve.api.ServedModel;
import java.util.Arrays;

/** What a model must do before requests come: some text to ids and back, the same twice. Also warms it up. */
final class SelfTest {
    private static final String TEXT = "Hello, world! 12345 naïve 你好 \uD83D\uDE42 <tag> {\"a\": [1, 2]}\n\tif (x) {}\n";
    private static final int ROUNDS = 50;

    private SelfTest() {}

    /**
     * Tests a model.
     *
     * @throws IllegalStateException when it fails
     */
    static void run(ServedModel model) {
        int[] first = model.tokenizer().encode(TEXT, ServedModel.options(true));
        String text = model.tokenizer().decode(first);
        for (int round = 0; round < ROUNDS; round++) {
            int[] again = model.tokenizer().encode(TEXT, ServedModel.options(true));
            if (!Arrays.equals(first, again)) {
                throw new IllegalStateException("the model " + model.name() + " gives other ids the second time");
            }
        }
        if (!text.equals(model.tokenizer().decode(first))) {
            throw new IllegalStateException("the model " + model.name() + " gives another text the second time");
        }
    }
}
