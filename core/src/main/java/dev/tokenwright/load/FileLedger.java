package dev.tokenwright.load;

import dev.tokenwright.error.LoadException;
import dev.tokenwright.error.LoadException.Kind;
import dev.tokenwright.error.Place;
import dev.tokenwright.spec.Origin;
import dev.tokenwright.spec.TokenizerSpec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the files of one tokenizer, each once and within a limit, remembers them and refuses what the options do not
 * allow. Belongs to one load.
 */
final class FileLedger {
    private final Path base;
    private final LoadOptions options;
    private final Map<Path, LoadedFile> files = new LinkedHashMap<>();

    private FileLedger(Path base, LoadOptions options) {
        this.base = base;
        this.options = options;
    }

    /** A ledger for a file or a directory. */
    static FileLedger of(Path path, LoadOptions options) {
        Path base = Files.isDirectory(path)
                ? path
                : Optional.ofNullable(path.toAbsolutePath().getParent()).orElse(path);
        FileLedger ledger = new FileLedger(base.toAbsolutePath(), options);
        ledger.checkRevision();
        return ledger;
    }

    /**
     * A file that was read.
     *
     * @param content not to be changed
     */
    @SuppressWarnings("ArrayRecordComponent") // passed on, never compared
    record LoadedFile(Path path, byte[] content, Origin.SourceFile source) {
        /** The file's name in messages. */
        String name() {
            return source.name();
        }
    }

    /** The content of a file. */
    LoadedFile read(Path path) {
        return read(path, Limits.MAX_FILE_BYTES);
    }

    /** The content of a file that must not be larger than {@code maxBytes}. */
    LoadedFile read(Path path, int maxBytes) {
        LoadedFile known = files.get(path);
        if (known != null) {
            return known;
        }
        checkInside(path);
        byte[] content = content(path, maxBytes);
        LoadedFile file = new LoadedFile(path, content, sourceFile(content, relativeName(path)));
        checkDigest(file.source());
        files.put(path, file);
        return file;
    }

    /** The first bytes of a file, which does not count as reading it. */
    byte[] start(Path path, int bytes) {
        checkInside(path);
        try (InputStream in = Files.newInputStream(path)) {
            return in.readNBytes(bytes);
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    /** The specification with all files that were read in its origin, once everything that was asked for holds. */
    TokenizerSpec finish(TokenizerSpec spec) {
        Map<String, Origin.SourceFile> sources = new LinkedHashMap<>();
        files.values().forEach(file -> sources.put(file.name(), file.source()));
        for (Origin.SourceFile source : spec.origin().files()) {
            if (!sources.containsKey(source.name())) {
                checkDigest(source);
                sources.put(source.name(), source);
            }
        }
        options.sha256().keySet().stream()
                .filter(name -> !sources.containsKey(name))
                .sorted()
                .findFirst()
                .ifPresent(name -> {
                    throw mismatch(
                            name,
                            "a SHA-256 is required of this file, but it was not read; read were "
                                    + String.join(", ", sources.keySet()));
                });
        Origin origin = new Origin(
                spec.origin().format(),
                new ArrayList<>(sources.values()),
                spec.origin().notes());
        options.fingerprint()
                .filter(required -> !required.equals(origin.fingerprint()))
                .ifPresent(required -> {
                    throw mismatch(
                            base.toString(),
                            "the fingerprint is " + origin.fingerprint() + ", but " + required + " is required");
                });
        return spec.withOrigin(origin);
    }

    private void checkRevision() {
        options.revision().filter(required -> !required.equals(name(base))).ifPresent(required -> {
            throw mismatch(base.toString(), "the revision is " + name(base) + ", but " + required + " is required");
        });
    }

    private void checkDigest(Origin.SourceFile file) {
        String required = options.sha256().get(file.name());
        if (required != null && !required.equals(file.sha256())) {
            throw mismatch(file.name(), "the SHA-256 is " + file.sha256() + ", but " + required + " is required");
        }
    }

    private void checkInside(Path path) {
        options.within().ifPresent(folder -> {
            try {
                if (!path.toRealPath().startsWith(folder.toRealPath())) {
                    throw new LoadException(
                            Kind.UNREADABLE, Place.of(path.toString()), "the link leads out of " + folder);
                }
            } catch (IOException e) {
                throw unreadable(path, e);
            }
        });
    }

    private String relativeName(Path path) {
        Path absolute = path.toAbsolutePath();
        return absolute.startsWith(base) ? base.relativize(absolute).toString().replace('\\', '/') : name(path);
    }

    private static LoadException mismatch(String source, String problem) {
        return new LoadException(Kind.MISMATCH, Place.of(source), problem);
    }

    private static byte[] content(Path path, int maxBytes) {
        try (InputStream in = Files.newInputStream(path)) {
            if (Files.size(path) > maxBytes) {
                throw tooLarge(path, maxBytes);
            }
            byte[] content = in.readNBytes(maxBytes + 1);
            if (content.length > maxBytes) {
                throw tooLarge(path, maxBytes);
            }
            return content;
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    private static LoadException tooLarge(Path path, int maxBytes) {
        return new LoadException(
                Kind.LIMIT, Place.of(path.toString()), "the file is larger than the limit of " + maxBytes + " bytes");
    }

    static LoadException unreadable(Path path, Exception cause) {
        return new LoadException(
                Kind.UNREADABLE,
                Place.of(path.toString()),
                "cannot be read (" + cause.getClass().getSimpleName() + "); check the path",
                cause);
    }

    static Origin.SourceFile sourceFile(byte[] content, String source) {
        return new Origin.SourceFile(source, content.length, sha256(content));
    }

    static String name(Path path) {
        Path name = path.getFileName();
        return name == null ? path.toString() : name.toString();
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
