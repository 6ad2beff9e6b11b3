package dev.tokenwright.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** Where things lie: the checkout that the program runs in, and the data beside it. */
final class Checkout {
    private Checkout() {}

    /** The top folder of the checkout. */
    static Path root() {
        return above("pom.xml", "golden")
                .orElseThrow(() -> new IllegalStateException("run this inside a checkout of Tokenwright"));
    }

    /** A file of a tokenizer that lies beside the checkout, unpacked when it is stored compressed. */
    static Optional<Path> fixture(String file) {
        return above("shared/fixtures/tokenizers", "shared/fixtures/MANIFEST.json")
                .flatMap(folder -> unpacked(folder.resolve("shared/fixtures/tokenizers"), file));
    }

    /** A real text that lies beside the checkout. */
    static Optional<Path> corpus(String name) {
        return above("shared/corpora", "shared")
                .flatMap(folder -> unpacked(folder.resolve("shared/corpora"), name + ".txt"));
    }

    /** The nearest folder, from here upwards, that has both entries. */
    private static Optional<Path> above(String entry, String other) {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve(entry)) && Files.exists(folder.resolve(other))) {
                return Optional.of(folder);
            }
        }
        return Optional.empty();
    }

    private static Optional<Path> unpacked(Path folder, String file) {
        Path plain = folder.resolve(file);
        Path packed = folder.resolve(file + ".gz");
        if (Files.exists(plain)) {
            return Optional.of(plain);
        }
        if (!Files.exists(packed)) {
            return Optional.empty();
        }
        Path copy = root().resolve("bench/target/unpacked").resolve(file);
        try {
            if (!Files.exists(copy)) {
                Files.createDirectories(copy.getParent());
                Path partial = Files.createTempFile(copy.getParent(), "unpacking", ".part");
                try (InputStream in = new GZIPInputStream(Files.newInputStream(packed))) {
                    Files.copy(in, partial, StandardCopyOption.REPLACE_EXISTING);
                }
                Files.move(partial, copy, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Optional.of(copy);
    }
}
