package dev.tokenwright.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenwright.error.LoadException.Kind;
import dev.tokenwright.spec.PatternSpec;
import dev.tokenwright.spec.PrependScheme;
import dev.tokenwright.spec.SplitBehavior;
import dev.tokenwright.spec.SplitSpec;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SplitReaderTest {
    @Test
    void readsEveryType() {
        assertThat(read("{'type': 'BertPreTokenizer'}")).isEqualTo(new SplitSpec.Bert());
        assertThat(read("{'type': 'Whitespace'}")).isEqualTo(new SplitSpec.Whitespace());
        assertThat(read("{'type': 'WhitespaceSplit'}")).isEqualTo(new SplitSpec.WhitespaceSplit());
        assertThat(read("{'type': 'UnicodeScripts'}")).isEqualTo(new SplitSpec.UnicodeScripts());
        assertThat(read("{'type': 'CharDelimiterSplit', 'delimiter': '😀'}"))
                .isEqualTo(new SplitSpec.CharDelimiter(0x1F600));
        assertThat(read("{'type': 'Digits', 'individual_digits': true}")).isEqualTo(new SplitSpec.Digits(true));
        assertThat(read("{'type': 'ByteLevel', 'add_prefix_space': true, 'trim_offsets': false, 'use_regex': false}"))
                .isEqualTo(new SplitSpec.ByteLevel(true, false));
        assertThat(read("{'type': 'Sequence', 'pretokenizers': [{'type': 'Whitespace'}]}"))
                .isEqualTo(new SplitSpec.Sequence(List.of(new SplitSpec.Whitespace())));
    }

    @Test
    void fillsInTheDefaultsOfTheReference() {
        assertThat(read("{'type': 'ByteLevel', 'add_prefix_space': false, 'trim_offsets': true}"))
                .isEqualTo(new SplitSpec.ByteLevel(false, true));
        assertThat(read("{'type': 'Punctuation'}")).isEqualTo(new SplitSpec.Punctuation(SplitBehavior.ISOLATED));
        assertThat(read("{'type': 'FixedLength'}")).isEqualTo(new SplitSpec.FixedLength(5));
        assertThat(metaspace("")).isEqualTo(new SplitSpec.Metaspace('▁', PrependScheme.ALWAYS, true));
    }

    @ParameterizedTest
    @CsvSource({
        "Removed, REMOVED",
        "Isolated, ISOLATED",
        "MergedWithPrevious, MERGED_WITH_PREVIOUS",
        "MergedWithNext, MERGED_WITH_NEXT",
        "Contiguous, CONTIGUOUS"
    })
    void readsEveryBehavior(String name, SplitBehavior behavior) {
        assertThat(read("{'type': 'Split', 'pattern': {'String': '-'}, 'behavior': '" + name + "', 'invert': true}"))
                .isEqualTo(new SplitSpec.Split(new PatternSpec.Literal("-"), behavior, true));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ", 'add_prefix_space': true | ALWAYS | true",
                ", 'add_prefix_space': null, 'split': null, 'str_rep': '▁' | ALWAYS | true",
                ", 'prepend_scheme': 'first', 'split': false | FIRST | false",
                ", 'prepend_scheme': 'never' | NEVER | true",
                ", 'add_prefix_space': true, 'prepend_scheme': 'never' | NEVER | true",
                ", 'add_prefix_space': false, 'prepend_scheme': 'never' | NEVER | true"
            })
    void readsMetaspaceOfEveryAge(String fields, PrependScheme scheme, boolean split) {
        assertThat(metaspace(fields)).isEqualTo(new SplitSpec.Metaspace('▁', scheme, split));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'type': 'Foo'} | UNSUPPORTED | /type | the pre-tokenizer \"Foo\" is not known; known are",
                "{'type': 'Delimiter', 'delimiter': '-'} | UNSUPPORTED | /type | known are BertPreTokenizer, ByteLevel, Char",
                "{'add_prefix_space': true, 'trim_offsets': true} | INVALID | `` | \"type\" is missing",
                "{'type': 'ByteLevel'} | INVALID | `` | \"add_prefix_space\" is missing",
                "{'type': 'ByteLevel', 'add_prefix_space': true, 'trim_offsets': true, 'use_regex': null} | INVALID | /use_regex | found null",
                "{'type': 'Digits'} | INVALID | `` | \"individual_digits\" is missing",
                "{'type': 'CharDelimiterSplit', 'delimiter': '--'} | INVALID | /delimiter | expected one character, found \"--\"",
                "{'type': 'CharDelimiterSplit', 'delimiter': ''} | INVALID | /delimiter | expected one character, found \"\"",
                "{'type': 'FixedLength', 'length': 0} | INVALID | /length | pieces of length 0 would never end",
                "{'type': 'FixedLength', 'length': 1.5} | INVALID | /length | found 1.5",
                "{'type': 'FixedLength', 'length': null} | INVALID | /length | found null",
                "{'type': 'Punctuation', 'behavior': 'isolated'} | UNSUPPORTED | /behavior | the behavior \"isolated\" is not known",
                "{'type': 'Split', 'pattern': {'String': 'a'}, 'behavior': 'Removed'} | INVALID | `` | \"invert\" is missing",
                "{'type': 'Metaspace', 'replacement': '_', 'add_prefix_space': false} | INVALID | /add_prefix_space | prepend_scheme",
                "{'type': 'Metaspace', 'replacement': '_', 'add_prefix_space': false, 'prepend_scheme': 'first'} | INVALID | /add_prefix_space | contradicts",
                "{'type': 'Metaspace', 'replacement': '_', 'prepend_scheme': null} | INVALID | /prepend_scheme | found null",
                "{'type': 'Metaspace', 'replacement': '_', 'prepend_scheme': 'First'} | UNSUPPORTED | /prepend_scheme | known are first, never, always"
            })
    void saysWhatItCannotRead(String json, Kind kind, String pointer, String problem) {
        Documents.assertRefused(Documents.with("pre_tokenizer", json), kind, "/pre_tokenizer" + pointer, problem);
    }

    private static SplitSpec metaspace(String fields) {
        return read("{'type': 'Metaspace', 'replacement': '▁'" + fields + "}");
    }

    private static SplitSpec read(String json) {
        return Documents.load(Documents.with("pre_tokenizer", json)).splitter().orElseThrow();
    }
}
