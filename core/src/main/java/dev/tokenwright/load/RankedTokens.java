package dev.tokenwright.load;

import dev.tokenwright.error.LoadException;
import dev.tokenwright.error.LoadException.Kind;
import dev.tokenwright.error.Place;
import dev.tokenwright.spec.TokenTable;

/** Collects the tokens of a vocabulary of bytes whose ids are ranks. Belongs to one caller. */
final class RankedTokens {
    private final TokenTable.Builder builder;
    /** What finding the merges of the tokens so far costs at most. */
    private long work;

    RankedTokens(int expectedTokens, int expectedBytes) {
        builder = new TokenTable.Builder(expectedTokens, expectedBytes);
    }

    /** Makes exceptions about the place of one token. */
    @FunctionalInterface
    interface Complaint {
        /** An exception that names the place. */
        LoadException about(Kind kind, String problem);
    }

    void add(int id, byte[] token, Complaint place) {
        work += (long) token.length * token.length;
        if (work > Limits.MAX_RANK_WORK) {
            throw place.about(Kind.LIMIT, "tokens are too long to find their merges");
        }
        if (builder.contains(id)) {
            throw place.about(Kind.INVALID, "rank " + id + " is taken by an earlier line; remove one");
        }
        if (!builder.add(id, token, 0, token.length)) {
            throw place.about(Kind.INVALID, "the token stands here for the second time; remove one");
        }
    }

    /** The finished table, which must have a token for every byte. */
    TokenTable build(String source) {
        TokenTable ranks = builder.build();
        for (int value = 0; value < 256; value++) {
            if (ranks.id(new byte[] {(byte) value}, 0, 1) < 0) {
                throw new LoadException(
                        Kind.INVALID,
                        Place.of(source),
                        String.format("byte 0x%02X has no token, so some texts have no ids; add the line", value));
            }
        }
        return ranks;
    }
}
