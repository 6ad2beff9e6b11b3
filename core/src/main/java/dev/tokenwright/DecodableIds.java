package dev.tokenwright;

import dev.tokenwright.DecodeOptions.SpecialTokens;
import dev.tokenwright.DecodeOptions.UnknownIds;
import dev.tokenwright.error.TokenIdException;
import dev.tokenwright.spec.DecoderSpec;
import dev.tokenwright.spec.DecoderSpec.Joining;
import dev.tokenwright.spec.TokenizerSpec;
import dev.tokenwright.stage.decode.Decoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Chooses which of some ids are decoded, and which of them together. Belongs to one call. */
final class DecodableIds {
    private final DecodeOptions options;
    private final Vocabulary vocabulary;
    private final Joining joining;
    private final boolean rejectsUnknown;
    private final List<int[]> runs = new ArrayList<>();
    /** The run that is not finished: its first {@link #count} ids. */
    private int[] run = new int[0];

    private int count;
    private final int size;

    private DecodableIds(int size, DecodeOptions options, TokenizerSpec spec, Vocabulary vocabulary) {
        this.options = options;
        this.vocabulary = vocabulary;
        this.size = size;
        this.joining = spec.decoder().orElse(null) instanceof DecoderSpec.Bytes bytes ? bytes.joining() : Joining.ALL;
        this.rejectsUnknown = options.unknownIds() == UnknownIds.REJECT
                || options.unknownIds() == UnknownIds.AS_REFERENCE
                        && spec.unknownIds() == TokenizerSpec.UnknownIds.REJECT;
    }

    /** The ids that are decoded, in runs each of which is decoded by itself. */
    static List<int[]> runs(int[] ids, DecodeOptions options, TokenizerSpec spec, Vocabulary vocabulary) {
        DecodableIds selection = new DecodableIds(ids.length, options, spec, vocabulary);
        if (selection.areAllOrdinary(ids)) {
            return List.of(ids);
        }
        for (int index = 0; index < ids.length; index++) {
            selection.add(ids[index], index);
        }
        selection.endRun();
        return selection.runs.isEmpty() ? List.of(new int[0]) : selection.runs;
    }

    private boolean areAllOrdinary(int[] ids) {
        for (int id : ids) {
            if (!vocabulary.isOrdinary(id)) {
                return false;
            }
        }
        return joining != Joining.NONE;
    }

    private void add(int id, int index) {
        if (vocabulary.isSilent(id) && options.specialTokens() != SpecialTokens.REJECT) {
            return;
        }
        if (!vocabulary.contains(id)) {
            if (rejectsUnknown) {
                throw new TokenIdException(id, index, vocabulary.idLimit());
            }
            return;
        }
        boolean alone = joining == Joining.NONE || joining == Joining.BETWEEN_SPECIAL && vocabulary.isSpecial(id);
        if (alone) {
            endRun();
        }
        if (isShown(id, index)) {
            if (run.length == 0) {
                run = new int[size];
            }
            run[count++] = id;
        }
        if (alone) {
            endRun();
        }
    }

    private boolean isShown(int id, int index) {
        if (options.specialTokens() == SpecialTokens.KEEP || !vocabulary.isSpecial(id)) {
            return true;
        }
        if (options.specialTokens() == SpecialTokens.REJECT) {
            throw TokenIdException.special(id, index, vocabulary.token(id).orElse(""));
        }
        return false;
    }

    private void endRun() {
        if (count > 0) {
            runs.add(Arrays.copyOf(run, count));
            count = 0;
        }
    }

    /** Whether the first of some ids is decoded or left out. */
    static Decoder.Beginning beginning(int[] ids, DecodeOptions options, Vocabulary vocabulary) {
        boolean leftOut = ids.length > 0
                && (!vocabulary.contains(ids[0])
                        || options.specialTokens() == SpecialTokens.SKIP && vocabulary.isSpecial(ids[0]));
        return leftOut ? Decoder.Beginning.AFTER_OTHERS : Decoder.Beginning.OF_TEXT;
    }
}
