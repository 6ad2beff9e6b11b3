package dev.tokenwright.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tokenwright.error.LoadException;
import dev.tokenwright.error.LoadException.Kind;
import dev.tokenwright.spec.TokenizerSpec;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Small {@code tokenizer.json} documents for tests, written with single quotes. */
final class Documents {
    /** A model of three tokens. */
    static final String BPE = "{'type': 'BPE', 'vocab': {'a': 0, 'b': 1, 'ab': 2}, 'merges': ['a b']}";

    private Documents() {}

    /** A document with one section beside a small model. */
    static String with(String key, String value) {
        return "{'version': '1.0', '" + key + "': " + value + ", 'model': " + BPE + "}";
    }

    /** A document with a model. */
    static String model(String model) {
        return "{'model': " + model + "}";
    }

    static TokenizerSpec load(String document) {
        return TokenizerFiles.tokenizerJson(bytes(document), "t.json");
    }

    static byte[] bytes(String document) {
        return document.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    /** Checks that loading a document fails in the given place, with a message that has the given part. */
    static void assertRefused(String document, Kind kind, String pointer, String problem) {
        LoadException e = failure(document);
        assertThat(e).as(document).hasMessageContaining(problem);
        assertThat(e.kind()).as(document).isEqualTo(kind);
        assertThat(e.place().pointer()).as(document).isEqualTo(pointer);
        assertThat(e.place().source()).isEqualTo("t.json");
        assertThat(e.place().byteOffset()).as(document).isBetween(0L, (long) bytes(document).length);
    }

    static LoadException failure(String document) {
        LoadException e = catchThrowableOfType(LoadException.class, () -> load(document));
        return Objects.requireNonNull(e, document + " was loaded");
    }
}
