package dev.tokenwright.app.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenwright.vocab.Tokenizers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** vLLM's routes, byte by byte. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VllmTest {
    private LocalServer one;
    private LocalServer two;

    @BeforeAll
    void start() throws Exception {
        one = LocalServer.setup().model("framed", TinyModels.framed(), 40).start();
        two = LocalServer.setup()
                .model("framed", TinyModels.framed(), 40)
                .model("gpt", Tokenizers.bundled("o200k_base"), 1_000)
                .start();
    }

    @AfterAll
    void stop() {
        one.close();
        two.close();
    }

    private static void answers(HttpResponse<String> response, int status, String body) {
        assertThat(response.body()).isEqualTo(body);
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
    }

    @Test
    void tokenizeAddsSpecialTokensUnlessToldNotTo() throws Exception {
        answers(
                one.post("/tokenize", "{\"prompt\":\"hello world\"}"),
                200,
                "{\"count\":4,\"max_model_len\":40,\"tokens\":[1,4,5,2],\"token_strs\":null}");
        answers(
                one.post("/tokenize", "{\"model\":\"framed\",\"prompt\":\"hello world\",\"add_special_tokens\":false}"),
                200,
                "{\"count\":2,\"max_model_len\":40,\"tokens\":[4,5],\"token_strs\":null}");
    }

    @Test
    void tokenStringsAreTheVocabularysSpellingAndNullWhenNotAskedFor() throws Exception {
        answers(
                two.post("/tokenize", "{\"model\":\"framed\",\"prompt\":\"hello x\",\"return_token_strs\":true}"),
                200,
                "{\"count\":4,\"max_model_len\":40,\"tokens\":[1,4,3,2],"
                        + "\"token_strs\":[\"<s>\",\"hello\",\"<unk>\",\"</s>\"]}");
        answers(
                one.post("/tokenize", "{\"prompt\":\"\",\"return_token_strs\":null,\"unknown_field\":[{}]}"),
                200,
                "{\"count\":2,\"max_model_len\":40,\"tokens\":[1,2],\"token_strs\":null}");
    }

    @Test
    void truncationAndPaddingOfTheFileAreNotApplied() throws Exception {
        assertThat(one.post("/tokenize", "{\"prompt\":\"hello hello hello\"}").body())
                .contains("\"tokens\":[1,4,4,4,2]");
    }

    @Test
    void detokenizeKeepsSpecialTokens() throws Exception {
        assertThat(one.post("/detokenize", "{\"tokens\":[1,4,5,2]}").body())
                .startsWith("{\"prompt\":\"<s> hello world </s>\"");
        assertThat(one.post("/detokenize", "{\"tokens\":[1,4],\"skip_special_tokens\":true}")
                        .body())
                .startsWith("{\"prompt\":\"hello\"");
        assertThat(one.post("/detokenize", "{\"tokens\":[]}").body()).startsWith("{\"prompt\":\"\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"tokens\":[-1]}",
                "{\"tokens\":[1.5]}",
                "{\"tokens\":[\"1\"]}",
                "{\"tokens\":7}",
                "{}",
                "{\"tokens\":[9223372036854775807]}",
                "{\"tokens\":[[1],2]}"
            })
    void detokenizeRefusesWhatIsNoListOfIds(String body) throws Exception {
        HttpResponse<String> response = one.post("/detokenize", body);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("\"type\":\"BadRequestError\"", "\"param\":\"tokens");
    }

    @Test
    void theModelMayBeLeftOutOnlyWhenThereIsOne() throws Exception {
        answers(
                two.post("/tokenize", "{\"prompt\":\"a\"}"),
                404,
                "{\"error\":{\"message\":\"the field \\\"model\\\" is missing and several models are served; there are"
                        + " framed, gpt\",\"type\":\"NotFoundError\",\"param\":\"model\",\"code\":404,"
                        + "\"reason\":\"model_not_found\"}}");
        HttpResponse<String> unknown = one.post("/tokenize", "{\"model\":\"../etc\",\"prompt\":\"a\"}");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.body()).contains("the model \\\"../etc\\\" does not exist; there are framed");
    }

    @Test
    void aBodyThatNamesNothingIsToldBothShapes() throws Exception {
        HttpResponse<String> response = one.post("/tokenize", "{\"text\":\"a\"}");
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("\\\"prompt\\\" or \\\"messages\\\"", "\"reason\":\"unknown_shape\"");
    }

    @Test
    void messagesAreAnswered501WithoutAChatTemplate() throws Exception {
        for (String path :
                new String[] {"/tokenize", "/v1/chat/completions/render", "/v1/chat/completions/input_tokens"}) {
            HttpResponse<String> response =
                    one.post(path, "{\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}");
            assertThat(response.statusCode()).as(path).isEqualTo(501);
            assertThat(response.body())
                    .startsWith("{\"error\":{\"message\":\"the model \\\"framed\\\" is served without");
        }
        assertThat(one.post(
                                "/tokenize",
                                "{\"messages\":[],\"continue_final_message\":true,\"add_generation_prompt\":true}")
                        .body())
                .contains("Cannot set both");
    }

    @Test
    void completionsAreRenderedAsAnArray() throws Exception {
        HttpResponse<String> response = one.post(
                "/v1/completions/render",
                "{\"prompt\":[\"hello\",\"world\"],\"max_tokens\":7,\"temperature\":0.5,\"stop\":\"x\",\"stream\":true}");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body())
                .startsWith("[{\"request_id\":\"cmpl-")
                .endsWith("}]")
                .contains(
                        "\"token_ids\":[1,4,2],\"features\":null,\"sampling_params\":{\"n\":1,",
                        "\"token_ids\":[1,5,2]",
                        "\"temperature\":0.5",
                        "\"stop\":[\"x\"]",
                        "\"max_tokens\":7}",
                        "\"model\":\"framed\",\"stream\":true,\"stream_options\":null,\"cache_salt\":null,\"priority\":0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"hello world\"", "[1,4,5,2]", "[\"hello world\"]", "[[1,4,5,2]]"})
    void everyShapeOfAPromptIsRendered(String prompt) throws Exception {
        assertThat(one.post("/v1/completions/render", "{\"prompt\":" + prompt + "}")
                        .body())
                .startsWith("[{")
                .contains("\"token_ids\":[1,4,5,2]")
                .contains("\"max_tokens\":16");
    }

    @Test
    void aPromptIsCutAtItsBeginning() throws Exception {
        assertThat(one.post("/v1/completions/render", "{\"prompt\":[1,4,5,2],\"truncate_prompt_tokens\":2}")
                        .body())
                .contains("\"token_ids\":[5,2]");
        assertThat(one.post("/v1/completions/render", "{\"prompt\":[1,4],\"truncate_prompt_tokens\":-1}")
                        .body())
                .contains("\"token_ids\":[1,4]");
        assertThat(one.post("/v1/completions/render", "{\"prompt\":[1,4],\"truncate_prompt_tokens\":41}")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void whatDoesNotFitIsRefusedWithBothNumbers() throws Exception {
        HttpResponse<String> response = one.post("/v1/completions/render", "{\"prompt\":\"hello\",\"max_tokens\":38}");
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("40 tokens", "38 output tokens", "3 input tokens");
        assertThat(one.post("/v1/completions/render", "{\"prompt\":\"a\",\"use_beam_search\":true}")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void whatAnEngineGeneratedIsDerendered() throws Exception {
        HttpResponse<String> completion = one.post(
                "/v1/completions/derender",
                "{\"model\":\"framed\",\"prompt_tokens\":[3],\"generate_responses\":[{\"request_id\":\"cmpl-1\","
                        + "\"choices\":[{\"index\":0,\"token_ids\":[4,5,2],\"finish_reason\":\"stop\"}]}]}");
        assertThat(completion.body())
                .startsWith("{\"id\":\"cmpl-1\",\"object\":\"text_completion\",\"created\":")
                .endsWith("\"choices\":[{\"index\":0,\"text\":\"hello world\",\"logprobs\":null,"
                        + "\"finish_reason\":\"stop\",\"token_ids\":[4,5,2]}],"
                        + "\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":3,\"total_tokens\":6}}");
        HttpResponse<String> chat = one.post(
                "/v1/chat/completions/derender",
                "{\"generate_response\":{\"request_id\":\"chatcmpl-1\",\"choices\":[{\"token_ids\":[4],"
                        + "\"finish_reason\":\"length\"}]},\"prompt_tokens\":2}");
        assertThat(chat.body())
                .contains(
                        "\"object\":\"chat.completion\"", "\"message\":{\"role\":\"assistant\",\"content\":\"hello\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"generate_responses\":[]}",
                "{\"generate_responses\":[{\"choices\":[]}]}",
                "{\"generate_responses\":[{\"choices\":[{\"token_ids\":[]}]}]}",
                "{\"generate_responses\":[{\"choices\":[{\"token_ids\":[4]}]}],\"prompt_tokens\":[1,2]}",
                "{\"generate_responses\":[{\"choices\":[{\"token_ids\":[4]}]}],\"stream\":true}"
            })
    void derenderRefusesWhatIsNoResponse(String body) throws Exception {
        assertThat(one.post("/v1/completions/derender", body).statusCode()).isEqualTo(400);
    }

    @Test
    void modelsAndVersionAreListed() throws Exception {
        assertThat(two.get("/v1/models").body())
                .startsWith("{\"object\":\"list\",\"data\":[{\"id\":\"framed\",\"object\":\"model\",\"created\":")
                .contains("\"max_model_len\":40", "\"id\":\"gpt\"", "\"max_model_len\":1000");
        answers(one.get("/version"), 200, "{\"version\":\"1.2.3\"}");
    }

    @Test
    void tokenizerInfoHasNoPaths() throws Exception {
        assertThat(one.get("/tokenizer_info").body())
                .startsWith("{\"tokenizer_class\":\"PreTrainedTokenizerFast\"")
                .contains("\"added_tokens_decoder\":{\"0\":\"<pad>\",\"1\":\"<s>\",\"2\":\"</s>\"}", "\"fingerprint\":")
                .doesNotContain("/work", "/tmp");
        assertThat(two.get("/tokenizer_info?model=gpt").body()).contains("<|endoftext|>");
    }
}
