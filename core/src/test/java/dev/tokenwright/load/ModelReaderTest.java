package dev.tokenwright.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenwright.error.LoadException.Kind;
import dev.tokenwright.spec.MergeSpec;
import dev.tokenwright.spec.ModelSpec;
import dev.tokenwright.spec.TokenizerSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelReaderTest {
    private static final String VOCAB = "'vocab': {'a': 0, 'b': 1, 'ab': 2}";

    @Test
    void readsBpeWithItsDefaults() {
        ModelSpec.Bpe bpe = (ModelSpec.Bpe) read(Documents.BPE);
        assertThat(bpe.vocabulary().size()).isEqualTo(3);
        assertThat(bpe.vocabulary().id("ab")).isEqualTo(2);
        assertThat(bpe.alphabet()).isEqualTo(ModelSpec.Alphabet.TEXT);
        assertThat(bpe.unknownToken()).isEmpty();
        assertThat(bpe.fuseUnknown()).isFalse();
        assertThat(bpe.byteFallback()).isFalse();
        assertThat(bpe.ignoreMerges()).isFalse();
        assertThat(bpe.continuingSubwordPrefix()).isEmpty();
        assertThat(bpe.endOfWordSuffix()).isEmpty();
    }

    @Test
    void readsEveryFieldOfBpe() {
        ModelSpec.Bpe bpe = (ModelSpec.Bpe) read("{'type': 'BPE', 'dropout': null, 'unk_token': 'a', 'fuse_unk': true,"
                + " 'byte_fallback': true, 'ignore_merges': true, 'continuing_subword_prefix': '#',"
                + " 'end_of_word_suffix': '</w>', 'vocab': {'a': 0, '#b': 5, 'ab': 2}, 'merges': [['a', '#b']]}");
        assertThat(bpe.unknownToken()).contains("a");
        assertThat(bpe.fuseUnknown()).isTrue();
        assertThat(bpe.byteFallback()).isTrue();
        assertThat(bpe.ignoreMerges()).isTrue();
        assertThat(bpe.continuingSubwordPrefix()).contains("#");
        assertThat(bpe.endOfWordSuffix()).contains("</w>");
        assertThat(merges(bpe)).isEqualTo("0+5=2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"['a b']", "['#version: 0.2', 'a b']", "[['a', 'b']]", "[ [\"a\" , \"b\"] ]", "['\\u0061 b']"})
    void readsMergesInEveryForm(String merges) {
        assertThat(merges((ModelSpec.Bpe) read("{'merges': " + merges + ", " + VOCAB + "}")))
                .isEqualTo("0+1=2");
    }

    @Test
    void keepsAMergeThatStandsTwice() {
        assertThat(merges((ModelSpec.Bpe) read("{'merges': ['a b', 'a b'], " + VOCAB + "}")))
                .isEqualTo("0+1=2 0+1=2");
    }

    @Test
    void acceptsMergesWithAnEmptyPartAsTheReferenceDoes() {
        ModelSpec.Bpe bpe = (ModelSpec.Bpe) read("{'merges': [['', 'a']], 'vocab': {'': 3, 'a': 0}}");
        assertThat(merges(bpe)).isEqualTo("3+0=0");
    }

    @Test
    void switchesDropoutOffAndSaysSo() {
        TokenizerSpec spec = Documents.load(Documents.model("{'dropout': 0.1, 'merges': [], " + VOCAB + "}"));
        assertThat(spec.origin().notes()).containsExactly("dropout 0.1 is switched off: encoding is deterministic");
    }

    @Test
    void readsWordPieceAndWordLevel() {
        String wordPiece =
                "'unk_token': 'a', 'continuing_subword_prefix': '##', 'max_input_chars_per_word': 9, " + VOCAB;
        for (String json : new String[] {"{'type': 'WordPiece', " + wordPiece + "}", "{" + wordPiece + "}"}) {
            ModelSpec.WordPiece model = (ModelSpec.WordPiece) read(json);
            assertThat(model.unknownToken()).isEqualTo("a");
            assertThat(model.continuingSubwordPrefix()).isEqualTo("##");
            assertThat(model.maxInputCharsPerWord()).isEqualTo(9);
        }
        for (String type : new String[] {"'type': 'WordLevel', ", ""}) {
            ModelSpec.WordLevel model = (ModelSpec.WordLevel) read("{" + type + "'unk_token': '?', " + VOCAB + "}");
            assertThat(model.unknownToken()).isEqualTo("?");
            assertThat(model.vocabulary().size()).isEqualTo(3);
        }
    }

    @Test
    void readsUnigram() {
        for (String type : new String[] {"'type': 'Unigram', ", ""}) {
            ModelSpec.Unigram model =
                    (ModelSpec.Unigram) read("{" + type + "'unk_id': 1, 'vocab': [['a', 0], ['b', -1.5e1]]}");
            assertThat(model.vocabulary().id("b")).isEqualTo(1);
            assertThat(model.scores().size()).isEqualTo(2);
            assertThat(model.scores().of(1)).isEqualTo(-15.0);
            assertThat(model.unknownId()).hasValue(1);
            assertThat(model.byteFallback()).isFalse();
        }
        assertThat(((ModelSpec.Unigram) read("{'vocab': []}")).unknownId()).isEmpty();
    }

    @Test
    void givesAPieceThatStandsTwiceItsLastId() {
        ModelSpec.Unigram model = (ModelSpec.Unigram) read("{'vocab': [['a', 0], ['b', -1], ['a', -2]]}");
        assertThat(model.vocabulary().size()).isEqualTo(3);
        assertThat(model.vocabulary().id("a")).isEqualTo(2);
        assertThat(model.vocabulary().text(0)).isEqualTo("a");
    }

    @Test
    void namesTheMergeWhosePartIsMissing() {
        assertThat(Documents.failure("{'model': {'type': 'BPE', 'vocab': {'a': 0}, 'merges': ['Ġthe a']}}"))
                .hasMessageMatching(
                        "t\\.json at /model/merges/0 \\(byte \\d+\\): left part \"Ġthe\" is not in /model/vocab"
                                + " \\(1 entries\\)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'type': 'Foo', 'vocab': {}} | UNSUPPORTED | /type | the model \"Foo\" is not known; known are BPE, Unigram",
                "{'type': null, 'vocab': {}} | INVALID | /type | expected a string, found null",
                "{'type': 'BPE', 'vocab': {}} | INVALID | `` | \"merges\" is missing",
                "{'type': 'BPE', 'merges': []} | INVALID | `` | \"vocab\" is missing",
                "{'type': 'BPE', 'vocab': {}, 'merges': [], 'x': 0} | UNSUPPORTED | /x | the field is not known",
                "{'vocab': {'a': 0, 'b': 1}, 'merges': ['a c']} | INVALID | /merges/0 | right part \"c\" is not in /model/vocab (2 entries)",
                "{'vocab': {'a': 0, 'b': 1}, 'merges': ['a b']} | INVALID | /merges/0 | joined part \"ab\" is not in /model/vocab",
                "{'vocab': {'a': 0}, 'merges': ['a  a']} | INVALID | /merges/0 | expected two tokens with one blank between them",
                "{'vocab': {'a': 0}, 'merges': ['aa']} | INVALID | /merges/0 | expected two tokens with one blank",
                "{'vocab': {'a': 0}, 'merges': [['a', 'a', 'a']]} | INVALID | /merges/0 | expected two tokens",
                "{'vocab': {'a': 0}, 'merges': [['a', 1]]} | INVALID | /merges/0 | expected two tokens",
                "{'vocab': {'a': 0, 'aa': 1}, 'merges': [['a', 'a'], 'a a']} | INVALID | /merges/1 | a pair of tokens like the first",
                "{'vocab': {'a': 0, 'aa': 1}, 'merges': ['a a', ['a', 'a']]} | INVALID | /merges/1 | a text like the first",
                "{'vocab': {'a': 0}, 'merges': 3} | INVALID | /merges | expected an array, found a number",
                "{'vocab': {'a': 0}, 'merges': ['a a'], 'continuing_subword_prefix': '##'} | INVALID | /merges/0 | shorter than the",
                "{'vocab': {}, 'merges': [], 'dropout': 2.0} | INVALID | /dropout | dropout must be from 0 to 1, found 2.0",
                "{'vocab': {'a': 0, 'b': 0}, 'merges': []} | INVALID | /vocab/b | id 0 is taken by another token",
                "{'vocab': {'a': 0, 'a': 1}, 'merges': []} | INVALID | /vocab/a | the token stands here for the second time",
                "{'vocab': {'a/~': -1}, 'merges': []} | INVALID | /vocab/a~1~0 | must not be negative, found -1",
                "{'vocab': {'a': 1.0}, 'merges': []} | INVALID | /vocab/a | a token id must be a whole number",
                "{'vocab': {'a': -0}, 'merges': []} | INVALID | /vocab/a | a token id must be a whole number",
                "{'vocab': {'a': 1e2}, 'merges': []} | INVALID | /vocab/a | a token id must be a whole number",
                "{'vocab': {'a': '1'}, 'merges': []} | INVALID | /vocab/a | expected a token id",
                "{'vocab': {'a': 4000000000}, 'merges': []} | LIMIT | /vocab/a | id 4000000000 is above the limit of 1048575",
                "{'vocab': {'a': 16777215}, 'merges': []} | LIMIT | /vocab/a | for a file of",
                "{'vocab': [], 'merges': []} | INVALID | /vocab | expected an object, found an array",
                "{'type': 'WordPiece', 'unk_token': 'a', 'continuing_subword_prefix': '#', 'vocab': {}} | INVALID | `` | \"max_input_chars_per_word\" is missing",
                "{'type': 'WordLevel', 'vocab': {}} | INVALID | `` | \"unk_token\" is missing",
                "{'type': 'Unigram', 'vocab': [['a', 0]], 'unk_id': 1} | INVALID | /unk_id | unk_id 1 is not in the vocabulary of 1 tokens",
                "{'type': 'Unigram', 'vocab': [], 'unk_id': 0} | INVALID | /unk_id | not in the vocabulary of 0 tokens",
                "{'type': 'Unigram', 'vocab': [['a', 0]], 'byte_fallback': null} | INVALID | /byte_fallback | found null",
                "{'type': 'Unigram', 'vocab': [['a', 0], ['b']]} | INVALID | /vocab/1 | expected a score after the token",
                "{'type': 'Unigram', 'vocab': [['a', '0']]} | INVALID | /vocab/0 | expected a score after the token",
                "{'type': 'Unigram', 'vocab': [[0, 0]]} | INVALID | /vocab/0 | expected a token in quotes",
                "{'type': 'Unigram', 'vocab': [['a', 0, 1]]} | INVALID | /vocab/0 | expected nothing after the score",
                "{'type': 'Unigram', 'vocab': {'a': 0}} | INVALID | /vocab | expected an array, found an object",
                "{'type': 'Unigram', 'vocab': [['a', 1e999]]} | MALFORMED | /vocab/0/1 | number out of the range"
            })
    void saysWhatItCannotRead(String json, Kind kind, String pointer, String problem) {
        Documents.assertRefused(Documents.model(json), kind, "/model" + pointer, problem);
    }

    private static String merges(ModelSpec.Bpe bpe) {
        MergeSpec.Listed merges = (MergeSpec.Listed) bpe.merges();
        StringBuilder text = new StringBuilder();
        for (int rank = 0; rank < merges.size(); rank++) {
            text.append(rank == 0 ? "" : " ")
                    .append(merges.leftId(rank))
                    .append('+')
                    .append(merges.rightId(rank))
                    .append('=')
                    .append(merges.mergedId(rank));
        }
        return text.toString();
    }

    private static ModelSpec read(String json) {
        return Documents.load(Documents.model(json)).model();
    }
}
