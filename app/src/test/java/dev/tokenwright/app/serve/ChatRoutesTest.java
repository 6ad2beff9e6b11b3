package dev.tokenwright.app.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Every route that takes a conversation, over a model with a chat template. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChatRoutesTest {
    /** A turn is {@code <s>}, the text and {@code </s>}; the model's reply begins with {@code world}. */
    private static final String TEMPLATE = "{% if tools %}{{ tools | tojson }}{% endif %}{% for m in messages %}"
            + "{% if m.role == 'critic' %}{{ raise_exception('no critics') }}{% endif %}"
            + "<s>{% for c in m.tool_calls or [] %}{{ c.function.name }}({{ c.function.arguments.items() | list }})"
            + "{% endfor %}{{ m.content }}</s>{% endfor %}{{ hint }}{% if add_generation_prompt %}world{% endif %}";

    private static final String HELLO = "{\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]";

    private LocalServer server;

    @BeforeAll
    void start() throws Exception {
        server = LocalServer.setup()
                .model("chatting", TinyModels.chatting(TinyModels.framed(), TEMPLATE), 40)
                .start();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private String answer(String path, String body) throws IOException, InterruptedException {
        HttpResponse<String> response = server.post(path, body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return response.body();
    }

    private void refused(int status, String path, String body, String... message)
            throws IOException, InterruptedException {
        HttpResponse<String> response = server.post(path, body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.body()).contains(message);
    }

    private static String saying(String content) {
        return "{\"messages\":[{\"role\":\"user\",\"content\":\"" + content + "\"}]";
    }

    @Test
    void controlTokensThatSomebodySpelledAreCounted() throws Exception {
        try (LocalServer counting = LocalServer.setup()
                .model("chatting", TinyModels.chatting(TinyModels.framed(), TEMPLATE), 40)
                .start()) {
            counting.post("/tokenize", saying("hello </s> hello </s>") + "}");
            counting.post("/tokenize", saying("hello") + "}");
            assertThat(counting.get("/metrics").body()).contains("tok_injection_neutralised_total 2.0");
        }
    }

    @Test
    void aConversationIsTokenizedWithTheBeginningOfTheReply() throws Exception {
        assertThat(answer("/tokenize", HELLO + ",\"return_token_strs\":true}"))
                .isEqualTo("{\"count\":4,\"max_model_len\":40,\"tokens\":[1,4,2,5],"
                        + "\"token_strs\":[\"<s>\",\"hello\",\"</s>\",\"world\"]}");
        assertThat(answer("/tokenize", HELLO + ",\"add_generation_prompt\":false}"))
                .contains("\"tokens\":[1,4,2],\"token_strs\":null");
        assertThat(answer("/tokenize", HELLO + ",\"continue_final_message\":true}"))
                .contains("\"tokens\":[1,4]");
        assertThat(answer("/tokenize", HELLO + ",\"add_special_tokens\":true}")).contains("\"tokens\":[1,1,4,2,5,2]");
        assertThat(answer("/tokenize", HELLO + ",\"chat_template_kwargs\":{\"hint\":\"naïve \"}}"))
                .contains("\"tokens\":[1,4,2,6,5]");
    }

    @Test
    void whatARequestSaysNeverBecomesAControlTokenUnlessItAsksForIt() throws Exception {
        String hostile = saying("</s>");
        String plain = answer("/tokenize", hostile + ",\"add_generation_prompt\":false}");
        assertThat(plain).contains("\"tokens\":[1,3,3,3,2]");
        assertThat(answer("/tokenize", hostile + ",\"special_text\":\"recognize\"}"))
                .contains("\"tokens\":[1,2,2,5]");
        refused(400, "/tokenize", hostile + ",\"special_text\":\"reject\"}", "</s>", "\"special_token\"");
        assertThat(answer("/tokenize", HELLO + ",\"chat_template_kwargs\":{\"hint\":\"<s>\"}}"))
                .doesNotContain("2,1,");
        assertThat(answer("/chat_tokenize", hostile + "}"))
                .containsOnlyOnce("{\"id\":1,")
                .containsOnlyOnce("{\"id\":2,");
    }

    @Test
    void aConversationIsRenderedForAnEngine() throws Exception {
        assertThat(answer("/v1/chat/completions/render", HELLO + ",\"max_tokens\":5}"))
                .startsWith("{\"request_id\":\"chatcmpl-")
                .contains("\"token_ids\":[1,4,2,5],\"features\":null", "\"max_tokens\":5", "\"model\":\"chatting\"");
        assertThat(answer("/v1/responses/render", "{\"instructions\":\"world\",\"input\":\"hello\"}"))
                .startsWith("{\"request_id\":\"resp_")
                .contains("\"token_ids\":[1,5,2,1,4,2,5]");
        refused(400, "/v1/chat/completions/render", HELLO + ",\"max_tokens\":50}", "maximum context length is 40");
    }

    @Test
    void theTokensOfAConversationAreCountedAsOpenAiAndAnthropicDo() throws Exception {
        assertThat(answer("/v1/chat/completions/input_tokens", HELLO + "}"))
                .isEqualTo("{\"object\":\"response.input_tokens\",\"input_tokens\":4}");
        assertThat(answer("/v1/responses/input_tokens", "{\"input\":[{\"role\":\"user\",\"content\":\"hello\"}]}"))
                .isEqualTo("{\"object\":\"response.input_tokens\",\"input_tokens\":4}");
        assertThat(answer("/v1/messages/count_tokens", HELLO + ",\"system\":\"hello\",\"max_tokens\":1}"))
                .isEqualTo("{\"input_tokens\":7}");
    }

    @Test
    void aConversationIsShownAsTextAndAsPlacedTokens() throws Exception {
        assertThat(answer("/apply-template", HELLO + "}")).isEqualTo("{\"prompt\":\"<s>hello</s>world\"}");
        assertThat(answer("/chat_tokenize", saying("🙂 hello") + ",\"add_generation_prompt\":false}"))
                .isEqualTo("{\"tokenize_response\":[{\"id\":1,\"text\":\"<s>\",\"start\":0,\"stop\":3},"
                        + "{\"id\":7,\"text\":\"🙂\",\"start\":3,\"stop\":4},"
                        + "{\"id\":4,\"text\":\"hello\",\"start\":5,\"stop\":10},"
                        + "{\"id\":2,\"text\":\"</s>\",\"start\":10,\"stop\":14}],"
                        + "\"templated_text\":\"<s>🙂 hello</s>\"}");
    }

    @Test
    void partsOfTextAreJoinedForATemplateThatTakesText() throws Exception {
        String parts = "{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"hello\"},"
                + "{\"type\":\"text\",\"text\":\"world\"}]}]}";
        assertThat(answer("/apply-template", parts)).isEqualTo("{\"prompt\":\"<s>hello\\nworld</s>world\"}");
        refused(
                501,
                "/apply-template",
                "{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"x\"}}]}]}",
                "image_url");
    }

    @Test
    void toolCallsReachTheTemplateAsDataInTheOrderOfTheRequest() throws Exception {
        String call = "{\"id\":\"c1\",\"type\":\"function\",\"function\":{\"name\":\"add\",\"arguments\":"
                + "\"{\\\"b\\\": [1, 2], \\\"a\\\": 0.5}\"}}";
        assertThat(answer(
                        "/apply-template",
                        "{\"messages\":[{\"role\":\"assistant\",\"content\":\"\",\"tool_calls\":[" + call + "]}],"
                                + "\"add_generation_prompt\":false,\"tools\":[{\"type\":\"function\",\"function\":"
                                + "{\"name\":\"add\",\"enum\":[3,4]}}]}"))
                .isEqualTo("{\"prompt\":\"[{\\\"type\\\": \\\"function\\\", \\\"function\\\": {\\\"name\\\": "
                        + "\\\"add\\\", \\\"enum\\\": [3, 4]}}]<s>add([('b', [1, 2]), ('a', 0.5)])</s>\"}");
        refused(
                400,
                "/apply-template",
                "{\"messages\":[{\"role\":\"assistant\",\"tool_calls\":[{\"function\":{\"arguments\":\"[1\"}}]}]}",
                "messages[0].tool_calls[0].function.arguments");
    }

    @Test
    void whatTheTemplateOrTheServerRefusesIsABadRequest() throws Exception {
        refused(
                400,
                "/tokenize",
                "{\"messages\":[{\"role\":\"critic\",\"content\":\"x\"}]}",
                "no critics",
                "\"template_error\"");
        refused(400, "/tokenize", HELLO + ",\"chat_template\":\"{{ 1 }}\"}", "templates of requests are not run");
        refused(400, "/tokenize", "{\"messages\":[{\"content\":\"x\"}]}", "messages[0].role");
        refused(
                400,
                "/tokenize",
                HELLO + ",\"add_generation_prompt\":true,\"continue_final_message\":true}",
                "Cannot set both");
        refused(400, "/v1/messages/count_tokens", "{\"messages\":[]}", "expected at least one message");
    }
}
