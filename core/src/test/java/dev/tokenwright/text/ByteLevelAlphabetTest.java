package dev.tokenwright.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ByteLevelAlphabetTest {
    @Test
    void everyByteHasItsOwnCharacterAndComesBack() {
        Set<Integer> characters = new HashSet<>();
        for (int value = 0; value < 256; value++) {
            int character = ByteLevelAlphabet.character((byte) value);
            characters.add(character);
            assertThat(ByteLevelAlphabet.contains(character)).isTrue();
            assertThat(ByteLevelAlphabet.toByte(character)).isEqualTo((byte) value);
        }
        assertThat(characters).hasSize(256);
        assertThat(ByteLevelAlphabet.character((byte) ' ')).isEqualTo(0x120);
        assertThat(ByteLevelAlphabet.character((byte) '\n')).isEqualTo(0x10A);
        assertThat(ByteLevelAlphabet.character((byte) 0xAD)).isEqualTo(0x143);
    }

    @Test
    void nothingElseIsInTheAlphabet() {
        for (int codePoint = -1; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
            boolean expected = codePoint >= '!' && codePoint <= '~'
                    || codePoint >= 0xA1 && codePoint <= 0x143 && codePoint != 0xAD;
            assertThat(ByteLevelAlphabet.contains(codePoint) == expected)
                    .as("U+%04X", codePoint)
                    .isTrue();
        }
    }

    @Test
    void bytesWrittenAreReadBack() {
        byte[] all = new byte[256];
        for (int value = 0; value < 256; value++) {
            all[value] = (byte) value;
        }
        AlignedText source = new AlignedText();
        source.clear(AlignedText.Tracking.BYTES);
        source.appendOriginal(all, 0, all.length);
        AlignedText target = new AlignedText();
        target.clear(AlignedText.Tracking.BYTES);
        ByteLevelAlphabet.write(source, 0, source.length(), target);
        byte[] back = new byte[target.length()];
        int length = ByteLevelAlphabet.read(target.bytes(), 0, target.length(), back);
        assertThat(Arrays.copyOf(back, length)).containsExactly(all);
        assertThat(target.originStart(target.length() - 1)).isEqualTo(255);
    }

    @Test
    void otherCharactersAreNotRead() {
        byte[] text = "a b".getBytes(StandardCharsets.UTF_8);
        assertThat(ByteLevelAlphabet.read(text, 0, text.length, new byte[text.length]))
                .isEqualTo(-1);
    }
}
