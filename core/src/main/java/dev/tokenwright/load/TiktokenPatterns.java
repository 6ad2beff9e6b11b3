package dev.tokenwright.load;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Split patterns that go with well-known rank files, by the name of the encoding. */
public final class TiktokenPatterns {
    private static final String CONTRACTIONS = "(?i:'s|'t|'re|'ve|'m|'ll|'d)?";

    private static final String GPT2 =
            "'(?:[sdmt]|ll|ve|re)| ?\\p{L}++| ?\\p{N}++| ?[^\\s\\p{L}\\p{N}]++|\\s++$|\\s+(?!\\S)|\\s";

    private static final String CL100K = "'(?i:[sdmt]|ll|ve|re)|[^\\r\\n\\p{L}\\p{N}]?+\\p{L}++|\\p{N}{1,3}+"
            + "| ?[^\\s\\p{L}\\p{N}]++[\\r\\n]*+|\\s++$|\\s*[\\r\\n]|\\s+(?!\\S)|\\s";

    private static final String O200K =
            "[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]*[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]+" + CONTRACTIONS
                    + "|[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]+[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]*"
                    + CONTRACTIONS + "|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";

    private static final String LETTERS = "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|";
    private static final String OTHERS = "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";
    private static final String QWEN = LETTERS + "\\p{N}" + OTHERS;
    private static final String LLAMA3 = LETTERS + "\\p{N}{1,3}" + OTHERS;

    private static final String KIMI = "[\\p{Han}]+"
            + "|[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}&&[^\\p{Han}]]*"
            + "[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}&&[^\\p{Han}]]+" + CONTRACTIONS
            + "|[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}&&[^\\p{Han}]]+"
            + "[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}&&[^\\p{Han}]]*" + CONTRACTIONS + "|\\p{N}{1,3}" + OTHERS;

    private static final Map<String, String> BY_NAME = new LinkedHashMap<>();

    static {
        BY_NAME.put("gpt2", GPT2);
        BY_NAME.put("r50k_base", GPT2);
        BY_NAME.put("p50k_base", GPT2);
        BY_NAME.put("p50k_edit", GPT2);
        BY_NAME.put("cl100k_base", CL100K);
        BY_NAME.put("o200k_base", O200K);
        BY_NAME.put("o200k_harmony", O200K);
        BY_NAME.put("llama3", LLAMA3);
        BY_NAME.put("llama4", O200K);
        BY_NAME.put("qwen", QWEN);
        BY_NAME.put("glm4", LLAMA3);
        BY_NAME.put("kimi_k2", KIMI);
    }

    private TiktokenPatterns() {}

    /** The pattern of an encoding, if the name is known. */
    public static Optional<String> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /** The known names. */
    public static Iterable<String> names() {
        return java.util.Collections.unmodifiableSet(BY_NAME.keySet());
    }
}
