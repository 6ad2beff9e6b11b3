package dev.tokenwright.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenwright.error.LoadException.Kind;
import dev.tokenwright.spec.FrameSpec;
import dev.tokenwright.spec.FrameSpec.NamedToken;
import dev.tokenwright.spec.FrameSpec.Part;
import dev.tokenwright.spec.FrameSpec.Piece;
import dev.tokenwright.spec.FrameSpec.TemplateToken;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameReaderTest {
    private static final String TOKENS = "'sep': ['b', 1], 'cls': ['a', 0]";

    @Test
    void readsEveryType() {
        assertThat(read("{'type': 'BertProcessing', " + TOKENS + "}"))
                .isEqualTo(new FrameSpec.Bert(new NamedToken("b", 1), new NamedToken("a", 0)));
        assertThat(read("{'type': 'RobertaProcessing', 'trim_offsets': true, 'add_prefix_space': false, " + TOKENS
                        + "}"))
                .isEqualTo(new FrameSpec.Roberta(new NamedToken("b", 1), new NamedToken("a", 0), true, false));
        assertThat(read("{'type': 'ByteLevel', 'add_prefix_space': true, 'trim_offsets': false}"))
                .isEqualTo(new FrameSpec.ByteLevel(false, true));
        assertThat(read("{'type': 'Sequence', 'processors': []}")).isEqualTo(new FrameSpec.Sequence(List.of()));
        assertThat(read("{'type': 'TemplateProcessing', 'single': [{'SpecialToken': {'id': 'S', 'type_id': 3}},"
                        + "{'Sequence': {'id': 'A', 'type_id': 0}}], 'pair': [{'Sequence': {'id': 'B', 'type_id': 1}}],"
                        + " 'special_tokens': {'S': {'id': 'S', 'ids': [0, 1], 'tokens': ['a', 'b']}}}"))
                .isEqualTo(new FrameSpec.Template(
                        List.of(new Piece.Special("S", 3), new Piece.Text(Part.FIRST, 0)),
                        List.of(new Piece.Text(Part.SECOND, 1)),
                        Map.of("S", new TemplateToken(List.of(0, 1), List.of("a", "b")))));
    }

    @Test
    void tellsTheTypeByTheFieldsWhereItIsMissing() {
        assertThat(read("{" + TOKENS + "}")).isInstanceOf(FrameSpec.Bert.class);
        assertThat(read("{'trim_offsets': true, 'add_prefix_space': true, " + TOKENS + "}"))
                .isInstanceOf(FrameSpec.Roberta.class);
        assertThat(read("{'single': [], 'pair': [], 'special_tokens': {}}")).isInstanceOf(FrameSpec.Template.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'type': 'Foo'} | UNSUPPORTED | /type | the post-processor \"Foo\" is not known",
                "{'add_prefix_space': true, 'trim_offsets': true} | INVALID | `` | \"type\" is missing",
                "{'type': 'BertProcessing', 'sep': ['b', 1]} | INVALID | `` | \"cls\" is missing",
                "{'type': 'BertProcessing', 'sep': ['b'], 'cls': ['a', 0]} | INVALID | /sep | expected a token and its id",
                "{'type': 'BertProcessing', 'sep': ['b', -1], 'cls': ['a', 0]} | INVALID | /sep/1 | found -1",
                "{'type': 'RobertaProcessing', 'sep': ['b', 1], 'cls': ['a', 0]} | INVALID | `` | \"trim_offsets\" is missing",
                "{'type': 'TemplateProcessing', 'single': '$A', 'pair': [], 'special_tokens': {}} | INVALID | /single | expected an array",
                "{'type': 'TemplateProcessing', 'single': ['$A'], 'pair': [], 'special_tokens': {}} | INVALID | /single/0 | expected an object",
                "{'type': 'TemplateProcessing', 'single': [{'Foo': {}}], 'pair': [], 'special_tokens': {}} | UNSUPPORTED | /single/0 | a template piece",
                "{'type': 'TemplateProcessing', 'single': [{'SpecialToken': {'id': 'S', 'type_id': 0}}], 'pair': [], 'special_tokens': {}} | INVALID | /single/0/SpecialToken/id | \"S\" is not in special_tokens",
                "{'type': 'TemplateProcessing', 'single': [{'Sequence': {'id': 'B', 'type_id': 0}}], 'pair': [], 'special_tokens': {}} | INVALID | /single | a single text has only A",
                "{'type': 'TemplateProcessing', 'single': [{'Sequence': {'id': 'C', 'type_id': 0}}], 'pair': [], 'special_tokens': {}} | UNSUPPORTED | /single/0/Sequence/id | known are A, B",
                "{'type': 'TemplateProcessing', 'single': [], 'pair': [], 'special_tokens': {'S': {'id': 'S', 'ids': [1, 2], 'tokens': ['a']}}} | INVALID | /special_tokens/S/ids | 2 ids for 1 tokens"
            })
    void saysWhatItCannotRead(String json, Kind kind, String pointer, String problem) {
        Documents.assertRefused(Documents.with("post_processor", json), kind, "/post_processor" + pointer, problem);
    }

    private static FrameSpec read(String json) {
        return Documents.load(Documents.with("post_processor", json)).frame().orElseThrow();
    }
}
