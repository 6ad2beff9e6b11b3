package dev.tokenwright.testkit.golden;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** A folder of fixtures: {@code tokenizers/<name>/}, {@code vectors/<name>.jsonl}, {@code vectors/_texts/}. */
public final class GoldenFolder {
    private final Path root;

    private GoldenFolder(Path root) {
        this.root = root;
    }

    /** The subset in the repository. */
    public static GoldenFolder inRepository() {
        return new GoldenFolder(search("golden")
                .orElseThrow(() -> new IllegalStateException(
                        "no golden/ above " + Path.of("").toAbsolutePath())));
    }

    /** The full set, which lies beside the checkout where it is available. */
    public static Optional<GoldenFolder> shared() {
        return search("shared/fixtures").map(GoldenFolder::new);
    }

    private static Optional<Path> search(String relative) {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve(relative))) {
                return Optional.of(folder.resolve(relative));
            }
        }
        return Optional.empty();
    }

    /** The folder. */
    public Path root() {
        return root;
    }

    /** Whether a file is there, as it is or compressed. */
    public boolean has(String file) {
        return Files.exists(root.resolve(file)) || Files.exists(root.resolve(file + ".gz"));
    }

    /** The content of a file, which may be stored compressed. */
    public byte[] read(String file) {
        Path plain = root.resolve(file);
        try {
            if (Files.exists(plain)) {
                return Files.readAllBytes(plain);
            }
            try (InputStream in = new GZIPInputStream(Files.newInputStream(root.resolve(file + ".gz")))) {
                return in.readAllBytes();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lines of a file, which end with a line feed and nothing else. */
    public List<byte[]> lines(String file) {
        byte[] content = read(file);
        List<byte[]> lines = new ArrayList<>();
        int from = 0;
        for (int at = 0; at < content.length; at++) {
            if (content[at] == '\n') {
                lines.add(java.util.Arrays.copyOfRange(content, from, at));
                from = at + 1;
            }
        }
        return lines;
    }

    /** Names of the tokenizers that have vectors. */
    public List<String> tokenizers() {
        try (var files = Files.list(root.resolve("tokenizers"))) {
            return files.map(path -> path.getFileName().toString())
                    .filter(name -> has("vectors/" + name + ".jsonl"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file's content as text. */
    public String readText(String file) {
        return new String(read(file), StandardCharsets.UTF_8);
    }
}
