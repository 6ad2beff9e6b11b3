package dev.tokenwright.load;

import dev.tokenwright.error.LoadException;
import dev.tokenwright.error.Place;
import dev.tokenwright.wire.GgufMetadata;
import dev.tokenwright.wire.GgufTexts;
import dev.tokenwright.wire.GgufType;
import dev.tokenwright.wire.GgufValue;
import java.util.Optional;
import java.util.OptionalInt;

/** The tokenizer's entries in the metadata of a GGUF file, each with the type that llama.cpp asks for. */
final class GgufKeys {
    static final String MODEL = "tokenizer.ggml.model";
    static final String PRE = "tokenizer.ggml.pre";
    static final String TOKENS = "tokenizer.ggml.tokens";
    static final String TOKEN_TYPES = "tokenizer.ggml.token_type";
    static final String SCORES = "tokenizer.ggml.scores";
    static final String MERGES = "tokenizer.ggml.merges";
    static final String CHARS_MAP = "tokenizer.ggml.precompiled_charsmap";

    private final GgufMetadata metadata;
    private final String source;

    GgufKeys(GgufMetadata metadata, String source) {
        this.metadata = metadata;
        this.source = source;
    }

    /** Whether a tokenizer needs the entry with this key. */
    static boolean wanted(String key) {
        return key.startsWith("tokenizer.ggml.") || key.equals("general.name") || key.equals("general.architecture");
    }

    Place place(String key) {
        return Place.of(source).child(key);
    }

    LoadException problem(LoadException.Kind kind, String key, String problem) {
        return new LoadException(kind, place(key), problem);
    }

    /** An exception about one element of an array. */
    LoadException problem(LoadException.Kind kind, String key, int index, String problem) {
        return new LoadException(kind, place(key).child(index), problem);
    }

    private Optional<GgufValue> value(String key) {
        return Optional.ofNullable(metadata.values().get(key));
    }

    private LoadException wrongType(String key, GgufValue found, String expected) {
        return problem(
                LoadException.Kind.INVALID,
                key,
                "is a " + found.getClass().getSimpleName() + ", but must be " + expected + "; convert the model again");
    }

    private LoadException missing(String key) {
        return problem(LoadException.Kind.INVALID, key, "the key is missing, so the file has no tokenizer");
    }

    Optional<String> text(String key) {
        return value(key).map(value -> {
            if (value instanceof GgufValue.Text text) {
                return text.value();
            }
            throw wrongType(key, value, "a string");
        });
    }

    String requiredText(String key) {
        return text(key).orElseThrow(() -> missing(key));
    }

    boolean flag(String key, boolean otherwise) {
        Optional<GgufValue> value = value(key);
        if (value.isEmpty()) {
            return otherwise;
        }
        if (value.get() instanceof GgufValue.Flag flag) {
            return flag.value();
        }
        throw wrongType(key, value.get(), "a bool");
    }

    /** A token's id. One that is no id below {@code limit} does not count. */
    OptionalInt id(String key, int limit) {
        Optional<GgufValue> value = value(key);
        if (value.isEmpty()) {
            return OptionalInt.empty();
        }
        if (value.get() instanceof GgufValue.Whole whole && whole.type() == GgufType.UINT32) {
            return whole.value() < limit ? OptionalInt.of((int) whole.value()) : OptionalInt.empty();
        }
        throw wrongType(key, value.get(), "a uint32");
    }

    Optional<GgufTexts> texts(String key) {
        return value(key).map(value -> {
            if (value instanceof GgufValue.Texts texts) {
                return texts.values();
            }
            throw wrongType(key, value, "an array of strings");
        });
    }

    GgufTexts requiredTexts(String key) {
        return texts(key).orElseThrow(() -> missing(key));
    }

    /** A number for each token: what the file has as int32 or, where {@code reals} is allowed, as float32. */
    Optional<float[]> scores(int tokens) {
        return value(SCORES).map(value -> {
            float[] scores;
            if (value instanceof GgufValue.Reals reals) {
                scores = reals.values();
            } else {
                int[] wholes = wholes(SCORES, value);
                scores = new float[wholes.length];
                for (int index = 0; index < scores.length; index++) {
                    scores[index] = wholes[index];
                }
            }
            requireLength(SCORES, scores.length, tokens);
            return scores;
        });
    }

    Optional<int[]> tokenTypes(int tokens) {
        return value(TOKEN_TYPES).map(value -> {
            int[] types = wholes(TOKEN_TYPES, value);
            requireLength(TOKEN_TYPES, types.length, tokens);
            return types;
        });
    }

    private int[] wholes(String key, GgufValue value) {
        if (value instanceof GgufValue.Wholes wholes && wholes.type() == GgufType.INT32) {
            return wholes.values();
        }
        throw wrongType(key, value, "an array of int32");
    }

    private void requireLength(String key, int length, int tokens) {
        if (length < tokens) {
            throw problem(
                    LoadException.Kind.INVALID,
                    key,
                    "has " + length + " elements for " + tokens + " tokens; convert the model again");
        }
    }

    /** The character map's bytes; empty when there is none. */
    byte[] charsMap() {
        Optional<GgufValue> value = value(CHARS_MAP);
        if (value.isEmpty()) {
            return new byte[0];
        }
        if (value.get() instanceof GgufValue.Wholes wholes
                && (wholes.type() == GgufType.INT8 || wholes.type() == GgufType.UINT8)) {
            byte[] bytes = new byte[wholes.values().length];
            for (int index = 0; index < bytes.length; index++) {
                bytes[index] = (byte) wholes.values()[index];
            }
            return bytes;
        }
        throw wrongType(CHARS_MAP, value.get(), "an array of bytes");
    }
}
