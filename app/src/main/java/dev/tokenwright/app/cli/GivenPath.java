package dev.tokenwright.app.cli;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A path from the command line. Where the platform's charset cannot represent it, the program was given a mutilated text;
 * then the path is the one file whose name is mutilated to the same text.
 */
final class GivenPath {
    private GivenPath() {}

    /** The path of a file that there is, if there is one and only one. */
    static Optional<Path> existing(String text) {
        try {
            Path path = Path.of(text);
            if (Files.exists(path)) {
                return Optional.of(path);
            }
        } catch (InvalidPathException e) {
            return search(text); // the charset has no bytes for it, but the directory has the entry
        }
        return text.indexOf('\uFFFD') >= 0 ? search(text) : Optional.empty();
    }

    private static Optional<Path> search(String text) {
        List<Path> found = List.of(Path.of(text.startsWith("/") ? "/" : ""));
        for (String name : text.split("/")) {
            if (!name.isEmpty()) {
                found = entries(found, name);
            }
        }
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    private static List<Path> entries(List<Path> folders, String name) {
        List<Path> found = new ArrayList<>();
        for (Path folder : folders) {
            if (name.indexOf('\uFFFD') < 0) {
                found.add(folder.resolve(name));
                continue;
            }
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
                for (Path entry : entries) {
                    if (entry.getFileName().toString().equals(name)) {
                        found.add(entry);
                    }
                }
            } catch (IOException e) {
                // no directory, or one that cannot be read: nothing is found in it
            }
        }
        return found;
    }
}
