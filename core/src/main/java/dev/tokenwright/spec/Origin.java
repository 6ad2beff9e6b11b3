package dev.tokenwright.spec;

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

    /** A file or resource that was read. */
    public record SourceFile(String name, long bytes, String sha256) {
        /** Checks the parts. */
        public SourceFile {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(sha256, "sha256");
        }
    }
}
