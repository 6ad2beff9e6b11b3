package dev.tokenwright.load;

import dev.tokenwright.error.LoadException;
import dev.tokenwright.error.LoadException.Kind;
import dev.tokenwright.error.Place;
import dev.tokenwright.wire.Quoted;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names of models to directories of a local store. Two layouts: {@code org/name[/revision]}, and that of the Hugging Face
 * cache, {@code models--org--name/snapshots/revision} with {@code refs/}. Names are never paths. Nothing is written and
 * nothing is fetched.
 */
public final class LocalModels {
    private static final String PART = "[A-Za-z0-9_](?:[A-Za-z0-9._-]{0,94}[A-Za-z0-9_])?";
    private static final Pattern NAME = Pattern.compile("(?:(" + PART + ")/)?(" + PART + ")(?:@(" + PART + "))?");
    private static final Pattern REVISION = Pattern.compile(PART);
    private static final String CACHE_START = "models--";
    private static final String MAIN = "main";
    private static final int MOST_SHOWN = 20;
    private static final int MOST_ENTRIES = 100_000;
    private static final int MOST_REF_BYTES = 256;

    private final Path folder;

    private LocalModels(Path folder) {
        this.folder = folder;
    }

    /** The store in a folder. */
    public static LocalModels in(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new LoadException(
                    Kind.UNREADABLE, Place.of(folder.toString()), "the model store is no directory; check the path");
        }
        return new LocalModels(folder);
    }

    /** The folder. */
    public Path folder() {
        return folder;
    }

    /**
     * The directory of a model: {@code name}, {@code org/name} or either with {@code @revision}. Without a revision it is
     * the directory itself when it has files, the revision {@code main}, or the only one there is.
     *
     * @throws LoadException when there is none, or more than one, or the name is no name
     */
    public Path directory(String name) {
        Matcher parts = NAME.matcher(name);
        if (!parts.matches() || name.contains("--") || name.contains("..")) {
            throw problem(
                    Kind.INVALID,
                    Quoted.text(name) + " is no name of a model; write name, org/name or org/name@revision");
        }
        String model = name.split("@", 2)[0];
        Optional<String> revision = Optional.ofNullable(parts.group(3));
        Path plain = folder.resolve(model);
        Path cached = folder.resolve(CACHE_START + model.replace("/", "--"));
        boolean isPlain = Files.isDirectory(plain);
        boolean isCached = Files.isDirectory(cached);
        if (isPlain && isCached) {
            throw problem(Kind.INVALID, Quoted.text(model) + " is there twice: " + plain + " and " + cached);
        }
        if (!isPlain && !isCached) {
            throw problem(Kind.UNREADABLE, "there is no model " + Quoted.text(model) + "; there are " + shown(names()));
        }
        return inside(isPlain ? plainRevision(plain, name, revision) : cachedRevision(cached, name, revision));
    }

    /** The names of all models, sorted. */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        for (Path entry : directories(folder)) {
            String name = FileLedger.name(entry);
            if (name.startsWith(CACHE_START)) {
                names.add(name.substring(CACHE_START.length()).replace("--", "/"));
            } else if (hasFiles(entry)) {
                names.add(name);
            } else {
                directories(entry).forEach(model -> names.add(name + "/" + FileLedger.name(model)));
            }
        }
        names.sort(null);
        return names;
    }

    private Path plainRevision(Path model, String name, Optional<String> revision) {
        if (revision.isEmpty() && hasFiles(model)) {
            return model;
        }
        return revision(directories(model), name, revision);
    }

    private Path cachedRevision(Path model, String name, Optional<String> revision) {
        Path snapshots = model.resolve("snapshots");
        List<Path> all = directories(snapshots);
        String wanted = revision.orElse(MAIN);
        if (all.stream().noneMatch(path -> FileLedger.name(path).equals(wanted))) {
            Optional<String> target = reference(model.resolve("refs").resolve(wanted));
            if (target.isPresent()) {
                return revision(all, name, target);
            }
        }
        return revision(all, name, revision);
    }

    /** The revision that a file of {@code refs/} names. */
    private Optional<String> reference(Path file) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        inside(file);
        try (InputStream in = Files.newInputStream(file)) {
            String target = new String(in.readNBytes(MOST_REF_BYTES), StandardCharsets.UTF_8).strip();
            if (!REVISION.matcher(target).matches()) {
                throw new LoadException(
                        Kind.INVALID, Place.of(file.toString()), Quoted.text(target) + " is no revision");
            }
            return Optional.of(target);
        } catch (IOException e) {
            throw FileLedger.unreadable(file, e);
        }
    }

    private Path revision(List<Path> all, String name, Optional<String> revision) {
        String wanted = revision.orElse(MAIN);
        for (Path path : all) {
            if (FileLedger.name(path).equals(wanted)) {
                return path;
            }
        }
        if (revision.isEmpty() && all.size() == 1) {
            return all.get(0);
        }
        List<String> names = all.stream().map(FileLedger::name).toList();
        throw problem(
                Kind.UNREADABLE,
                revision.map(text -> "there is no revision " + Quoted.text(text) + " of the model " + Quoted.text(name))
                                .orElse("the model " + Quoted.text(name) + " needs a revision")
                        + "; there are " + shown(names));
    }

    private Path inside(Path path) {
        try {
            if (!path.toRealPath().startsWith(folder.toRealPath())) {
                throw problem(Kind.UNREADABLE, "the link " + path + " leads out of the store");
            }
            return path;
        } catch (IOException e) {
            throw FileLedger.unreadable(path, e);
        }
    }

    private static boolean hasFiles(Path directory) {
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory, Files::isRegularFile)) {
            return stream.iterator().hasNext();
        } catch (IOException | DirectoryIteratorException e) {
            throw FileLedger.unreadable(directory, e);
        }
    }

    private List<Path> directories(Path parent) {
        List<Path> found = new ArrayList<>();
        if (!Files.isDirectory(parent)) {
            return found;
        }
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(parent)) {
            for (Path path : stream) {
                boolean hidden = FileLedger.name(path).startsWith(".");
                if (!hidden && Files.isDirectory(path)) {
                    found.add(path);
                }
                if (found.size() > MOST_ENTRIES) {
                    throw problem(Kind.LIMIT, "more than " + MOST_ENTRIES + " entries in " + parent);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            throw FileLedger.unreadable(parent, e);
        }
        found.sort(null);
        return found;
    }

    private static String shown(List<String> names) {
        if (names.isEmpty()) {
            return "none";
        }
        String listed = String.join(", ", names.subList(0, Math.min(MOST_SHOWN, names.size())));
        return names.size() > MOST_SHOWN ? listed + " and " + (names.size() - MOST_SHOWN) + " more" : listed;
    }

    private LoadException problem(Kind kind, String problem) {
        return new LoadException(kind, Place.of(folder.toString()), problem);
    }
}
