package dev.tokenwright.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenwright.error.LoadException.Kind;
import dev.tokenwright.spec.DecoderSpec;
import dev.tokenwright.spec.PatternSpec;
import dev.tokenwright.spec.PrependScheme;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecoderReaderTest {
    @Test
    void readsEveryType() {
        assertThat(read("{'type': 'ByteFallback'}")).isEqualTo(new DecoderSpec.ByteFallback());
        assertThat(read("{'type': 'Fuse'}")).isEqualTo(new DecoderSpec.Fuse());
        assertThat(read("{'type': 'BPEDecoder', 'suffix': '</w>'}")).isEqualTo(new DecoderSpec.Bpe("</w>"));
        assertThat(read("{'type': 'ByteLevel', 'add_prefix_space': true, 'trim_offsets': true}"))
                .isEqualTo(new DecoderSpec.ByteLevel());
        assertThat(read("{'type': 'WordPiece', 'prefix': '##', 'cleanup': true}"))
                .isEqualTo(new DecoderSpec.WordPiece("##", true));
        assertThat(read("{'type': 'Metaspace', 'replacement': '▁', 'add_prefix_space': true}"))
                .isEqualTo(new DecoderSpec.Metaspace('▁', PrependScheme.ALWAYS));
        assertThat(read("{'type': 'CTC', 'pad_token': '_', 'word_delimiter_token': '|', 'cleanup': false}"))
                .isEqualTo(new DecoderSpec.Ctc("_", "|", false));
        assertThat(read("{'type': 'Strip', 'content': ' ', 'start': 1, 'stop': 0}"))
                .isEqualTo(new DecoderSpec.Strip(' ', 1, 0));
        assertThat(read("{'type': 'Replace', 'pattern': {'String': '▁'}, 'content': ' '}"))
                .isEqualTo(new DecoderSpec.Replace(new PatternSpec.Literal("▁"), " "));
        assertThat(read("{'type': 'Sequence', 'decoders': [{'type': 'Fuse'}]}"))
                .isEqualTo(new DecoderSpec.Sequence(List.of(new DecoderSpec.Fuse())));
    }

    @Test
    void tellsTheTypeByTheFieldsWhereItIsMissing() {
        assertThat(read("{'suffix': 'x'}")).isEqualTo(new DecoderSpec.Bpe("x"));
        assertThat(read("{'prefix': 'x', 'cleanup': false}")).isEqualTo(new DecoderSpec.WordPiece("x", false));
        assertThat(read("{'pad_token': 'p', 'word_delimiter_token': 'd', 'cleanup': true}"))
                .isEqualTo(new DecoderSpec.Ctc("p", "d", true));
        assertThat(read("{'content': 'c', 'start': 0, 'stop': 2}")).isEqualTo(new DecoderSpec.Strip('c', 0, 2));
        assertThat(read("{'content': 'c', 'pattern': {'String': 'a'}}"))
                .isEqualTo(new DecoderSpec.Replace(new PatternSpec.Literal("a"), "c"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'type': 'Foo'} | UNSUPPORTED | /type | the decoder \"Foo\" is not known; known are BPEDecoder, ByteFallback",
                "{} | INVALID | `` | \"type\" is missing",
                "{'type': 'Fuse', 'x': 1} | UNSUPPORTED | /x | the field is not known",
                "{'type': 'ByteLevel'} | INVALID | `` | \"add_prefix_space\" is missing",
                "{'type': 'CTC', 'pad_token': '_', 'word_delimiter_token': '+'} | INVALID | `` | \"cleanup\" is missing",
                "{'type': 'Strip', 'content': ' ', 'start': -1, 'stop': 0} | INVALID | /start | found -1",
                "{'replacement': '_', 'add_prefix_space': true} | INVALID | `` | \"type\" is missing"
            })
    void saysWhatItCannotRead(String json, Kind kind, String pointer, String problem) {
        Documents.assertRefused(Documents.with("decoder", json), kind, "/decoder" + pointer, problem);
    }

    private static DecoderSpec read(String json) {
        return Documents.load(Documents.with("decoder", json)).decoder().orElseThrow();
    }
}
