package dev.tokenwright.testkit.stream;

import dev.tokenwright.DecodeOptions;
import dev.tokenwright.Tokenizer;
import dev.tokenwright.testkit.random.RandomTexts;
import java.util.ArrayList;
import java.util.List;

/** Random ids of one tokenizer, those that streams find hard much more often: broken bytes, special and unknown ids. */
final class StreamIds {
    private static final int SEARCHED = 3000;

    private final Tokenizer tokenizer;
    private final RandomTexts random;
    private final List<Integer> odd = new ArrayList<>();
    private final List<Integer> special = new ArrayList<>();

    StreamIds(Tokenizer tokenizer, long seed) {
        this.tokenizer = tokenizer;
        this.random = new RandomTexts(seed);
        int limit = tokenizer.vocabulary().idLimit();
        for (int searched = 0; searched < SEARCHED; searched++) {
            int id = limit <= SEARCHED ? searched % limit : random.below(limit);
            if (limit > SEARCHED && searched < SEARCHED / 2) {
                id = searched;
            }
            note(id);
        }
        tokenizer.vocabulary().addedTokens().forEach(token -> special.add(token.id()));
    }

    private void note(int id) {
        if (!tokenizer.vocabulary().contains(id)) {
            return;
        }
        String text = tokenizer.decode(new int[] {id}, DecodeOptions.DEFAULT);
        String token = tokenizer.vocabulary().token(id).orElse("");
        if (text.contains("\uFFFD") || token.startsWith("<0x") || text.isBlank() || text.length() == 1) {
            odd.add(id);
        }
        if (tokenizer.vocabulary().isSpecial(id)) {
            special.add(id);
        }
    }

    /** Up to {@code most} ids; unknown ones among them only if asked for. */
    int[] next(int most, Unknown unknown) {
        int[] ids = new int[random.below(most + 1)];
        for (int index = 0; index < ids.length; index++) {
            ids[index] = one(unknown);
        }
        return ids;
    }

    private int one(Unknown unknown) {
        int limit = tokenizer.vocabulary().idLimit();
        int kind = random.below(20);
        if (kind < 10 && !odd.isEmpty()) {
            return random.pick(odd);
        }
        if (kind == 10 && !special.isEmpty()) {
            return random.pick(special);
        }
        if (kind == 11 && unknown == Unknown.AMONG) {
            return random.coin() ? limit + random.below(3) : -1 - random.below(3);
        }
        int id = random.below(limit);
        while (unknown == Unknown.NOT && !tokenizer.vocabulary().contains(id)) {
            id = random.below(limit);
        }
        return id;
    }

    int below(int limit) {
        return random.below(limit);
    }

    /** Whether ids that no token has are among the ids. */
    enum Unknown {
        AMONG,
        NOT
    }
}
