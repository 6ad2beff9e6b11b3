package dev.tokenwright.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tokenwright.error.LoadException;
import dev.tokenwright.error.LoadException.Kind;
import dev.tokenwright.spec.SpecialTokens;
import dev.tokenwright.spec.TokenizerSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Errors, hostile files and mutations; what comes out of good files is compared with the reference in the test kit. */
class FastDirectoryTest {
    private static final String CONFIG = "tokenizer_config.json";

    @TempDir
    Path folder = Path.of("");

    @BeforeEach
    void writeTokenizer() throws IOException {
        write("tokenizer.json", Documents.model(Documents.BPE));
    }

    @Test
    void aFileThatIsNamedItselfIsLoadedAlone() throws IOException {
        write(CONFIG, "{'eos_token': '<eos>'}");
        assertThat(TokenizerFiles.load(folder.resolve("tokenizer.json")).addedTokens())
                .isEmpty();
        assertThat(TokenizerFiles.load(folder).defaults().specialTokens().token("eos"))
                .contains(new SpecialTokens.Named("<eos>", 3));
    }

    @Test
    void readsTheIdsThatEndAReply() throws IOException {
        write(CONFIG, "{}");
        write("generation_config.json", "{'eos_token_id': [2, 1, 2]}");
        assertThat(TokenizerFiles.load(folder).defaults().stopIds()).containsExactly(2, 1);
        write("generation_config.json", "{'eos_token_id': 0}");
        assertThat(TokenizerFiles.load(folder).defaults().stopIds()).containsExactly(0);
        write("generation_config.json", "{'eos_token_id': 'x'}");
        assertThat(failure().place().pointer()).isEqualTo("/eos_token_id");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'tokenizer_class': 'MarianTokenizer'}",
                "{'tokenizer_class': 'NobodysTokenizer'}",
                "{'auto_map': {'AutoTokenizer': ['x.Y', null]}}",
                "{'extra_special_tokens': []}",
                "{}"
            })
    void aClassThatIsNotKnownTakesTheFileAsItIs(String config) throws IOException {
        write(CONFIG, config);
        TokenizerSpec file = TokenizerFiles.load(folder.resolve("tokenizer.json"));
        TokenizerSpec directory = TokenizerFiles.load(folder);
        assertThat(directory.normalizer()).isEqualTo(file.normalizer());
        assertThat(directory.splitter()).isEqualTo(file.splitter());
        assertThat(directory.frame()).isEqualTo(file.frame());
        assertThat(directory.addedTokens()).isEqualTo(file.addedTokens());
    }

    @Test
    void aListOfExtraSpecialTokensCountsAsAdditional() throws IOException {
        write(CONFIG, "{'extra_special_tokens': ['<x>']}");
        assertThat(TokenizerFiles.load(folder).defaults().specialTokens().extra())
                .containsExactly(new SpecialTokens.Named("<x>", 3));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`{'tokenizer_class': 'RoFormerTokenizer'}` | UNSUPPORTED | /tokenizer_class | code of its own",
                "`{'split_special_tokens': true}` | UNSUPPORTED | /split_special_tokens | set it to false",
                "`{'fix_mistral_regex': true}` | UNSUPPORTED | /fix_mistral_regex | set it to false",
                "`{'init_inputs': [1]}` | UNSUPPORTED | /init_inputs | remove it",
                "`{'eos_token': 5}` | INVALID | /eos_token | expected a token",
                "`{'eos_token': {'content': 'x'}}` | INVALID | /eos_token | expected a token",
                "`{'eos_token': {'__type': 'Other', 'content': 'x'}}` | UNSUPPORTED | /eos_token/__type | AddedToken",
                "`{'eos_token': {'__type': 'AddedToken', 'content': 'x', 'z': 1}}` | UNSUPPORTED | /eos_token/z | known",
                "`{'added_tokens_decoder': []}` | INVALID | /added_tokens_decoder | expected an object",
                "`{'added_tokens_decoder': {'x': {'content': 'a'}}}` | INVALID | /added_tokens_decoder/x | an id",
                "`{'added_tokens_decoder': {'-1': {'content': 'a'}}}` | INVALID | /added_tokens_decoder/-1 | an id",
                "`{'added_tokens_decoder': {'99999999999': {'content': 'a'}}}` | INVALID |"
                        + " /added_tokens_decoder/99999999999 | an id",
                "`{'added_tokens_decoder': {'1': {'content': 7}}}` | INVALID | /added_tokens_decoder/1/content | string",
                "`{'extra_special_tokens': 3}` | INVALID | /extra_special_tokens | expected an array",
                "`{'extra_special_tokens': [[]]}` | INVALID | /extra_special_tokens/0 | expected a token",
                "`{'model_max_length': 'x'}` | INVALID | /model_max_length | expected a number",
                "`{'model_max_length': 1.5}` | INVALID | /model_max_length | whole number",
                "`{'padding_side': 'up'}` | INVALID | /padding_side | expected \"left\" or \"right\"",
                "`{'chat_template': [{'name': 'x'}]}` | INVALID | /chat_template/0 | \"template\" is missing",
                "`{'chat_template': 5}` | INVALID | /chat_template | expected an array",
                "`{'tokenizer_class': 5}` | INVALID | /tokenizer_class | expected a string",
                "`{'clean_up_tokenization_spaces': 'yes'}` | INVALID | /clean_up_tokenization_spaces | true or false",
                "`{'eos_token': 'a', 'eos_token': 'b'}` | INVALID | /eos_token | second time",
                "`{'tokenizer_class': 'GemmaTokenizer', 'bos_token': null}` | UNSUPPORTED | /bos_token | missing",
                "`{'tokenizer_class': 'LlamaTokenizer', 'bos_token': 'a b'}` | UNSUPPORTED | /bos_token | frame",
                "`{'gguf_file': 'x.gguf'}` | UNSUPPORTED | /gguf_file | remove it",
                "`[]` | INVALID | `` | expected an object",
                "`{` | MALFORMED | `` | `end`"
            })
    void refusesNamingThePlace(String config, Kind kind, String pointer, String problem) throws IOException {
        write(CONFIG, config);
        LoadException e = failure();
        assertThat(e).as(config).hasMessageContaining(problem);
        assertThat(e.kind()).as(config).isEqualTo(kind);
        assertThat(e.place().pointer()).as(config).isEqualTo(pointer);
        assertThat(e.place().source()).isEqualTo(CONFIG);
    }

    @Test
    void refusesADirectoryWhoseTokenizerIsCode() throws IOException {
        Files.delete(folder.resolve("tokenizer.json"));
        write(
                CONFIG,
                "{'tokenizer_class': 'MyTokenizer', 'auto_map': {'AutoTokenizer': ['tokenization_my.My', null]}}");
        LoadException e = failure();
        assertThat(e.kind()).isEqualTo(Kind.UNSUPPORTED);
        assertThat(e)
                .hasMessageContaining("the tokenizer \"MyTokenizer\" is defined by code, which is never run, and "
                        + folder + " has none of tokenizer.json, tekken.json, ")
                .hasMessageEndingWith(
                        "Put a tokenizer.json there: load the model in Python, convert it to a fast tokenizer"
                                + " and save that");
    }

    @Test
    void refusesAConfigurationThatIsTooLarge() throws IOException {
        Files.write(folder.resolve(CONFIG), new byte[Limits.MAX_CONFIG_BYTES + 1]);
        assertThat(failure().kind()).isEqualTo(Kind.LIMIT);
        write(CONFIG, "[".repeat(100_000));
        assertThat(failure().kind()).isIn(Kind.LIMIT, Kind.MALFORMED);
    }

    @Test
    void mutationsOfTheFilesBesideATokenizerLoadOrAreRefused() throws IOException {
        String config = "{'tokenizer_class': 'LlamaTokenizer', 'bos_token': {'__type': 'AddedToken', 'content': '<s>',"
                + " 'lstrip': false}, 'eos_token': 'ab', 'added_tokens_decoder': {'3': {'content': '<s>', 'special':"
                + " true}}, 'extra_special_tokens': ['<x>'], 'model_max_length': 512, 'padding_side': 'left',"
                + " 'chat_template': [{'name': 'default', 'template': '{{ x }}'}], 'legacy': false}";
        String map = "{'eos_token': {'content': 'ab', 'special': true}, 'additional_special_tokens': ['<y>'],"
                + " 'extra_special_tokens': [{'content': '<z>'}]}";
        String added = "{'<y>': 7, 'ab': 2}";
        Random random = new Random(20_261);
        int refused = 0;
        for (int round = 0; round < 1_500; round++) {
            List<String> files = List.of(config, map, added);
            int changed = random.nextInt(3);
            write(CONFIG, changed == 0 ? mutated(config, random) : random.nextBoolean() ? config : "{}");
            write("special_tokens_map.json", changed == 1 ? mutated(map, random) : files.get(1));
            write("added_tokens.json", changed == 2 ? mutated(added, random) : files.get(2));
            try {
                TokenizerSpec spec = TokenizerFiles.load(folder);
                assertThat(spec.addedTokens()).isNotNull();
            } catch (LoadException e) {
                assertThat(e.place()).as("round " + round).isNotNull();
                refused++;
            }
        }
        assertThat(refused).isBetween(300, 1_400);
    }

    private static String mutated(String text, Random random) {
        StringBuilder mutated = new StringBuilder(text);
        for (int times = random.nextInt(3); times >= 0; times--) {
            int at = random.nextInt(mutated.length());
            int to = Math.min(mutated.length(), at + 1 + random.nextInt(8));
            String part = mutated.substring(at, to);
            List<String> replacements = List.of("", "0", "'", "null", "[]", "{}", part + part, "\u0000", "-1", "é");
            mutated.replace(at, to, replacements.get(random.nextInt(replacements.size())));
            if (mutated.length() == 0) {
                return "";
            }
        }
        return mutated.toString();
    }

    private void write(String name, String content) throws IOException {
        Files.write(folder.resolve(name), Documents.bytes(content));
    }

    private LoadException failure() {
        return Objects.requireNonNull(
                catchThrowableOfType(LoadException.class, () -> TokenizerFiles.load(folder)), "was loaded");
    }
}
