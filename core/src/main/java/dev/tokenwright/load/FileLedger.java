package dev.tokenwright.load;

import dev.tokenwright.error.LoadException;
import dev.tokenwright.error.Place;
import dev.tokenwright.spec.Origin;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the files of one tokenizer, each once and within a limit, and remembers them. Belongs to one load. */
final class FileLedger {
    private final Map<Path, LoadedFile> files = new LinkedHashMap<>();

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
        byte[] content = content(path, maxBytes);
        LoadedFile file = new LoadedFile(path, content, sourceFile(content, name(path)));
        files.put(path, file);
        return file;
    }

    /** The first bytes of a file, which does not count as reading it. */
    byte[] start(Path path, int bytes) {
        try (InputStream in = Files.newInputStream(path)) {
            return in.readNBytes(bytes);
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    /** The files that were read, in that order. */
    List<Origin.SourceFile> sources() {
        List<Origin.SourceFile> sources = new ArrayList<>();
        files.values().forEach(file -> sources.add(file.source()));
        return sources;
    }

    private static byte[] content(Path path, int maxBytes) {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] content = in.readNBytes(maxBytes + 1);
            if (content.length > maxBytes) {
                throw new LoadException(
                        LoadException.Kind.LIMIT,
                        Place.of(path.toString()),
                        "the file is larger than the limit of " + maxBytes + " bytes");
            }
            return content;
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    static LoadException unreadable(Path path, Exception cause) {
        return new LoadException(
                LoadException.Kind.UNREADABLE,
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
