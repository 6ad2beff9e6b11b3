package dev.tokenwright.load;

import dev.tokenwright.error.LoadException;
import dev.tokenwright.error.Place;
import dev.tokenwright.spec.AddedToken;
import dev.tokenwright.spec.DecoderSpec;
import dev.tokenwright.spec.MergeSpec;
import dev.tokenwright.spec.ModelSpec;
import dev.tokenwright.spec.Origin;
import dev.tokenwright.spec.PatternSpec;
import dev.tokenwright.spec.SplitBehavior;
import dev.tokenwright.spec.SplitSpec;
import dev.tokenwright.spec.TokenTable;
import dev.tokenwright.spec.TokenizerSpec;
import dev.tokenwright.wire.RankLines;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads tiktoken rank files. */
final class TiktokenReader {
    static final String FORMAT = "tiktoken";

    private TiktokenReader() {}

    static TokenizerSpec read(byte[] content, String source, TiktokenOptions options, Origin.SourceFile file) {
        TokenTable ranks = ranks(content, source);
        return spec(ranks, new MergeSpec.ByRank(), options, new Origin(FORMAT, List.of(file), List.of()));
    }

    /** A tokenizer over ranked tokens. */
    static TokenizerSpec spec(TokenTable ranks, MergeSpec merges, TiktokenOptions options, Origin origin) {
        String source = origin.files().isEmpty()
                ? origin.format()
                : origin.files().get(0).name();
        PatternSpec pattern = new PatternSpec.Regex(
                options.pattern(), PatternSpec.Dialect.FANCY, Place.of("the split pattern of " + source));
        return new TokenizerSpec(
                origin,
                new ModelSpec.Bpe(
                        ranks,
                        ModelSpec.Alphabet.BYTES,
                        merges,
                        Optional.empty(),
                        false,
                        false,
                        true,
                        Optional.empty(),
                        Optional.empty()),
                specialTokens(options.specialTokens(), ranks, source),
                Optional.empty(),
                Optional.of(new SplitSpec.Split(pattern, SplitBehavior.REMOVED, true)),
                Optional.empty(),
                Optional.of(new DecoderSpec.Bytes()),
                Optional.empty(),
                Optional.empty(),
                TokenizerSpec.UnknownIds.REJECT);
    }

    private static List<AddedToken> specialTokens(Map<String, Integer> specialTokens, TokenTable ranks, String source) {
        List<AddedToken> tokens = new ArrayList<>();
        specialTokens.forEach((content, id) -> {
            Place place = Place.of("the special tokens of " + source).child(content);
            if (id < 0 || id > Limits.MAX_ID) {
                throw new LoadException(
                        LoadException.Kind.INVALID, place, "id " + id + " is not from 0 to " + Limits.MAX_ID);
            }
            if (content.isEmpty()) {
                throw new LoadException(LoadException.Kind.INVALID, place, "a special token must not be empty");
            }
            if (ranks.contains(id)) {
                throw new LoadException(LoadException.Kind.INVALID, place, "id " + id + " is taken by another token");
            }
            tokens.add(AddedToken.control(id, content));
        });
        return tokens;
    }

    private static TokenTable ranks(byte[] content, String source) {
        TokenTable.Builder builder = new TokenTable.Builder(content.length / 16, content.length / 2);
        long[] work = {0};
        RankLines.read(content, source, Limits.maxId(content.length) + 1, (token, rank, line) -> {
            work[0] += (long) token.length * token.length;
            if (work[0] > Limits.MAX_RANK_WORK) {
                throw line.about(LoadException.Kind.LIMIT, "tokens are too long to find their merges");
            }
            if (builder.contains(rank)) {
                throw line.about(
                        LoadException.Kind.INVALID, "rank " + rank + " is taken by an earlier line; remove one");
            }
            if (!builder.add(rank, token, 0, token.length)) {
                throw line.about(LoadException.Kind.INVALID, "the token stands here for the second time; remove one");
            }
        });
        TokenTable ranks = builder.build();
        for (int value = 0; value < 256; value++) {
            if (ranks.id(new byte[] {(byte) value}, 0, 1) < 0) {
                throw new LoadException(
                        LoadException.Kind.INVALID,
                        Place.of(source),
                        String.format("byte 0x%02X has no token, so some texts have no ids; add the line", value));
            }
        }
        return ranks;
    }
}
