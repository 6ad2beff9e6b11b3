package dev.tokenwright.load;

import dev.tokenwright.error.Place;
import dev.tokenwright.spec.PatternSpec;
import dev.tokenwright.spec.SplitBehavior;
import dev.tokenwright.spec.SplitSpec;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What llama.cpp does for a name in {@code tokenizer.ggml.pre}: patterns that cut one after the other, and habits.
 *
 * @param splits the cuts, in their order
 */
record GgufPreTokenizer(List<SplitSpec> splits, Set<Habit> habits) {
    /** What a name implies beside its patterns. */
    enum Habit {
        /** A piece that is a token is taken whole. */
        IGNORES_MERGES,
        /** The opening token is added unless the file says otherwise. */
        ADDS_BOS,
        /** There is no opening token unless the file names one. */
        NO_BOS,
        /** Decoding keeps all blanks. */
        KEEPS_SPACES,
        /** Pieces are text with U+2581 for blanks, not byte-level characters. */
        ESCAPES_SPACES,
        /** Pieces of line feeds are taken whole, and the opening token is always added. */
        GEMMA,
        /** Pieces are text, not byte-level characters. */
        PLAIN_TEXT
    }

    /** Stands for the cut of digits into groups of three. */
    private static final String GROUPED_DIGITS = "";

    private static final Map<String, GgufPreTokenizer> KNOWN = new HashMap<>();

    static {
        put("default", none(), "[\\p{P}\\$\\+<=>\\^~\\|]+", GgufPatterns.GPT2, GgufPatterns.DIGITS, "[0-9][0-9][0-9]");
        put(
                "minicpm5",
                EnumSet.of(Habit.IGNORES_MERGES),
                GgufPatterns.THREE_DIGITS,
                GgufPatterns.CONTRACTION + "|" + GgufPatterns.WORD + "|" + GgufPatterns.DIGITS + GgufPatterns.SIGNS);
        put(
                "llama3 llama-v3 llama-bpe falcon3 falcon-h1 pixtral midm-2.0 lfm2 jina-v5-nano",
                EnumSet.of(Habit.IGNORES_MERGES, Habit.ADDS_BOS),
                GgufPatterns.LLAMA3);
        put(
                "deepseek-llm",
                EnumSet.of(Habit.KEEPS_SPACES),
                "[\\r\\n]",
                GgufPatterns.DEEPSEEK_LETTERS,
                GgufPatterns.DEEPSEEK_SIGNS,
                "\\s+$",
                GgufPatterns.DEEPSEEK_CJK,
                GgufPatterns.DIGITS);
        put(
                "deepseek-coder",
                EnumSet.of(Habit.KEEPS_SPACES),
                "[\\r\\n]",
                "\\s?\\p{L}+",
                "\\s?\\p{P}+",
                GgufPatterns.DEEPSEEK_CJK,
                GgufPatterns.DIGIT);
        put(
                "deepseek-v3 hunyuan-dense hy_v4 joyai-llm",
                EnumSet.of(Habit.KEEPS_SPACES),
                GgufPatterns.THREE_DIGITS,
                GgufPatterns.CJK,
                GgufPatterns.DEEPSEEK);
        put(
                "spark2_5",
                EnumSet.of(Habit.KEEPS_SPACES),
                GgufPatterns.THREE_DIGITS,
                GgufPatterns.CJK,
                GgufPatterns.SPARK,
                GgufPatterns.DIGIT);
        put(
                "youtu",
                EnumSet.of(Habit.KEEPS_SPACES, Habit.IGNORES_MERGES),
                GgufPatterns.YOUTU_SCRIPTS,
                GgufPatterns.CASELESS + "|\\p{N}" + GgufPatterns.SLASHES);
        put("falcon", none(), "[\\p{P}\\$\\+<=>\\^~\\|`]+", GgufPatterns.GPT2, "[0-9][0-9][0-9]");
        put("starcoder refact codeshell exaone minerva-7b mellum2", none(), GgufPatterns.DIGIT, GgufPatterns.GPT2);
        put("command-r smollm", EnumSet.of(Habit.KEEPS_SPACES), GgufPatterns.DIGIT, GgufPatterns.GPT2);
        put(
                "mpt gpt-2 phi-2 jina-es jina-de gigachat jina-v2-es jina-v2-de a.x-4.0 mellum modern-bert olmo jais exaone4"
                        + " jina-v1-en jina-v2-code roberta-bpe",
                none(),
                GgufPatterns.GPT2);
        put("trillion granite-docling", EnumSet.of(Habit.KEEPS_SPACES), GgufPatterns.GPT2);
        put("jais-2", none(), GgufPatterns.JAIS2);
        put(
                "gemma4 granite-embed-multi-311m",
                EnumSet.of(Habit.ESCAPES_SPACES, Habit.PLAIN_TEXT, Habit.GEMMA),
                GgufPatterns.NO_LINE_FEEDS);
        put(
                "sarvam-moe",
                EnumSet.of(Habit.ESCAPES_SPACES, Habit.PLAIN_TEXT, Habit.KEEPS_SPACES),
                GgufPatterns.NO_LINE_FEEDS);
        put("whitespace", EnumSet.of(Habit.PLAIN_TEXT), "\\S+");
        put(
                "qwen2 deepseek-r1-qwen kormo f2llmv2 hunyuan solar-open grok-2",
                EnumSet.of(Habit.KEEPS_SPACES),
                GgufPatterns.QWEN2);
        put("stablelm2 megrez", none(), GgufPatterns.QWEN2);
        put("qwen35", EnumSet.of(Habit.KEEPS_SPACES), GgufPatterns.QWEN35);
        put("dbrx smaug-bpe", none(), GgufPatterns.LLAMA3);
        put("chatglm-bpe", EnumSet.of(Habit.NO_BOS), GgufPatterns.LLAMA3);
        put("glm4 glm5", EnumSet.of(Habit.NO_BOS, Habit.IGNORES_MERGES), GgufPatterns.LLAMA3);
        put("poro-chat", EnumSet.of(Habit.KEEPS_SPACES), GgufPatterns.BLOOM);
        put("bloom gpt3-finnish", none(), GgufPatterns.BLOOM);
        put("viking", EnumSet.of(Habit.KEEPS_SPACES), GgufPatterns.BLOOM, GgufPatterns.DIGIT);
        put("tekken", EnumSet.of(Habit.KEEPS_SPACES, Habit.IGNORES_MERGES, Habit.ADDS_BOS), GgufPatterns.TEKKEN);
        put("exaone-moe", none(), GgufPatterns.EXAONE_MOE);
        put(
                "chameleon",
                EnumSet.of(Habit.ADDS_BOS, Habit.KEEPS_SPACES),
                "<sentinel:[0-9]+>",
                "IMGIMG[A-I]{1,4}Z",
                "[\\t\\n]|    |  ",
                GgufPatterns.DIGIT,
                "[\\p{P}!-/:-@\\[-`{-~]",
                GgufPatterns.GPT2);
        put("gpt-4o llama4 kanana2 talkie minimax-m2", EnumSet.of(Habit.KEEPS_SPACES), GgufPatterns.GPT4O);
        put("granite-embed-multi-97m", EnumSet.of(Habit.KEEPS_SPACES, Habit.IGNORES_MERGES), GgufPatterns.GRANITE);
        put("superbpe", EnumSet.of(Habit.KEEPS_SPACES), GgufPatterns.DIGITS, "(?=(\\d{3})+(?!\\d))");
        put("bailingmoe bailingmoe2 llada-moe", EnumSet.of(Habit.KEEPS_SPACES), GgufPatterns.BAILING);
        put("seed-coder", EnumSet.of(Habit.KEEPS_SPACES), GgufPatterns.SEED_CODER);
        put("kimi-k2", EnumSet.of(Habit.KEEPS_SPACES), GgufPatterns.KIMI);
        put("ufakzeka", EnumSet.of(Habit.KEEPS_SPACES), GgufPatterns.WORD + "|\\p{N}" + GgufPatterns.SIGNS);
        put("laguna", EnumSet.of(Habit.KEEPS_SPACES), GgufPatterns.NO_LINE_FEEDS, GgufPatterns.QWEN2);
        put(
                "tiny_aya cohere2moe",
                EnumSet.of(Habit.KEEPS_SPACES),
                GROUPED_DIGITS,
                GgufPatterns.CASELESS + "|" + GgufPatterns.THREE_DIGITS + GgufPatterns.SLASHES);
        put("afmoe", EnumSet.of(Habit.KEEPS_SPACES), GROUPED_DIGITS, GgufPatterns.AFMOE_SCRIPTS, GgufPatterns.DEEPSEEK);
    }

    private static EnumSet<Habit> none() {
        return EnumSet.noneOf(Habit.class);
    }

    private static void put(String names, Set<Habit> habits, String... patterns) {
        List<SplitSpec> splits =
                Arrays.stream(patterns).map(GgufPreTokenizer::split).toList();
        for (String name : names.split(" ")) {
            KNOWN.put(name, new GgufPreTokenizer(splits, habits));
        }
    }

    static SplitSpec split(String pattern) {
        if (pattern.equals(GROUPED_DIGITS)) {
            return new SplitSpec.DigitGroups(regex(GgufPatterns.DIGIT), 3);
        }
        return new SplitSpec.Split(regex(pattern), SplitBehavior.ISOLATED, false);
    }

    static PatternSpec regex(String pattern) {
        return new PatternSpec.Regex(
                pattern, PatternSpec.Dialect.LLAMA_CPP, Place.of("the split pattern of " + GgufKeys.PRE));
    }

    static Optional<GgufPreTokenizer> named(String name) {
        return Optional.ofNullable(KNOWN.get(name));
    }
}
