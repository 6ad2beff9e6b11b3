package dev.tokenwright.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Texts of each kind. They come from the corpora beside the checkout; where there are none, from the checkout itself,
 * so that a fresh clone can measure too.
 */
final class Texts {
    /** What stands between the documents of a corpus. */
    static final String SEPARATOR = "<|endoftext|>";

    private static final int DOCUMENT_CHARS = 6_000;

    private Texts() {}

    /** Documents of a kind, {@code chars} characters together or a little more. */
    static List<String> documents(TextKind kind, int chars) {
        if (kind == TextKind.ONE_LONG_WORD) {
            return List.of(word(chars));
        }
        Optional<Path> corpus = Checkout.corpus(kind.corpus());
        List<String> all = corpus.isPresent() ? split(read(corpus.get())) : own(kind);
        List<String> documents = new ArrayList<>();
        int total = 0;
        for (int next = 0; total < chars; next++) {
            String document = all.get(next % all.size());
            documents.add(document);
            total += document.length();
        }
        return documents;
    }

    /** The documents of a corpus. */
    static List<String> split(String corpus) {
        List<String> documents = new ArrayList<>();
        int from = 0;
        for (int to = corpus.indexOf(SEPARATOR); to >= 0; to = corpus.indexOf(SEPARATOR, from)) {
            documents.add(corpus.substring(from, to));
            from = to + SEPARATOR.length();
        }
        documents.add(corpus.substring(from));
        return documents;
    }

    private static String word(int chars) {
        Random random = new Random(7);
        StringBuilder word = new StringBuilder(chars);
        while (word.length() < chars) {
            word.append((char) ('a' + random.nextInt(26)));
        }
        return word.toString();
    }

    private static List<String> own(TextKind kind) {
        return switch (kind) {
            case ENGLISH -> slices(files("docs", ".md"));
            case CODE -> slices(files("core/src/main/java", ".java"));
            case MULTILINGUAL -> slices(resource("multilingual.txt"));
            case CHAT_JSON -> chats(slices(files("docs", ".md")));
            case ONE_LONG_WORD -> List.of(word(DOCUMENT_CHARS));
        };
    }

    private static List<String> slices(String text) {
        List<String> slices = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            int end = text.indexOf('\n', Math.min(from + DOCUMENT_CHARS, text.length() - 1));
            int to = end < 0 ? text.length() : end + 1;
            slices.add(text.substring(from, to));
            from = to;
        }
        return slices;
    }

    private static List<String> chats(List<String> slices) {
        return slices.stream()
                .map(slice -> Json.line(json -> {
                    json.writeArrayFieldStart("messages");
                    for (String content : slice.split("\n\n")) {
                        json.writeStartObject();
                        json.writeStringField("role", "user");
                        json.writeStringField("content", content);
                        json.writeEndObject();
                    }
                    json.writeEndArray();
                }))
                .toList();
    }

    private static String files(String folder, String ending) {
        try (Stream<Path> paths = Files.walk(Checkout.root().resolve(folder))) {
            StringBuilder text = new StringBuilder();
            paths.filter(path -> path.toString().endsWith(ending)).sorted().forEach(path -> text.append(read(path)));
            return text.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String resource(String name) {
        try (InputStream in = Texts.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
