package dev.tokenwright.load;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What Megatron's tiktoken vocabulary does not say.
 *
 * @param vocabSize number of ids, special tokens included
 * @param specialTokenCount how many of them come before the vocabulary
 * @param specialTokens the first special tokens; the others are {@code <SPECIAL_id>}
 */
public record MegatronOptions(Pattern pattern, int vocabSize, int specialTokenCount, List<String> specialTokens) {
    private static final List<String> REQUIRED = List.of("<unk>", "<s>", "</s>", "<mask>", "<pad>", "<cls>", "<sep>");

    /** What Megatron takes when nothing is said. */
    public static final MegatronOptions DEFAULT = new MegatronOptions(Pattern.V2, 131_072, 1000, REQUIRED);

    /** Checks the parts as Megatron does, and copies the list. */
    public MegatronOptions {
        Objects.requireNonNull(pattern, "pattern");
        specialTokens = List.copyOf(specialTokens);
        if (specialTokenCount < specialTokens.size()
                || specialTokenCount > Limits.MAX_SPECIAL_TOKENS
                || specialTokenCount >= vocabSize
                || vocabSize > Limits.MAX_ID) {
            throw new IllegalArgumentException(specialTokens.size() + " special tokens, " + specialTokenCount
                    + " ids for them and " + vocabSize + " ids in all do not fit each other");
        }
        if (!specialTokens.containsAll(REQUIRED)) {
            throw new IllegalArgumentException("special tokens must include " + REQUIRED + ": " + specialTokens);
        }
        Set<String> names = new HashSet<>(filledUp(specialTokens, specialTokenCount));
        if (names.size() < specialTokenCount || names.contains("")) {
            throw new IllegalArgumentException("special tokens must differ and not be empty: " + specialTokens);
        }
    }

    /** The same options with another pattern. */
    public MegatronOptions withPattern(Pattern newPattern) {
        return new MegatronOptions(newPattern, vocabSize, specialTokenCount, specialTokens);
    }

    /** The same options with another number of ids. */
    public MegatronOptions withVocabSize(int newVocabSize) {
        return new MegatronOptions(pattern, newVocabSize, specialTokenCount, specialTokens);
    }

    /** The same options with other special tokens. */
    public MegatronOptions withSpecialTokens(int newSpecialTokenCount, List<String> newSpecialTokens) {
        return new MegatronOptions(pattern, vocabSize, newSpecialTokenCount, newSpecialTokens);
    }

    /** All special tokens by id. */
    List<String> allSpecialTokens() {
        return filledUp(specialTokens, specialTokenCount);
    }

    private static List<String> filledUp(List<String> specialTokens, int count) {
        List<String> names = new ArrayList<>(specialTokens);
        for (int id = names.size(); id < count; id++) {
            names.add("<SPECIAL_" + id + ">");
        }
        return names;
    }

    /** Megatron's two split patterns. */
    public enum Pattern {
        /** Words in any case, one digit at a time. */
        V1("[^\\r\\n\\p{L}\\p{N}]?+\\p{L}+|\\p{N}| ?[^\\s\\p{L}\\p{N}]++[\\r\\n]*|\\s*[\\r\\n]|\\s+(?!\\S)|\\s+"),
        /** Words cut where the case changes, as in Mistral's tekken files. */
        V2("[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]*[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]+"
                + "|[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]+[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]*|\\p{N}"
                + "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+");

        private final String regex;

        Pattern(String regex) {
            this.regex = regex;
        }

        String regex() {
            return regex;
        }
    }
}
