package dev.tokenwright.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScriptGroupsTest {
    @Test
    void hanHiraganaAndKatakanaAreOneGroup() {
        int han = ScriptGroups.of(0x4E00);
        assertThat(han).isPositive();
        assertThat(ScriptGroups.of(0x3042)).isEqualTo(han);
        assertThat(ScriptGroups.of(0x30A2)).isEqualTo(han);
        assertThat(ScriptGroups.of(0x30FC)).isEqualTo(han);
    }

    @Test
    void otherScriptsAreGroupsOfTheirOwn() {
        int[] letters = {'a', 0x3B1, 0x430, 0x5D0, 0x627, 0x905, 0xE01, 0x4E00, 0xAC00};
        assertThat(java.util.Arrays.stream(letters).map(ScriptGroups::of))
                .doesNotHaveDuplicates()
                .allMatch(group -> group > ScriptGroups.ANY);
        assertThat(ScriptGroups.of('z')).isEqualTo(ScriptGroups.of(0xE9));
    }

    @Test
    void blanksGoWithEveryScript() {
        assertThat(ScriptGroups.of(' ')).isEqualTo(ScriptGroups.ANY);
    }

    @Test
    void everyCodePointOfASetHasItsGroupAndNoOther() {
        int[] sizes = new int[256];
        for (int codePoint = 0; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
            sizes[ScriptGroups.of(codePoint)]++;
        }
        int total = 0;
        for (String name : UnicodeData.names()) {
            if (name.startsWith("UnicodeScripts: ") && !name.endsWith(": any")) {
                int[] ranges = UnicodeData.required(name).ranges();
                int size = 0;
                for (int index = 0; index < ranges.length; index += 2) {
                    size += ranges[index + 1] - ranges[index] + 1;
                }
                assertThat(sizes[ScriptGroups.of(ranges[0])]).as(name).isEqualTo(size);
                total += size;
            }
        }
        assertThat(sizes[ScriptGroups.ANY]).isEqualTo(Character.MAX_CODE_POINT + 1 - total);
    }
}
