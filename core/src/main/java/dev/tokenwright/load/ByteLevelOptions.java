package dev.tokenwright.load;

import dev.tokenwright.spec.NamedIds;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * What Megatron's {@code byte-level} tokenizer is made of.
 *
 * @param vocabSize number of ids, special tokens not counted; at least 256
 * @param namedIds ids of the opening, closing and padding tokens
 * @param specialTokens they get ids from the end downwards: the first has the largest
 */
public record ByteLevelOptions(int vocabSize, NamedIds namedIds, List<String> specialTokens) {
    private static final int UNKNOWN_ID = 259;

    /** 512 ids, of which 0 closes and 1 pads; no special tokens. */
    public static final ByteLevelOptions DEFAULT = of(512, OptionalInt.empty(), 0, 1, List.of());

    /** Checks the parts and copies the list. */
    public ByteLevelOptions {
        Objects.requireNonNull(namedIds, "namedIds");
        specialTokens = List.copyOf(specialTokens);
        if (vocabSize < 256 || vocabSize > Limits.MAX_ID - specialTokens.size()) {
            throw new IllegalArgumentException("vocabSize must be from 256 to " + Limits.MAX_ID + ": " + vocabSize);
        }
        if (new HashSet<>(specialTokens).size() < specialTokens.size() || specialTokens.contains("")) {
            throw new IllegalArgumentException("special tokens must differ and not be empty: " + specialTokens);
        }
    }

    /** Options in Megatron's order; the unknown id is always 259 there. */
    public static ByteLevelOptions of(
            int vocabSize, OptionalInt bosId, int eosId, int padId, List<String> specialTokens) {
        NamedIds namedIds =
                new NamedIds(bosId, OptionalInt.of(eosId), OptionalInt.of(padId), OptionalInt.of(UNKNOWN_ID));
        return new ByteLevelOptions(vocabSize, namedIds, specialTokens);
    }
}
