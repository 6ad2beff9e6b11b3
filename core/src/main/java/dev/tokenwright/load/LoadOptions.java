package dev.tokenwright.load;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What must hold of the files for a load to succeed, and what is made of them.
 *
 * @param sha256 the SHA-256 that files must have, in hexadecimal, by their names below the directory; a file that is
 *     named here must also be read
 * @param fingerprint the SHA-256 over all files, as {@code Origin.fingerprint()} and {@code inspect} give it
 * @param revision the name of the directory that holds the files, which stores call by the revision
 * @param within a folder that files must not leave, links followed
 * @param backend what encodes; empty for the fast engine wherever there is one
 */
public record LoadOptions(
        Map<String, String> sha256,
        Optional<String> fingerprint,
        Optional<String> revision,
        Optional<Path> within,
        Optional<BackendChoice> backend) {
    /** Nothing is asked for. */
    public static final LoadOptions DEFAULT =
            new LoadOptions(Map.of(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** Copies the map and checks the digests. */
    public LoadOptions {
        Map<String, String> digests = new HashMap<>();
        sha256.forEach((name, digest) -> digests.put(name, digest(digest)));
        sha256 = Map.copyOf(digests);
        fingerprint = fingerprint.map(LoadOptions::digest);
        Objects.requireNonNull(revision, "revision");
        Objects.requireNonNull(within, "within");
        Objects.requireNonNull(backend, "backend");
    }

    private static String digest(String hex) {
        String lower = hex.toLowerCase(Locale.ROOT);
        if (!lower.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("a SHA-256 has 64 hexadecimal digits: " + hex);
        }
        return lower;
    }

    /** Asks for one more file to have a SHA-256. */
    public LoadOptions withSha256(String file, String hex) {
        Map<String, String> more = new HashMap<>(sha256);
        more.put(file, hex);
        return new LoadOptions(more, fingerprint, revision, within, backend);
    }

    /** Asks for all files together to have a fingerprint. */
    public LoadOptions withFingerprint(String hex) {
        return new LoadOptions(sha256, Optional.of(hex), revision, within, backend);
    }

    /** Asks for a revision. */
    public LoadOptions withRevision(String name) {
        return new LoadOptions(sha256, fingerprint, Optional.of(name), within, backend);
    }

    /** Asks for all files to lie within a folder. */
    public LoadOptions within(Path folder) {
        return new LoadOptions(sha256, fingerprint, revision, Optional.of(folder), backend);
    }

    /** Asks for a backend. */
    public LoadOptions withBackend(BackendChoice choice) {
        return new LoadOptions(sha256, fingerprint, revision, within, Optional.of(choice));
    }
}
