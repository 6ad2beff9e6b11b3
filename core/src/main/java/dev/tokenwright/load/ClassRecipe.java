package dev.tokenwright.load;

import dev.tokenwright.spec.Direction;
import dev.tokenwright.spec.FrameSpec;
import dev.tokenwright.spec.TokenizerSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one class of {@code transformers} makes of a directory: defaults for settings that are missing, stages that it
 * builds instead of the file's, and a frame of its own.
 *
 * @param defaults tokens by name, used where the settings have no such key
 * @param wrapping what becomes of a token that is given by its text alone
 * @param paddingSide where batches are filled up unless the settings say it
 * @param stages builds the stages; absent for a class that takes the file as it is
 * @param frame how the frame is made
 * @param after what is added when all else is there
 */
record ClassRecipe(
        Map<String, String> defaults,
        Wrapping wrapping,
        Direction paddingSide,
        Optional<Stages> stages,
        FrameRule frame,
        Addition after) {
    /** Builds the stages of a class. */
    @FunctionalInterface
    interface Stages {
        /** The tokenizer with the stages of the class in place of the file's; frame and added tokens do not count. */
        TokenizerSpec build(ClassSettings settings);
    }

    /** Makes the frame of a class. */
    @FunctionalInterface
    interface FrameRule {
        /** The frame, given the one of the file. */
        Optional<FrameSpec> frame(Optional<FrameSpec> ofFile, ClassSettings settings);
    }

    /** What becomes of a token that is given by its text alone. */
    enum Wrapping {
        /** It stays a text. */
        NONE,
        /** It becomes a special token that is not looked for in normalised text. */
        SPECIAL_BOS_EOS_UNK,
        /** It becomes a token that is looked for in normalised text; the mask token also takes blanks on its left. */
        NORMALIZED
    }

    /** What a class adds at its end. */
    enum Addition {
        /** Nothing. */
        NONE,
        /** All special tokens once more, as special tokens that are not looked for in normalised text. */
        SPECIAL_TOKENS,
        /** All special tokens once more; those that are given by their texts become special. */
        GIVEN_TOKENS,
        /** The hundred tokens that T5 fills in, unless there are extra tokens. */
        NUMBERED_EXTRA
    }

    Optional<ConfigToken> defaultToken(String key) {
        return Optional.ofNullable(defaults.get(key)).map(ConfigToken::bare);
    }

    /** A token with a standard name, as the class passes it on. */
    ConfigToken wrap(String key, ConfigToken token) {
        if (!token.bare()) {
            return token;
        }
        return switch (wrapping) {
            case NONE -> token;
            case SPECIAL_BOS_EOS_UNK ->
                List.of("bos_token", "eos_token", "unk_token").contains(key) ? ConfigToken.of(token.rules()) : token;
            case NORMALIZED -> ConfigToken.made(token.content(), key.equals("mask_token"));
        };
    }

    /** The extra tokens when the settings name none as such. */
    List<ConfigToken> extraTokens(Optional<List<ConfigToken>> additional, DirectoryConfig config) {
        return after == Addition.NUMBERED_EXTRA
                ? NumberedExtraTokens.of(additional, config)
                : additional.orElse(List.of());
    }
}
