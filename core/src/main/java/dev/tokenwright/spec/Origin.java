package dev.tokenwright.spec;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/**
 * Where a tokenizer came from.
 *
 * @param format the format's name, such as {@code tokenizer.json}
 * @param files the files that were read
 * @param notes things a user should know that are not errors, such as a declared id that the reference does not use
 */
public record Origin(String format, List<SourceFile> files, List<String> notes) {
    /** Copies the lists. */
    public Origin {
        Objects.requireNonNull(format, "format");
        files = List.copyOf(files);
        notes = List.copyOf(notes);
    }

    /**
     * One SHA-256 over all files: over the lines {@code SHA-256, two blanks, name, line feed}, sorted by name, as
     * {@code sha256sum} would write them.
     */
    public String fingerprint() {
        StringBuilder lines = new StringBuilder();
        files.stream()
                .sorted(Comparator.comparing(SourceFile::name).thenComparing(SourceFile::sha256))
                .forEach(file -> lines.append(file.sha256())
                        .append("  ")
                        .append(file.name())
                        .append('\n'));
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(lines.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** A file or resource that was read. */
    public record SourceFile(String name, long bytes, String sha256) {
        /** Checks the parts. */
        public SourceFile {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(sha256, "sha256");
        }
    }
}
