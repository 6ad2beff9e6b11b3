package dev.tokenwright.load;

import dev.tokenwright.error.LoadException;
import dev.tokenwright.error.Place;
import dev.tokenwright.spec.AddedToken;
import dev.tokenwright.spec.MergeSpec;
import dev.tokenwright.spec.Origin;
import dev.tokenwright.spec.TokenTable;
import dev.tokenwright.spec.TokenizerSpec;
import dev.tokenwright.wire.RankLines;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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
        Place pattern = Place.of("the split pattern of " + source);
        List<AddedToken> tokens = specialTokens(options.specialTokens(), ranks, source);
        return RankedTokenizer.plain(ranks, options.pattern(), pattern, tokens)
                .withMerges(merges)
                .spec(origin);
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

    static TokenTable ranks(byte[] content, String source) {
        RankedTokens tokens = new RankedTokens(content.length / 16, content.length / 2);
        RankLines.read(
                content,
                source,
                Limits.maxId(content.length) + 1,
                (token, rank, line) -> tokens.add(rank, token, line::about));
        return tokens.build(source);
    }
}
