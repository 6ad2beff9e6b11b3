package dev.tokenwright.chat.reply;

import dev.tokenwright.chat.plain.PythonJsonReader;
import dev.tokenwright.chat.plain.PythonStrings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Arguments with bare keys, texts between marks and bare words, such as {@code {city:<|"|>Paris<|"|>,days:3}}. */
final class BareArguments {
    private static final String QUOTE = "<|\"|>";
    private static final int MAX_DEPTH = 200;

    private final String text;
    private int position;
    private boolean failed;

    /** What was read. */
    record Read(@Nullable Object value) {}

    private BareArguments(String text) {
        this.text = text;
    }

    /** Reads a whole text; empty when it is not written so. */
    static Optional<Read> read(String text) {
        BareArguments reader = new BareArguments(text);
        Object value = reader.value(0);
        reader.blanks();
        return reader.failed || reader.position < text.length() ? Optional.empty() : Optional.of(new Read(value));
    }

    private @Nullable Object fail() {
        failed = true;
        position = text.length();
        return null;
    }

    private void blanks() {
        while (position < text.length() && PythonStrings.isSpace(text.charAt(position))) {
            position++;
        }
    }

    /** Takes the next unit; NUL at the end, where it is never wanted. */
    private char next() {
        return position < text.length() ? text.charAt(position++) : '\0';
    }

    private boolean take(char wanted) {
        boolean isThere = position < text.length() && text.charAt(position) == wanted;
        position += isThere ? 1 : 0;
        return isThere;
    }

    private @Nullable Object value(int depth) {
        blanks();
        if (position >= text.length() || depth > MAX_DEPTH) {
            return fail();
        }
        if (text.startsWith(QUOTE, position)) {
            return quoted();
        }
        return switch (text.charAt(position)) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            default -> bare();
        };
    }

    private @Nullable String quoted() {
        int start = position + QUOTE.length();
        int end = text.indexOf(QUOTE, start);
        if (end < 0) {
            fail();
            return null;
        }
        position = end + QUOTE.length();
        return text.substring(start, end);
    }

    private @Nullable String key() {
        blanks();
        if (text.startsWith(QUOTE, position)) {
            return quoted();
        }
        String key = until(":,{}[]");
        if (key.isEmpty()) {
            fail();
            return null;
        }
        return key;
    }

    private String until(String ends) {
        int start = position;
        while (position < text.length() && ends.indexOf(text.charAt(position)) < 0) {
            position++;
        }
        return PythonStrings.strip(text.substring(start, position));
    }

    private @Nullable Object object(int depth) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        position++;
        blanks();
        if (take('}')) {
            return members;
        }
        while (!failed) {
            String key = key();
            blanks();
            if (key == null || !take(':')) {
                return fail();
            }
            members.put(key, value(depth + 1));
            blanks();
            char end = next();
            if (end == '}') {
                return members;
            }
            if (end != ',') {
                return fail();
            }
        }
        return null;
    }

    private @Nullable Object array(int depth) {
        List<@Nullable Object> items = new ArrayList<>();
        position++;
        blanks();
        if (take(']')) {
            return items;
        }
        while (!failed) {
            items.add(value(depth + 1));
            blanks();
            char end = next();
            if (end == ']') {
                return items;
            }
            if (end != ',') {
                return fail();
            }
        }
        return null;
    }

    private @Nullable Object bare() {
        String word = until(",}]");
        if (word.isEmpty()) {
            return fail();
        }
        Optional<PythonJsonReader.Read> read = PythonJsonReader.read(word);
        return read.isPresent() ? read.get().value() : word;
    }
}
