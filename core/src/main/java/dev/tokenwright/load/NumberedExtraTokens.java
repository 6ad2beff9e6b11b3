package dev.tokenwright.load;

import dev.tokenwright.wire.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The tokens {@code <extra_id_0>} and so on that T5 has beside its vocabulary. */
final class NumberedExtraTokens {
    private static final String START = "<extra_id_";
    private static final int USUAL = 100;
    private static final int MOST = 1 << 16;

    private NumberedExtraTokens() {}

    /** The additional tokens of the settings, completed by the numbered ones. */
    static List<ConfigToken> of(Optional<List<ConfigToken>> additional, DirectoryConfig config) {
        int count = Optional.ofNullable(config.settings().get("extra_ids"))
                .map(node -> node.integer(0, MOST))
                .orElse(USUAL);
        List<ConfigToken> tokens = new ArrayList<>(additional.orElse(List.of()));
        long numbered =
                tokens.stream().filter(token -> token.content().contains(START)).count();
        if (numbered == 0) {
            for (int number = 0; number < count; number++) {
                tokens.add(ConfigToken.bare(START + number + ">"));
            }
        } else if (count > 0 && count != numbered) {
            JsonNode node = config.settings().get("extra_ids");
            String problem = "there are " + numbered + " additional special tokens with " + START + ", not " + count;
            throw node == null ? config.unsupported("additional_special_tokens", problem) : node.invalid(problem);
        }
        return tokens;
    }
}
