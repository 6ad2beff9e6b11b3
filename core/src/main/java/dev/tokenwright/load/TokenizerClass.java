package dev.tokenwright.load;

import dev.tokenwright.spec.Direction;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a fast class of {@code transformers} 4.57 adds to the files: one line of {@code transformers.tsv}.
 *
 * @param name what it is called, without {@code Fast}
 * @param paddingSide where batches are filled up unless the files say it
 * @param addPrefixSpace what the splitter's flag is set to unless the settings say it; empty: it stays the file's
 * @param defaults tokens by name, used where the settings have no such key
 * @param rules what becomes of a token that is given by its text alone; a name that is missing stays a text
 * @param extraTokens its own special tokens without names
 */
record TokenizerClass(
        String name,
        Effect effect,
        Direction paddingSide,
        Optional<Boolean> addPrefixSpace,
        Map<String, String> defaults,
        Map<String, String> rules,
        ExtraRule extraRule,
        List<String> extraTokens) {
    /** What a class changes in the pipeline after it has read {@code tokenizer.json}. */
    enum Effect {
        /** Nothing. */
        NONE,
        /** The flags of a BERT normalizer. */
        BERT,
        /** The flags of a BERT normalizer, but not the one about Chinese characters. */
        BERT_BUT_CHINESE,
        /** The offset flags of the frame. */
        ROBERTA,
        /** The flag of the frame about a blank in front. */
        ROBERTA_PREFIX,
        /** The frame: the first token unless the settings say otherwise. */
        BOS,
        /** The frame, as {@link #BOS}, and a blank in front also in a sequence of splitters. */
        BOS_NESTED,
        /** The frame: nothing unless the settings say otherwise. */
        NO_BOS,
        /** A blank in front also in a sequence of splitters. */
        NESTED,
        /** The frame: end and source language behind the text. */
        LANGUAGE_LAST,
        /** The frame: source language before the text, end behind it. */
        LANGUAGE_FIRST,
        /** The frame: as {@link #LANGUAGE_FIRST}, or as {@link #LANGUAGE_LAST} when the settings ask for it. */
        LANGUAGE_NLLB,
        /** The frame: as {@link #LANGUAGE_FIRST}, with the language between underscores. */
        LANGUAGE_SEAMLESS,
        /** The class cuts texts with code of its own. */
        CODE
    }

    /** How special tokens without names that the files give and those of the class come together. */
    enum ExtraRule {
        /** Those of the files. */
        GIVEN,
        /** Those of the files, else those of the class. */
        DEFAULT,
        /** Those of the files before those of the class. */
        BEFORE,
        /** Those of the files after those of the class. */
        AFTER,
        /** Those of the files, completed by the numbered ones of T5. */
        NUMBERED
    }

    /** The class that takes the file as it is. */
    static final TokenizerClass PLAIN = new TokenizerClass(
            "PreTrainedTokenizer",
            Effect.NONE,
            Direction.RIGHT,
            Optional.of(false),
            Map.of(),
            Map.of(),
            ExtraRule.GIVEN,
            List.of());

    /** The same class, where the tokens that open, close and fill up a text and the unknown one are always special. */
    TokenizerClass withSpecialRoles() {
        Map<String, String> special =
                Map.of("bos_token", "rs", "eos_token", "rs", "unk_token", "rs", "pad_token", "rs");
        return new TokenizerClass(name, effect, paddingSide, addPrefixSpace, defaults, special, extraRule, extraTokens);
    }

    Optional<ConfigToken> defaultToken(String key) {
        return Optional.ofNullable(defaults.get(key)).map(ConfigToken::bare);
    }

    /** A token with a standard name, as the class passes it on. */
    ConfigToken wrap(String key, ConfigToken token) {
        String letters = rules.get(key);
        return letters == null || !token.bare() ? token : ConfigToken.made(token.content(), letters);
    }

    /** The special tokens without names, given those of the files. */
    List<ConfigToken> extraTokens(Optional<List<ConfigToken>> given, DirectoryConfig config) {
        List<ConfigToken> own = extraTokens.stream().map(ConfigToken::bare).toList();
        return switch (extraRule) {
            case GIVEN -> given.orElse(List.of());
            case DEFAULT -> given.orElse(own);
            case BEFORE -> joined(given.orElse(List.of()), own);
            case AFTER -> joined(own, given.orElse(List.of()));
            case NUMBERED -> NumberedExtraTokens.of(given, config);
        };
    }

    private static List<ConfigToken> joined(List<ConfigToken> first, List<ConfigToken> second) {
        LinkedHashSet<ConfigToken> joined = new LinkedHashSet<>(first);
        joined.addAll(second);
        return new ArrayList<>(joined);
    }
}
