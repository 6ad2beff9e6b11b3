package dev.tokenwright.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenwright.error.LoadException.Kind;
import dev.tokenwright.error.Place;
import dev.tokenwright.spec.ByteString;
import dev.tokenwright.spec.NormalizerSpec;
import dev.tokenwright.spec.NormalizerSpec.Unicode.Form;
import dev.tokenwright.spec.PatternSpec;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalizerReaderTest {
    @Test
    void readsEveryType() {
        assertThat(read("{'type': 'NFC'}")).isEqualTo(new NormalizerSpec.Unicode(Form.NFC));
        assertThat(read("{'type': 'NFD'}")).isEqualTo(new NormalizerSpec.Unicode(Form.NFD));
        assertThat(read("{'type': 'NFKC'}")).isEqualTo(new NormalizerSpec.Unicode(Form.NFKC));
        assertThat(read("{'type': 'NFKD'}")).isEqualTo(new NormalizerSpec.Unicode(Form.NFKD));
        assertThat(read("{'type': 'Lowercase'}")).isEqualTo(new NormalizerSpec.Lowercase());
        assertThat(read("{'type': 'StripAccents'}")).isEqualTo(new NormalizerSpec.StripAccents());
        assertThat(read("{'type': 'Nmt'}")).isEqualTo(new NormalizerSpec.Nmt());
        assertThat(read("{'type': 'ByteLevel'}")).isEqualTo(new NormalizerSpec.ByteLevel());
        assertThat(read("{'type': 'Strip', 'strip_left': true, 'strip_right': false}"))
                .isEqualTo(new NormalizerSpec.Strip(true, false));
        assertThat(read("{'type': 'Prepend', 'prepend': '▁'}")).isEqualTo(new NormalizerSpec.Prepend("▁"));
        assertThat(read("{'type': 'Replace', 'pattern': {'String': ' '}, 'content': '▁'}"))
                .isEqualTo(new NormalizerSpec.Replace(new PatternSpec.Literal(" "), "▁"));
        assertThat(read("{'type': 'Precompiled', 'precompiled_charsmap': 'AQID'}"))
                .isEqualTo(new NormalizerSpec.Precompiled(ByteString.copyOf(new byte[] {1, 2, 3})));
        assertThat(read("{'type': 'Sequence', 'normalizers': [{'type': 'NFC'}, {'type': 'Lowercase'}]}"))
                .isEqualTo(new NormalizerSpec.Sequence(
                        List.of(new NormalizerSpec.Unicode(Form.NFC), new NormalizerSpec.Lowercase())));
    }

    @Test
    void remembersWhereARegexIs() {
        assertThat(read("{'type': 'Replace', 'pattern': {'Regex': ' +'}, 'content': ''}"))
                .isEqualTo(new NormalizerSpec.Replace(
                        new PatternSpec.Regex(
                                " +",
                                PatternSpec.Dialect.ONIGURUMA,
                                new Place("t.json", "/normalizer/pattern/Regex", 74)),
                        ""));
    }

    @Test
    void readsBertByBothNames() {
        String fields = "'clean_text': true, 'handle_chinese_chars': false, 'lowercase': true";
        NormalizerSpec.Bert expected = new NormalizerSpec.Bert(true, false, Optional.empty(), true);
        assertThat(read("{'type': 'BertNormalizer', " + fields + "}")).isEqualTo(expected);
        assertThat(read("{'type': 'Bert', 'strip_accents': null, " + fields + "}"))
                .isEqualTo(expected);
        assertThat(read("{'type': 'Bert', 'strip_accents': false, " + fields + "}"))
                .isEqualTo(new NormalizerSpec.Bert(true, false, Optional.of(false), true));
    }

    @Test
    void tellsTheTypeByTheFieldsWhereItIsMissing() {
        assertThat(read("{'strip_left': false, 'strip_right': true}")).isEqualTo(new NormalizerSpec.Strip(false, true));
        assertThat(read("{'prepend': 'x'}")).isEqualTo(new NormalizerSpec.Prepend("x"));
        assertThat(read("{'pattern': {'String': 'a'}, 'content': 'b'}"))
                .isEqualTo(new NormalizerSpec.Replace(new PatternSpec.Literal("a"), "b"));
        assertThat(read("{'normalizers': []}")).isEqualTo(new NormalizerSpec.Sequence(List.of()));
        assertThat(read("{'precompiled_charsmap': ''}"))
                .isEqualTo(new NormalizerSpec.Precompiled(ByteString.copyOf(new byte[0])));
        assertThat(read("{'clean_text': true, 'handle_chinese_chars': true, 'lowercase': false}"))
                .isEqualTo(new NormalizerSpec.Bert(true, true, Optional.empty(), false));
    }

    @Test
    void mayBeAbsent() {
        assertThat(Documents.load(Documents.with("normalizer", "null")).normalizer())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'type': 'Foo'} | UNSUPPORTED | /type | the normalizer \"Foo\" is not known; known are BertNormalizer,",
                "{} | INVALID | `` | \"type\" is missing",
                "'NFC' | INVALID | `` | expected an object, found a string",
                "{'type': 'NFC', 'x': 1} | UNSUPPORTED | /x | the field is not known",
                "{'type': 'Strip', 'strip_left': true} | INVALID | `` | \"strip_right\" is missing",
                "{'type': 'Strip', 'strip_left': 1, 'strip_right': true} | INVALID | /strip_left | expected true or false",
                "{'type': 'Replace', 'pattern': 'a', 'content': ''} | INVALID | /pattern | expected an object, found a",
                "{'type': 'Replace', 'pattern': {'Glob': 'a'}, 'content': ''} | UNSUPPORTED | /pattern | a pattern must be",
                "{'type': 'Replace', 'pattern': {'Regex': 'a', 'String': 'b'}, 'content': ''} | UNSUPPORTED | /pattern/Regex | not known",
                "{'type': 'Precompiled', 'precompiled_charsmap': '*'} | INVALID | /precompiled_charsmap | not base64",
                "{'type': 'Sequence', 'normalizers': [{'type': 'NFC'}, {'type': 'X'}]} | UNSUPPORTED | /normalizers/1/type | \"X\""
            })
    void saysWhatItCannotRead(String json, Kind kind, String pointer, String problem) {
        Documents.assertRefused(Documents.with("normalizer", json), kind, "/normalizer" + pointer, problem);
    }

    private static NormalizerSpec read(String json) {
        return Documents.load(Documents.with("normalizer", json)).normalizer().orElseThrow();
    }
}
