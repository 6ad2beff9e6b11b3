package dev.tokenwright.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ByteTrieTest {
    @Test
    void findsExactlyTheStringsThatWereAdded() {
        for (int seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            Map<String, Integer> strings = new HashMap<>();
            ByteTrieBuilder builder = new ByteTrieBuilder();
            int letters = 1 + random.nextInt(250);
            for (int count = random.nextInt(seed < 5 ? 20_000 : 400); count > 0; count--) {
                String string = string(random, letters);
                if (strings.putIfAbsent(string, strings.size()) == null) {
                    byte[] bytes = string.getBytes(StandardCharsets.ISO_8859_1);
                    builder.add(bytes, 0, bytes.length, strings.size() - 1);
                }
            }
            ByteTrie trie = builder.build().orElseThrow();
            strings.forEach((string, value) -> assertThat(get(trie, string)).isEqualTo(value));
            for (int probe = 0; probe < 500; probe++) {
                String string = string(random, letters + 5) + (random.nextInt(9) == 0 ? "\0" : "");
                assertThat(get(trie, string))
                        .as("seed %d, \"%s\"", seed, string)
                        .isEqualTo(strings.getOrDefault(string, ByteTrie.NONE));
            }
        }
    }

    private static int get(ByteTrie trie, String string) {
        byte[] bytes = string.getBytes(StandardCharsets.ISO_8859_1);
        return trie.get(bytes, 0, bytes.length);
    }

    private static String string(Random random, int letters) {
        StringBuilder string = new StringBuilder();
        for (int length = 1 + random.nextInt(5); length > 0; length--) {
            string.append((char) (1 + random.nextInt(Math.min(255, letters))));
        }
        return string.toString();
    }

    @Test
    void refusesStringsThatCannotBeWalked() {
        ByteTrieBuilder builder = new ByteTrieBuilder();
        assertThatThrownBy(() -> builder.add(new byte[] {1, 0}, 0, 2, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.add(new byte[] {1}, 1, 1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThat(builder.build().orElseThrow().get(new byte[] {1}, 0, 1)).isEqualTo(ByteTrie.NONE);
    }

    @Test
    void unitsOfAFileMustNotLeadOutOfThem() {
        assertThat(ByteTrie.ofUnits(new int[0], 1)).isEmpty();
        assertThat(ByteTrie.ofUnits(new int[256], 1)).isEmpty();
        int[] units = new int[512];
        units[0] = 256 << 10;
        assertThat(ByteTrie.ofUnits(units, 1)).isPresent();
        units[300] = 'x' | 600 << 10;
        assertThat(ByteTrie.ofUnits(units, 1)).isEmpty();
        units[300] = 1 << 31 | 5;
        assertThat(ByteTrie.ofUnits(units, 5)).isEmpty();
    }
}
