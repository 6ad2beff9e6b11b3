package dev.tokenwright.testkit.twin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenwright.Tokenizer;
import dev.tokenwright.error.UnencodableTextException;
import dev.tokenwright.load.ByteLevelOptions;
import dev.tokenwright.load.TokenizerFiles;
import dev.tokenwright.testkit.random.RandomTexts;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Numbers are read as {@link PlainNumbers} does, and bytes are bytes. */
class NumbersTwinTest {
    private static final Tokenizer NUMBERS = Tokenizer.of(TokenizerFiles.numbers(100));

    @Test
    void textsOfNumbersGiveWhatTheTwinGives() {
        for (int seed = 0; seed < 20_000; seed++) {
            RandomTexts random = new RandomTexts(seed);
            String text = random.of(random.coin() ? "0123 " : "01_+- \n\u001Ca", random.below(9));
            Optional<List<Integer>> expected = PlainNumbers.ids(text);
            assertThat(ids(text)).as("seed %d, \"%s\"", seed, text).isEqualTo(expected);
        }
    }

    private static Optional<List<Integer>> ids(String text) {
        try {
            return Optional.of(Arrays.stream(NUMBERS.encode(text)).boxed().toList());
        } catch (UnencodableTextException e) {
            return Optional.empty();
        }
    }

    @Test
    void whatIsNoNumberIsRefusedWithTheWayToWriteIt() {
        assertThatThrownBy(() -> NUMBERS.encode("1 abc"))
                .isInstanceOf(UnencodableTextException.class)
                .hasMessage("\"abc\" is not a number. Write ids with single blanks between them, such as \"1 2 3\"");
        assertThatThrownBy(() -> NUMBERS.encode("2147483648"))
                .hasMessage("The number \"2147483648\" does not fit an id, which is at most 2147483647");
    }

    @Test
    void byteLevelIdsAreTheBytesOfTheText() {
        Tokenizer bytes = Tokenizer.of(TokenizerFiles.byteLevel(ByteLevelOptions.DEFAULT));
        for (int seed = 0; seed < 2000; seed++) {
            String text = new RandomTexts(seed).next(10);
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            int[] ids = bytes.encode(text);
            assertThat(ids).as("seed %d", seed).hasSize(utf8.length);
            for (int index = 0; index < ids.length; index++) {
                assertThat(ids[index]).isEqualTo(utf8[index] & 0xFF);
            }
        }
    }
}
