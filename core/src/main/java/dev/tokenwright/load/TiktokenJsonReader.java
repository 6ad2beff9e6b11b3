package dev.tokenwright.load;

import dev.tokenwright.error.LoadException;
import dev.tokenwright.error.LoadException.Kind;
import dev.tokenwright.spec.AddedToken;
import dev.tokenwright.spec.Origin;
import dev.tokenwright.spec.TokenTable;
import dev.tokenwright.spec.TokenizerSpec;
import dev.tokenwright.wire.JsonNode;
import dev.tokenwright.wire.Quoted;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads encodings as npm {@code tiktoken} writes them: a JSON object of {@code pat_str}, {@code special_tokens} and {@code
 * bpe_ranks}. The ranks are lines of {@code ! first token token …}, where tokens are base64 and their ranks count up.
 */
final class TiktokenJsonReader {
    static final String FORMAT = "tiktoken json";

    private TiktokenJsonReader() {}

    /** Whether a JSON text is such an encoding. */
    static boolean looksLike(JsonNode root) {
        return root.type() == JsonNode.Type.OBJECT
                && root.members().keySet().containsAll(List.of("pat_str", "special_tokens", "bpe_ranks"));
    }

    static TokenizerSpec read(JsonNode root, Origin.SourceFile file) {
        Section section = new Section(root);
        JsonNode pattern = section.required("pat_str");
        TokenTable ranks = ranks(section.required("bpe_ranks"), Limits.maxId(root.sourceBytes()));
        List<AddedToken> tokens = specialTokens(section.required("special_tokens"), ranks);
        section.ignore("explicit_n_vocab"); // claude.json itself contradicts it
        section.ignore("name");
        section.end();
        return RankedTokenizer.plain(ranks, pattern.string(), pattern.place(), tokens)
                .spec(new Origin(FORMAT, List.of(file), List.of()));
    }

    private static TokenTable ranks(JsonNode node, int maxId) {
        String text = node.string();
        RankedTokens tokens = new RankedTokens(text.length() / 8, text.length() / 2);
        for (String line : text.split("\n")) {
            String[] words = line.split(" ");
            if (line.isEmpty()) {
                continue;
            }
            if (words.length < 2 || !words[0].equals("!") || !words[1].matches("[0-9]{1,9}")) {
                throw malformed(node, "expected a line of !, a rank and tokens, found " + Quoted.text(line));
            }
            int rank = Integer.parseInt(words[1]);
            for (int index = 2; index < words.length; index++, rank++) {
                if (rank > maxId) {
                    throw new LoadException(
                            Kind.LIMIT, node.place(), "rank " + rank + " is above the limit of " + maxId);
                }
                int place = rank;
                tokens.add(
                        rank,
                        base64(node, words[index]),
                        (kind, problem) -> new LoadException(kind, node.place(), "rank " + place + ": " + problem));
            }
        }
        return tokens.build(node.place().source());
    }

    private static byte[] base64(JsonNode node, String word) {
        try {
            if (word.length() % 4 == 0) {
                return Base64.getDecoder().decode(word);
            }
        } catch (IllegalArgumentException e) {
            throw malformed(node, Quoted.text(word) + " is not base64");
        }
        throw malformed(node, Quoted.text(word) + " is not base64, whose length is a multiple of 4");
    }

    private static LoadException malformed(JsonNode node, String problem) {
        return new LoadException(Kind.MALFORMED, node.place(), problem + "; mend it");
    }

    private static List<AddedToken> specialTokens(JsonNode node, TokenTable ranks) {
        Map<Integer, String> byId = new LinkedHashMap<>();
        List<AddedToken> tokens = new ArrayList<>();
        node.members().forEach((content, idNode) -> {
            int id = idNode.integer(0, Limits.MAX_ID);
            if (content.isEmpty()) {
                throw idNode.invalid("a special token must not be empty");
            }
            if (ranks.contains(id) || byId.put(id, content) != null) {
                throw idNode.invalid("id " + id + " is taken by another token");
            }
            tokens.add(AddedToken.control(id, content));
        });
        return tokens;
    }
}
