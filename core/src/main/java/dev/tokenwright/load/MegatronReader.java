package dev.tokenwright.load;

import dev.tokenwright.error.Place;
import dev.tokenwright.spec.AddedToken;
import dev.tokenwright.spec.DecoderSpec;
import dev.tokenwright.spec.ModelSpec;
import dev.tokenwright.spec.Origin;
import dev.tokenwright.spec.TokenTable;
import dev.tokenwright.spec.TokenizerSpec;
import dev.tokenwright.wire.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tokenizers as megatron-core defines them. */
final class MegatronReader {
    private MegatronReader() {}

    /** A vocabulary that is a JSON array of ranked tokens, with special tokens before it. */
    static TokenizerSpec tiktoken(JsonNode root, MegatronOptions options, Origin.SourceFile file) {
        int special = options.specialTokenCount();
        TokenTable ranks = RankedTokenArray.read(root, options.vocabSize() - special, special);
        List<AddedToken> tokens = new ArrayList<>();
        for (String name : options.allSpecialTokens()) {
            tokens.add(AddedToken.control(tokens.size(), name));
        }
        Place pattern = Place.of("Megatron's pattern " + options.pattern());
        return RankedTokenizer.plain(ranks, options.pattern().regex(), pattern, tokens)
                .withDecoder(new DecoderSpec.Bytes(DecoderSpec.Joining.NONE))
                .spec(new Origin("megatron tiktoken", List.of(file), List.of()));
    }

    static TokenizerSpec byteLevel(ByteLevelOptions options) {
        int idLimit = options.vocabSize() + options.specialTokens().size();
        List<AddedToken> tokens = new ArrayList<>();
        for (String token : options.specialTokens()) {
            tokens.add(AddedToken.reserved(idLimit - 1 - tokens.size(), token));
        }
        ModelSpec model = new ModelSpec.Bytes(bytes(), options.vocabSize(), idLimit, options.namedIds());
        return spec("megatron byte-level", model, tokens, Optional.of(new DecoderSpec.TrimmedBytes()));
    }

    static TokenizerSpec numbers(int vocabSize) {
        if (vocabSize < 0 || vocabSize > Limits.MAX_ID) {
            throw new IllegalArgumentException("vocabSize must be from 0 to " + Limits.MAX_ID + ": " + vocabSize);
        }
        return spec("megatron null", new ModelSpec.Numbers(vocabSize), List.of(), Optional.empty());
    }

    private static TokenTable bytes() {
        TokenTable.Builder builder = new TokenTable.Builder(256, 256);
        for (int value = 0; value < 256; value++) {
            builder.add(value, new byte[] {(byte) value}, 0, 1);
        }
        return builder.build();
    }

    private static TokenizerSpec spec(
            String format, ModelSpec model, List<AddedToken> tokens, Optional<DecoderSpec> decoder) {
        return new TokenizerSpec(
                new Origin(format, List.of(), List.of()),
                model,
                tokens,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                decoder,
                Optional.empty(),
                Optional.empty(),
                TokenizerSpec.UnknownIds.REJECT);
    }
}
