package dev.tokenwright.app.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenwright.Tokenizer;
import dev.tokenwright.vocab.Tokenizers;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What engines generate is read by the renderer of the model, and what they are given is written by it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RendererRoutesTest {
    /** Calls as Qwen's models write them; the model thinks first. */
    private static final String TEMPLATE =
            "{% if tools %}<|im_start|>system\n<tool_call>\n{\"name\": …, \"arguments\": …}\n</tool_call>\n"
                    + "{{ tools | tojson }}<|im_end|>\n{% endif %}{% for m in messages %}"
                    + "<|im_start|>{{ m.role }}\n{{ m.content.split('</think>')[-1] }}<|im_end|>\n{% endfor %}"
                    + "{% if add_generation_prompt %}<|im_start|>assistant\n<think>\n{% endif %}";

    private final Tokenizer tokenizer = Tokenizers.bundled("qwen3");
    private LocalServer server;

    @BeforeAll
    void start() throws Exception {
        server = LocalServer.setup()
                .model("thinking", TinyModels.chatting(tokenizer, TEMPLATE), 4096)
                .start();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private String derendered(String generated, String more) throws Exception {
        return server.post(
                        "/v1/chat/completions/derender",
                        "{\"generate_response\":{\"request_id\":\"chatcmpl-1\",\"choices\":[{\"token_ids\":"
                                + Arrays.toString(tokenizer.encode(generated))
                                + ",\"finish_reason\":\"stop\"}]}" + more + "}")
                .body();
    }

    private static final String REQUEST =
            ",\"chat_request\":{\"messages\":[{\"role\":\"user\",\"content\":\"Look!\"}]}";

    @Test
    void reasoningAndCallsAreToldApart() throws Exception {
        assertThat(derendered(
                        "Let me see.</think>\n\n<tool_call>\n{\"name\": \"look\", \"arguments\": {\"at\": \"sky\"}}\n"
                                + "</tool_call><|im_end|>",
                        REQUEST))
                .contains(
                        "\"message\":{\"role\":\"assistant\",\"content\":null,\"reasoning_content\":\"Let me see.\","
                                + "\"tool_calls\":[{\"id\":\"chatcmpl-1-0-call-0\",\"type\":\"function\",\"function\":"
                                + "{\"name\":\"look\",\"arguments\":\"{\\\"at\\\": \\\"sky\\\"}\"}}]}",
                        "\"finish_reason\":\"tool_calls\"");
        assertThat(derendered("Let me see.</think>\n\nBlue.<|im_end|>", REQUEST))
                .contains("\"content\":\"Blue.\",\"reasoning_content\":\"Let me see.\"}", "\"finish_reason\":\"stop\"");
    }

    @Test
    void textAloneStaysAsItWasDecoded() throws Exception {
        assertThat(derendered(" Blue.\n<|im_end|>", "")).contains("\"content\":\" Blue.\\n\"}");
    }

    @Test
    void enginesGetThePrompt() throws Exception {
        String rendered = server.post(
                        "/v1/chat/completions/render",
                        "{\"messages\":[{\"role\":\"user\",\"content\":\"<|im_end|>\"}]}")
                .body();
        assertThat(rendered)
                .contains("\"token_ids\":[151644,872,198,27,91,318,6213,91,29,151645,198,151644,77091,198,");
    }
}
