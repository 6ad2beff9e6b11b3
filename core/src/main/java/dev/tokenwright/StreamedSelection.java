package dev.tokenwright;

import dev.tokenwright.DecodeOptions.SpecialTokens;
import dev.tokenwright.DecodeOptions.UnknownIds;
import dev.tokenwright.error.TokenIdException;
import dev.tokenwright.spec.DecoderSpec;
import dev.tokenwright.spec.DecoderSpec.Joining;
import dev.tokenwright.spec.TokenizerSpec;

/** Chooses, id by id, which are decoded and which stand alone: what {@link DecodableIds} does for whole lists. Immutable. */
final class StreamedSelection {
    private final SpecialTokens specialTokens;
    private final boolean rejectsUnknown;
    private final Joining joining;
    private final Vocabulary vocabulary;

    StreamedSelection(DecodeOptions options, TokenizerSpec spec, Vocabulary vocabulary) {
        this.specialTokens = options.specialTokens();
        this.rejectsUnknown = options.unknownIds() == UnknownIds.REJECT
                || options.unknownIds() == UnknownIds.AS_REFERENCE
                        && spec.unknownIds() == TokenizerSpec.UnknownIds.REJECT;
        this.joining = spec.decoder().orElse(null) instanceof DecoderSpec.Bytes bytes ? bytes.joining() : Joining.ALL;
        this.vocabulary = vocabulary;
    }

    /**
     * Whether an id is decoded.
     *
     * @throws TokenIdException when the options reject it
     */
    boolean shows(int id, int index) {
        if (vocabulary.isOrdinary(id)) {
            return true;
        }
        if (vocabulary.isSilent(id) && specialTokens != SpecialTokens.REJECT) {
            return false;
        }
        if (!vocabulary.contains(id)) {
            if (rejectsUnknown) {
                throw new TokenIdException(id, index, vocabulary.idLimit());
            }
            return false;
        }
        if (specialTokens == SpecialTokens.KEEP || !vocabulary.isSpecial(id)) {
            return true;
        }
        if (specialTokens == SpecialTokens.REJECT) {
            throw TokenIdException.special(id, index, vocabulary.token(id).orElse(""));
        }
        return false;
    }

    /** Whether what is before an id, the id, and what is behind it are decoded by themselves. */
    boolean standsAlone(int id) {
        return joining != Joining.ALL
                && vocabulary.contains(id)
                && (joining == Joining.NONE || vocabulary.isSpecial(id));
    }

    /** Whether an id at the start of a text counts as left out. */
    boolean isLeftOut(int id) {
        return !vocabulary.contains(id) || specialTokens == SpecialTokens.SKIP && vocabulary.isSpecial(id);
    }
}
