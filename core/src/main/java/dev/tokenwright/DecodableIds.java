package dev.tokenwright;

import dev.tokenwright.DecodeOptions.SpecialTokens;
import dev.tokenwright.DecodeOptions.UnknownIds;
import dev.tokenwright.error.TokenIdException;
import dev.tokenwright.spec.TokenizerSpec;
import dev.tokenwright.stage.decode.Decoder;
import java.util.Arrays;

/** Chooses which of some ids are decoded. */
final class DecodableIds {
    private DecodableIds() {}

    static int[] select(int[] ids, DecodeOptions options, TokenizerSpec spec, Vocabulary vocabulary) {
        boolean skipSpecial = options.specialTokens() == SpecialTokens.SKIP;
        boolean reject = options.unknownIds() == UnknownIds.REJECT
                || options.unknownIds() == UnknownIds.AS_REFERENCE
                        && spec.unknownIds() == TokenizerSpec.UnknownIds.REJECT;
        int[] kept = new int[ids.length];
        int count = 0;
        for (int index = 0; index < ids.length; index++) {
            if (!vocabulary.contains(ids[index])) {
                if (reject) {
                    throw new TokenIdException(ids[index], index, vocabulary.idLimit());
                }
            } else if (!skipSpecial || !vocabulary.isSpecial(ids[index])) {
                kept[count++] = ids[index];
            }
        }
        return Arrays.copyOf(kept, count);
    }

    /** Whether the first of some ids is decoded or left out. */
    static Decoder.Beginning beginning(int[] ids, DecodeOptions options, Vocabulary vocabulary) {
        boolean leftOut = ids.length > 0
                && (!vocabulary.contains(ids[0])
                        || options.specialTokens() == SpecialTokens.SKIP && vocabulary.isSpecial(ids[0]));
        return leftOut ? Decoder.Beginning.AFTER_OTHERS : Decoder.Beginning.OF_TEXT;
    }
}
