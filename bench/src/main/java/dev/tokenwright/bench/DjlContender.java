package dev.tokenwright.bench;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/** DJL, which loads a {@code tokenizer.json} into the native reference. */
final class DjlContender implements Contender {
    private final HuggingFaceTokenizer tokenizer;

    private DjlContender(HuggingFaceTokenizer tokenizer) {
        this.tokenizer = tokenizer;
    }

    static Contender open(Model model) {
        Path file = model.file()
                .orElseThrow(() -> new IllegalArgumentException(
                        "DJL needs a tokenizer.json and there is none for " + model.name()));
        Map<String, String> options = Map.of("truncation", "false", "padding", "false", "addSpecialTokens", "false");
        try {
            return new DjlContender(HuggingFaceTokenizer.newInstance(file, options));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public int[] encode(String text) {
        long[] ids = tokenizer.encode(text, false, false).getIds();
        int[] narrow = new int[ids.length];
        for (int token = 0; token < ids.length; token++) {
            narrow[token] = (int) ids[token];
        }
        return narrow;
    }

    @Override
    public String decode(int[] ids) {
        return tokenizer.decode(Arrays.stream(ids).asLongStream().toArray(), false);
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
