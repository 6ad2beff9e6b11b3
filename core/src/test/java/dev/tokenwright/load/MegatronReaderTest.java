package dev.tokenwright.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenwright.error.LoadException.Kind;
import dev.tokenwright.spec.AddedToken;
import dev.tokenwright.spec.DecoderSpec;
import dev.tokenwright.spec.ModelSpec;
import dev.tokenwright.spec.TokenizerSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MegatronReaderTest {
    private static final MegatronOptions OPTIONS = MegatronOptions.DEFAULT
            .withSpecialTokens(9, MegatronOptions.DEFAULT.specialTokens())
            .withVocabSize(266);

    @TempDir
    Path folder = Path.of("");

    @Test
    void putsSpecialTokensBeforeTheVocabulary() throws IOException {
        Path file = Files.write(folder.resolve("v.json"), Documents.bytes(RankedVocabularies.array("ab", "cd")));
        TokenizerSpec spec = TokenizerFiles.megatronTiktoken(file, OPTIONS);
        assertThat(spec.model().vocabulary().size()).isEqualTo(257);
        assertThat(spec.model().vocabulary().id("ab")).isEqualTo(265);
        assertThat(spec.addedTokens()).hasSize(9);
        assertThat(spec.addedTokens().get(1)).isEqualTo(AddedToken.control(1, "<s>"));
        assertThat(spec.addedTokens().get(8)).isEqualTo(AddedToken.control(8, "<SPECIAL_8>"));
        assertThat(spec.decoder()).contains(new DecoderSpec.Bytes(DecoderSpec.Joining.NONE));
    }

    @Test
    void tellsItsVocabulariesFromOtherArrays() {
        assertThat(looksLike(RankedVocabularies.array())).isTrue();
        assertThat(looksLike("[]")).isFalse();
        assertThat(looksLike("[1]")).isFalse();
        assertThat(looksLike("[{'rank': 0}]")).isFalse();
        assertThat(looksLike("{}")).isFalse();
    }

    private static boolean looksLike(String document) {
        return RankedTokenArray.looksLike(dev.tokenwright.wire.JsonNode.parse(Documents.bytes(document), "v.json"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`{}` | INVALID | `` | expected an array, found an object",
                "`[]` | INVALID | `` | has 0 tokens, but 257 are asked for",
            })
    void saysWhatIsWrong(String document, Kind kind, String pointer, String problem) {
        RankedVocabularies.assertRefused(
                () -> TokenizerFiles.megatronTiktoken(Documents.bytes(document), "v.json", OPTIONS),
                kind,
                pointer,
                problem);
    }

    @Test
    void refusesSpecialTokensAsMegatronDoes() {
        List<String> required = MegatronOptions.DEFAULT.specialTokens();
        assertThatThrownBy(() -> OPTIONS.withSpecialTokens(6, required))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("7 special tokens, 6 ids for them");
        assertThatThrownBy(() -> OPTIONS.withSpecialTokens(266, required)).hasMessageContaining("do not fit");
        assertThatThrownBy(() -> OPTIONS.withSpecialTokens(9, List.of("<unk>"))).hasMessageContaining("must include");
        List<String> twice = new java.util.ArrayList<>(required);
        twice.add("<SPECIAL_8>");
        assertThatThrownBy(() -> OPTIONS.withSpecialTokens(9, twice)).hasMessageContaining("must differ");
    }

    @Test
    void givesByteLevelSpecialTokensIdsFromTheEnd() {
        TokenizerSpec spec =
                TokenizerFiles.byteLevel(ByteLevelOptions.of(300, OptionalInt.of(3), 0, 1, List.of("<a>", "<b>")));
        ModelSpec.Bytes model = (ModelSpec.Bytes) spec.model();
        assertThat(model.firstSpecialId()).isEqualTo(300);
        assertThat(model.idLimit()).isEqualTo(302);
        assertThat(model.namedIds().bos()).hasValue(3);
        assertThat(spec.addedTokens())
                .containsExactly(AddedToken.reserved(301, "<a>"), AddedToken.reserved(300, "<b>"));
        assertThatThrownBy(() -> ByteLevelOptions.of(255, OptionalInt.empty(), 0, 1, List.of()))
                .hasMessage("vocabSize must be from 256 to 16777215: 255");
        assertThatThrownBy(() -> ByteLevelOptions.of(256, OptionalInt.empty(), 0, 1, List.of("a", "a")))
                .hasMessage("special tokens must differ and not be empty: [a, a]");
    }

    @Test
    void givesNumbersOneIdMoreThanAskedFor() {
        assertThat(TokenizerFiles.numbers(10).model().idLimit()).isEqualTo(11);
        assertThatThrownBy(() -> TokenizerFiles.numbers(-1)).hasMessage("vocabSize must be from 0 to 16777215: -1");
    }
}
