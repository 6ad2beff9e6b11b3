package dev.tokenwright.load;

import dev.tokenwright.spec.ModelSpec;
import dev.tokenwright.spec.NormalizerSpec;
import dev.tokenwright.spec.SplitSpec;
import java.util.Optional;
import java.util.OptionalInt;

/** What one kind of tokenizer makes of a GGUF file. */
sealed interface GgufTokenizer permits GgufBytePairs, GgufSentencePieces, GgufWordPieces, GgufUnigrams {
    /** Which id of a role a kind has when the file names none; empty for none. */
    record Defaults(OptionalInt bos, OptionalInt eos, OptionalInt unknown, OptionalInt separator) {
        /** The defaults; -1 for none. */
        static Defaults of(int bos, int eos, int unknown, int separator) {
            return new Defaults(optional(bos), optional(eos), optional(unknown), optional(separator));
        }

        private static OptionalInt optional(int id) {
            return id < 0 ? OptionalInt.empty() : OptionalInt.of(id);
        }
    }

    GgufTokens tokens();

    Defaults defaults();

    /** Whether the opening token is added when the file does not say. */
    boolean addsBos();

    /** Whether the closing token is added when the file does not say. */
    boolean addsEos();

    /** Whether opening token and separator frame a text whatever the file says. */
    default boolean framesWithSeparator() {
        return false;
    }

    /** Whether the opening token is added whatever the file says. */
    default boolean alwaysAddsBos() {
        return false;
    }

    ModelSpec model(GgufSpecialIds ids);

    Optional<NormalizerSpec> normalizer();

    Optional<SplitSpec> splitter();

    GgufPieces.Writing writing();

    /** Whether a blank is put before a text, and one taken off when ids are decoded. */
    boolean addSpacePrefix();

    /** Whether decoding drops blanks before English punctuation. */
    boolean cleanSpaces();
}
