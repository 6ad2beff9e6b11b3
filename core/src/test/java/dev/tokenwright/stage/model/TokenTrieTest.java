package dev.tokenwright.stage.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenwright.spec.TokenTable;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TokenTrieTest {
    @Test
    void findsExactlyTheTokensOfTheTable() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            int alphabet = seed % 3 == 0 ? 256 : 1 + random.nextInt(4);
            TokenTable.Builder builder = new TokenTable.Builder(16, 16);
            int count = random.nextInt(seed == 0 ? 20_000 : 200);
            for (int id = 0; id < count; id++) {
                byte[] token = random(random, alphabet, 6);
                builder.addShadowing(2 * id, token, 0, token.length);
            }
            TokenTable table = builder.build();
            TokenTrie trie = TokenTrie.of(table);
            for (int id = 0; id < table.idLimit(); id++) {
                if (table.contains(id)) {
                    assertFound(seed, table, trie, table.bytes(id));
                }
            }
            for (int probe = 0; probe < 500; probe++) {
                assertFound(seed, table, trie, random(random, alphabet, 8));
            }
        }
    }

    @Test
    void stopsWhereNoTokenGoesOn() {
        TokenTrie trie = TokenTrie.of(table("ab", "abcd"));
        int ab = trie.walk(TokenTrie.ROOT, new byte[] {'a', 'b'});
        assertThat(trie.isToken(ab)).isTrue();
        assertThat(trie.id(ab)).isZero();
        assertThat(trie.isToken(trie.step(ab, (byte) 'c'))).isFalse();
        assertThat(trie.step(ab, (byte) 'd')).isEqualTo(TokenTrie.NONE);
        assertThat(trie.walk(TokenTrie.ROOT, new byte[] {'x', 'y'})).isEqualTo(TokenTrie.NONE);
    }

    @Test
    void holdsNothingWhenThereAreNoTokens() {
        TokenTrie trie = TokenTrie.of(table());
        assertThat(trie.isToken(TokenTrie.ROOT)).isFalse();
        for (int value = 0; value < 256; value++) {
            assertThat(trie.step(TokenTrie.ROOT, (byte) value)).isEqualTo(TokenTrie.NONE);
        }
    }

    @Test
    void takesCellsInProportionToTheNodes() {
        Random random = new Random(7);
        TokenTable.Builder builder = new TokenTable.Builder(1 << 16, 1 << 19);
        long bytes = 0;
        for (int id = 0; id < 100_000; id++) {
            byte[] token = random(random, 26, 9);
            bytes += builder.add(id, token, 0, token.length) ? token.length : 0;
        }
        TokenTrie trie = TokenTrie.of(builder.build());
        assertThat((long) trie.cellCount()).isLessThan(bytes);
    }

    @Test
    void reachesTheEndOfATokenOfAMillionBytes() {
        String token = "a".repeat(1_000_000);
        TokenTrie trie = TokenTrie.of(table("a", token));
        int end = trie.walk(TokenTrie.ROOT, token.getBytes(StandardCharsets.UTF_8));
        assertThat(trie.isToken(end)).isTrue();
        assertThat(trie.id(end)).isEqualTo(1);
    }

    private static void assertFound(int seed, TokenTable table, TokenTrie trie, byte[] token) {
        int state = trie.walk(TokenTrie.ROOT, token);
        int found = state != TokenTrie.NONE && trie.isToken(state) ? trie.id(state) : TokenTrie.NONE;
        assertThat(found).as("seed %d", seed).isEqualTo(table.id(token, 0, token.length));
    }

    private static byte[] random(Random random, int alphabet, int longest) {
        byte[] token = new byte[random.nextInt(longest + 1)];
        for (int index = 0; index < token.length; index++) {
            token[index] = (byte) (random.nextInt(alphabet) + (alphabet == 256 ? 0 : 'a'));
        }
        return token;
    }

    private static TokenTable table(String... tokens) {
        TokenTable.Builder builder = new TokenTable.Builder(4, 16);
        for (int id = 0; id < tokens.length; id++) {
            builder.add(id, tokens[id]);
        }
        return builder.build();
    }
}
