package dev.tokenwright.testkit.golden;

import dev.tokenwright.Tokenizer;
import dev.tokenwright.error.ConversionException;
import dev.tokenwright.error.LoadException;
import dev.tokenwright.load.TokenizerFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes all tokenizers of a folder as {@code tokenizer.json}, for {@code tools/golden/check_convert.py} to compare. */
public final class ConvertedFixtures {
    private ConvertedFixtures() {}

    /**
     * Writes {@code NAME.json} for each tokenizer that can be written, and {@code refused.txt} for the others.
     *
     * @param args the folder to write to
     */
    public static void main(String[] args) throws IOException {
        Path target = Files.createDirectories(Path.of(args[0]));
        GoldenFolder folder = GoldenFolder.shared().orElseGet(GoldenFolder::inRepository);
        GoldenComparison comparison = new GoldenComparison(folder);
        List<String> refused = new ArrayList<>();
        for (String name : folder.tokenizers()) {
            if (folder.has("vectors/" + name + ".jsonl")) {
                try {
                    write(comparison.load(name), target.resolve(name + ".json"));
                } catch (ConversionException | LoadException e) {
                    refused.add(name + "\t" + e.getMessage());
                }
            }
        }
        Files.write(target.resolve("refused.txt"), refused, StandardCharsets.UTF_8);
    }

    private static void write(Tokenizer tokenizer, Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            TokenizerFiles.writeTokenizerJson(tokenizer.spec(), out);
        } catch (ConversionException e) {
            Files.delete(file);
            throw e;
        }
    }
}
