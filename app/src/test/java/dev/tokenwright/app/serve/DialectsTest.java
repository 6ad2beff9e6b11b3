package dev.tokenwright.app.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenwright.app.serve.dialect.Profile;
import dev.tokenwright.vocab.Tokenizers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The other dialects, and whose request it is where paths are the same. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DialectsTest {
    private LocalServer framed;
    private LocalServer gpt;

    @BeforeAll
    void start() throws Exception {
        framed = LocalServer.setup().model("framed", TinyModels.framed(), 40).start();
        gpt = LocalServer.setup()
                .model("gpt", Tokenizers.bundled("o200k_base"), 1_000)
                .start();
    }

    @AfterAll
    void stop() {
        framed.close();
        gpt.close();
    }

    private static void answers(HttpResponse<String> response, String body) {
        assertThat(response.body()).isEqualTo(body);
        assertThat(response.statusCode()).isEqualTo(200);
    }

    @Test
    void sglangTakesOneTextOrMany() throws Exception {
        answers(
                framed.post("/v1/tokenize", "{\"model\":\"default\",\"prompt\":\"hello\"}"),
                "{\"tokens\":[1,4,2],\"count\":3,\"max_model_len\":40}");
        String many = "{\"tokens\":[[1,4,2],[1,2]],\"count\":[3,2],\"max_model_len\":40}";
        answers(framed.post("/v1/tokenize", "{\"prompt\":[\"hello\",\"\"]}"), many);
        answers(framed.post("/tokenize", "{\"prompt\":[\"hello\",\"\"]}"), many);
        answers(framed.post("/v1/detokenize", "{\"tokens\":[1,4,2]}"), "{\"text\":\"hello\"}");
        answers(
                framed.post("/v1/detokenize", "{\"tokens\":[[1,4],[]],\"skip_special_tokens\":false}"),
                "{\"text\":[\"<s> hello\",\"\"]}");
        answers(framed.post("/v1/detokenize", "{\"tokens\":[]}"), "{\"text\":\"\"}");
        HttpResponse<String> mixed = framed.post("/v1/detokenize", "{\"tokens\":[[1],2]}");
        assertThat(mixed.statusCode()).isEqualTo(400);
        assertThat(mixed.body()).startsWith("{\"object\":\"error\",\"message\":");
    }

    @Test
    void teiNestsAndMarksSpecialTokens() throws Exception {
        answers(
                framed.post("/tokenize", "{\"inputs\":\"naïve 🙂 🙂\"}"),
                "[[{\"id\":1,\"text\":\"<s>\",\"special\":true,\"start\":null,\"stop\":null},"
                        + "{\"id\":6,\"text\":\"naïve\",\"special\":false,\"start\":0,\"stop\":5},"
                        + "{\"id\":7,\"text\":\"🙂\",\"special\":false,\"start\":6,\"stop\":7},"
                        + "{\"id\":7,\"text\":\"🙂\",\"special\":false,\"start\":8,\"stop\":9},"
                        + "{\"id\":2,\"text\":\"</s>\",\"special\":true,\"start\":null,\"stop\":null}]]");
        assertThat(framed.post("/tokenize", "{\"inputs\":[\"hello\",\"world\"],\"add_special_tokens\":false}")
                        .body())
                .isEqualTo("[[{\"id\":4,\"text\":\"hello\",\"special\":false,\"start\":0,\"stop\":5}],"
                        + "[{\"id\":5,\"text\":\"world\",\"special\":false,\"start\":0,\"stop\":5}]]");
        answers(framed.post("/decode", "{\"ids\":[[1,4],[5]]}"), "[\"hello\",\"world\"]");
        answers(framed.post("/decode", "{\"ids\":[1,4],\"skip_special_tokens\":false}"), "[\"<s> hello\"]");
    }

    @Test
    void halfASurrogateIsAnsweredWithJsonThatCanBeRead() throws Exception {
        HttpResponse<String> response = framed.post("/tokenize", "{\"inputs\":\"hello \\ud83d x\"}");
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(response.body()).contains("\"text\":\"x\"");
    }

    @Test
    void tgiDoesNotNest() throws Exception {
        answers(
                framed.post("/tokenize", "{\"inputs\":\"hello\",\"parameters\":{}}"),
                "[{\"id\":1,\"text\":\"\",\"start\":0,\"stop\":0},{\"id\":4,\"text\":\"hello\",\"start\":0,\"stop\":5},"
                        + "{\"id\":2,\"text\":\"\",\"start\":0,\"stop\":0}]");
        assertThat(framed.get("/info").body()).contains("\"model_id\":\"framed\"", "\"max_input_length\":40");
        HttpResponse<String> chat = framed.post("/chat_tokenize", "{\"messages\":[]}");
        assertThat(chat.statusCode()).isEqualTo(422);
        assertThat(chat.body()).contains("has no chat template", "\"error_type\":\"validation\"");
    }

    @Test
    void llamaTakesTextsAndIdsInARow() throws Exception {
        answers(gpt.post("/tokenize", "{\"content\":\"Hello, world\"}"), "{\"tokens\":[13225,11,2375]}");
        answers(gpt.post("/tokenize", "{\"content\":[\"Hello\",11,\" world\"]}"), "{\"tokens\":[13225,11,2375]}");
        answers(
                gpt.post("/tokenize", "{\"content\":\"<|endoftext|>\",\"parse_special\":false}"),
                "{\"tokens\":[27,91,419,1440,919,91,29]}");
        answers(gpt.post("/tokenize", "{\"content\":\"<|endoftext|>\"}"), "{\"tokens\":[199999]}");
        answers(framed.post("/tokenize", "{\"content\":\"hello\",\"add_special\":true}"), "{\"tokens\":[1,4,2]}");
    }

    @Test
    void llamaShowsPiecesAsBytesWhereTheyAreNoText() throws Exception {
        String body = gpt.post("/tokenize", "{\"content\":\"Hello \uD83E\uDD8B\",\"with_pieces\":true}")
                .body();
        assertThat(body)
                .startsWith("{\"tokens\":[{\"id\":13225,\"piece\":\"Hello\"},")
                .contains("\"piece\":[");
    }

    @Test
    void detokenizeAnswersInEverybodysWords() throws Exception {
        answers(
                gpt.post("/detokenize", "{\"tokens\":[13225,11,2375]}"),
                "{\"prompt\":\"Hello, world\",\"content\":\"Hello, world\",\"text\":\"Hello, world\"}");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "VLLM|{\"prompt\":\"hello\"}|{\"count\":3,\"max_model_len\":40,\"tokens\":[1,4,2],\"token_strs\":null}"
                        + "|{\"prompt\":\"<s> hello\"}",
                "SGLANG|{\"prompt\":\"hello\"}|{\"tokens\":[1,4,2],\"count\":3,\"max_model_len\":40}|{\"text\":\"hello\"}",
                "LLAMACPP|{\"content\":\"hello\"}|{\"tokens\":[4]}|{\"content\":\"<s> hello\"}",
                "TGI|{\"inputs\":\"hello\"}|[{\"id\":1,\"text\":\"\",\"start\":0,\"stop\":0},{\"id\":4,\"text\":\"hello\","
                        + "\"start\":0,\"stop\":5},{\"id\":2,\"text\":\"\",\"start\":0,\"stop\":0}]|"
            })
    void aPinnedProfileDecides(Profile profile, String request, String answer, String text) throws Exception {
        try (LocalServer pinned = LocalServer.setup()
                .model("framed", TinyModels.framed(), 40)
                .profile(profile)
                .start()) {
            answers(pinned.post("/tokenize", request), answer);
            if (text != null) {
                answers(pinned.post("/detokenize", "{\"tokens\":[1,4]}"), text);
            }
            assertThat(pinned.post("/tokenize", "{\"other\":1}").statusCode()).isIn(200, 400, 422);
        }
    }

    @Test
    void errorsHaveTheShapeOfTheDialect() throws Exception {
        String bad = "{\"model\":7}";
        assertThat(framed.post("/v1/messages/count_tokens", bad).body())
                .startsWith("{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":")
                .contains("\"request_id\":");
        assertThat(framed.post("/v1/responses/input_tokens", bad).body())
                .startsWith("{\"error\":{\"message\":")
                .contains("\"type\":\"invalid_request_error\",\"param\":\"model\",\"code\":\"invalid_request\"");
        assertThat(framed.post("/decode", bad).body()).contains("\"error_type\":\"Validation\"");
        assertThat(framed.post("/apply-template", bad).body())
                .startsWith("{\"error\":{\"code\":400,\"message\":")
                .contains("\"type\":\"invalid_request_error\"");
        assertThat(framed.post("/v1/tokenize", bad).body()).startsWith("{\"object\":\"error\"");
        assertThat(framed.post("/chat_tokenize", bad).statusCode()).isEqualTo(422);
    }

    @Test
    void ownRoutesAnswerOneTextOrManyWithEverythingThatIsAskedFor() throws Exception {
        answers(
                gpt.post(
                        "/v1/encode",
                        "{\"text\":\"naïve\",\"offsets\":\"code-points\",\"tokens\":true,\"bytes\":true}"),
                "{\"count\":3,\"ids\":[1503,9954,737],\"tokens\":[\"na\",\"ï\",\"ve\"],"
                        + "\"offsets\":[[0,2],[2,3],[3,5]],\"special_tokens_mask\":[0,0,0],"
                        + "\"bytes\":[[110,97],[195,175],[118,101]]}");
        answers(
                gpt.post("/v1/encode", "{\"texts\":[\"Hello\",\"\"]}"),
                "{\"results\":[{\"count\":1,\"ids\":[13225]},{\"count\":0,\"ids\":[]}]}");
        answers(gpt.post("/v1/decode", "{\"ids\":[[13225],[11]]}"), "{\"texts\":[\"Hello\",\",\"]}");
        answers(
                gpt.post("/v1/decode", "{\"ids\":[13225,199999],\"skip_special_tokens\":true}"),
                "{\"text\":\"Hello\"}");
        answers(gpt.post("/v1/count", "{\"texts\":[\"Hello\",\"Hello, world\"]}"), "{\"counts\":[1,3],\"total\":4}");
        answers(gpt.post("/v1/count", "{\"text\":\"Hello, world\",\"limit\":2}"), "{\"fits\":[false],\"limit\":2}");
        answers(gpt.post("/v1/encode", "{\"text\":\"Hello, world\",\"limit\":2}"), "{\"fits\":false,\"limit\":2}");
    }

    @Test
    void specialTokensAreForTrustedTextAlone() throws Exception {
        answers(
                gpt.post(
                        "/v1/encode",
                        "{\"segments\":[{\"text\":\"<|endoftext|>\",\"trusted\":true},"
                                + "{\"text\":\"<|endoftext|>\"}]}"),
                "{\"count\":8,\"ids\":[199999,27,91,419,1440,919,91,29]}");
        answers(
                framed.post("/v1/encode", "{\"segments\":[{\"text\":\"hello\"},{\"text\":\"world\"}]}"),
                "{\"count\":4,\"ids\":[1,4,5,2]}");
        HttpResponse<String> rejected =
                gpt.post("/v1/encode", "{\"text\":\"<|endoftext|>\",\"special_text\":\"reject\"}");
        assertThat(rejected.statusCode()).isEqualTo(400);
        assertThat(rejected.body()).contains("\"reason\":\"special_token\"", "at char 0");
    }

    @Test
    void unknownIdsAreTreatedAsTheTokenizersReferenceTreatsThem() throws Exception {
        answers(framed.post("/v1/decode", "{\"ids\":[4,99999]}"), "{\"text\":\"hello\"}");
        HttpResponse<String> tiktoken = gpt.post("/v1/decode", "{\"ids\":[300000]}");
        assertThat(tiktoken.statusCode()).isEqualTo(400);
        assertThat(tiktoken.body()).contains("\"reason\":\"unknown_token_id\"");
    }
}
