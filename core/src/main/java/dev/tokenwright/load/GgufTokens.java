package dev.tokenwright.load;

import dev.tokenwright.error.LoadException;
import dev.tokenwright.spec.TokenTable;
import dev.tokenwright.wire.GgufTexts;
import dev.tokenwright.wire.Quoted;
import java.util.Arrays;
import java.util.List;

/** The tokens of a GGUF file: their texts, the types that the file gives them, and their scores. */
final class GgufTokens {
    /** The types of tokens, by their numbers in the file. Any other number counts as the first. */
    enum Type {
        UNDEFINED,
        NORMAL,
        UNKNOWN,
        CONTROL,
        USER_DEFINED,
        UNUSED,
        BYTE
    }

    private static final List<Type> TYPES = List.of(Type.values());

    private final TokenTable table;
    private final Type[] types;
    private final float[] scores;

    private GgufTokens(TokenTable table, Type[] types, float[] scores) {
        this.table = table;
        this.types = types;
        this.scores = scores;
    }

    static GgufTokens read(GgufKeys keys) {
        GgufTexts texts = keys.requiredTexts(GgufKeys.TOKENS);
        int count = texts.size();
        Type[] types = new Type[count];
        Arrays.fill(types, Type.NORMAL);
        keys.tokenTypes(count).ifPresent(numbers -> {
            for (int id = 0; id < count; id++) {
                boolean known = numbers[id] > 0 && numbers[id] < TYPES.size();
                types[id] = known ? TYPES.get(numbers[id]) : Type.UNDEFINED;
            }
        });
        float[] scores = keys.scores(count).orElseGet(() -> new float[count]);
        return new GgufTokens(table(keys, texts), types, scores);
    }

    private static TokenTable table(GgufKeys keys, GgufTexts texts) {
        TokenTable.Builder builder = new TokenTable.Builder(texts.size(), 8 * texts.size());
        long total = 0;
        for (int id = 0; id < texts.size(); id++) {
            byte[] bytes = texts.bytes(id);
            total += bytes.length;
            if (total > Limits.MAX_GGUF_TOKEN_BYTES) {
                throw keys.problem(
                        LoadException.Kind.LIMIT,
                        GgufKeys.TOKENS,
                        id,
                        "the tokens have more than " + Limits.MAX_GGUF_TOKEN_BYTES + " bytes together");
            }
            boolean added =
                    bytes.length == 0 ? builder.add(id, "[EMPTY_" + id + "]") : builder.add(id, bytes, 0, bytes.length);
            if (!added) {
                throw keys.problem(
                        LoadException.Kind.INVALID,
                        GgufKeys.TOKENS,
                        id,
                        "the token " + Quoted.text(texts.text(id)) + " stands here for the second time; remove one");
            }
        }
        return builder.build();
    }

    /** Number of tokens. */
    int size() {
        return types.length;
    }

    TokenTable table() {
        return table;
    }

    /** The type that the file gives a token. */
    Type type(int id) {
        return types[id];
    }

    float score(int id) {
        return scores[id];
    }

    String text(int id) {
        return table.text(id);
    }
}
