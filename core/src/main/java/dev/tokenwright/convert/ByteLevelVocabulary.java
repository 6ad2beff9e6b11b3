package dev.tokenwright.convert;

import dev.tokenwright.error.ConversionException;
import dev.tokenwright.error.Place;
import dev.tokenwright.spec.AddedToken;
import dev.tokenwright.spec.MergeSpec;
import dev.tokenwright.spec.ModelSpec;
import dev.tokenwright.spec.RankedMerges;
import dev.tokenwright.spec.SplitSpec;
import dev.tokenwright.spec.TokenPieces;
import dev.tokenwright.spec.TokenTable;
import dev.tokenwright.spec.TokenizerSpec;
import dev.tokenwright.text.ByteLevelAlphabet;
import dev.tokenwright.text.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/** Vocabularies of bytes, and the same ones written in visible characters. */
final class ByteLevelVocabulary {
    private ByteLevelVocabulary() {}

    /** A model over raw bytes as the model over byte-level characters that gives the same ids. */
    static ModelSpec.Bpe of(ModelSpec.Bpe raw, Place place) {
        TokenTable bytes = raw.vocabulary();
        MergeSpec.Splits merges = merges(raw, place.child("merges"));
        TokenTable.Builder builder = new TokenTable.Builder(bytes.size(), bytes.size() * 8);
        for (int id = 0; id < bytes.idLimit(); id++) {
            if (bytes.contains(id)) {
                byte[] text = text(bytes.bytes(id));
                if (!builder.add(id, text, 0, text.length)) {
                    throw new ConversionException(
                            place.child("vocab"), "token " + id + " would be lost: another has the same bytes");
                }
            }
        }
        return new ModelSpec.Bpe(
                builder.build(),
                ModelSpec.Alphabet.TEXT,
                visible(bytes, merges),
                raw.unknownToken(),
                raw.fuseUnknown(),
                raw.byteFallback(),
                raw.ignoreMerges(),
                raw.continuingSubwordPrefix(),
                raw.endOfWordSuffix());
    }

    private static MergeSpec.Splits merges(ModelSpec.Bpe raw, Place place) {
        if (raw.merges() instanceof MergeSpec.ByRank) {
            return RankedMerges.of(raw.vocabulary());
        }
        if (raw.merges() instanceof MergeSpec.Splits splits) {
            return splits;
        }
        throw new ConversionException(
                place,
                "merges of bytes other than by rank (" + raw.merges().getClass().getSimpleName() + ") would be lost");
    }

    /** The same merges with the lengths that their left parts have when they are written in visible characters. */
    private static MergeSpec visible(TokenTable bytes, MergeSpec.Splits merges) {
        int[] mergedIds = new int[merges.size()];
        int[] leftLengths = new int[merges.size()];
        for (int rank = 0; rank < mergedIds.length; rank++) {
            mergedIds[rank] = merges.mergedId(rank);
            byte[] left = Arrays.copyOf(bytes.bytes(mergedIds[rank]), merges.leftLength(rank));
            leftLengths[rank] = text(left).length;
        }
        return MergeSpec.Splits.copyOf(mergedIds, leftLengths);
    }

    private static byte[] text(byte[] bytes) {
        StringBuilder text = new StringBuilder(bytes.length);
        for (byte value : bytes) {
            text.appendCodePoint(ByteLevelAlphabet.character(value));
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Whether text might be written so that it reads like this one although it is another. */
    static boolean isAmbiguous(String text) {
        return text.codePoints().allMatch(ByteLevelAlphabet::contains)
                && text.codePoints().anyMatch(codePoint -> codePoint >= 0x80);
    }

    /**
     * Whether a tokenizer has a byte-level vocabulary whose tokens, added ones not counted, write what their characters
     * stand for.
     */
    static boolean isWritten(TokenizerSpec spec, TokenPieces pieces) {
        if (!(spec.model() instanceof ModelSpec.Bpe bpe) || !endsInByteLevel(spec)) {
            return false;
        }
        Set<Integer> added = new HashSet<>();
        spec.addedTokens().stream().map(AddedToken::id).forEach(added::add);
        TokenTable tokens = bpe.vocabulary();
        for (int id = 0; id < tokens.idLimit(); id++) {
            if (tokens.contains(id) && !added.contains(id) && !isWritten(tokens, pieces, id)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isWritten(TokenTable tokens, TokenPieces pieces, int id) {
        byte[] text = tokens.bytes(id);
        byte[] bytes = new byte[text.length];
        int count = Utf8.firstMalformed(text, 0, text.length) < 0
                ? ByteLevelAlphabet.read(text, 0, text.length, bytes)
                : -1;
        byte[] written = new byte[id < pieces.size() ? pieces.length(id) : 0];
        if (id < pieces.size()) {
            pieces.copyTo(id, 0, written, 0);
        }
        return count >= 0 ? Arrays.equals(bytes, 0, count, written, 0, written.length) : Arrays.equals(text, written);
    }

    private static boolean endsInByteLevel(TokenizerSpec spec) {
        return spec.splitter()
                .map(split -> split instanceof SplitSpec.Sequence sequence
                        ? !sequence.steps().isEmpty()
                                && sequence.steps().get(sequence.steps().size() - 1) instanceof SplitSpec.ByteLevel
                        : split instanceof SplitSpec.ByteLevel)
                .orElse(false);
    }
}
