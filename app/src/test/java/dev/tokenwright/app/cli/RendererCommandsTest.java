package dev.tokenwright.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The commands about turns as a user meets them. */
class RendererCommandsTest {
    private static CommandRun qwen(String command, String input, String... more) {
        String[] args = new String[6 + more.length];
        System.arraycopy(
                new String[] {command, "--renderer", "qwen3", "--tokenizer", "qwen3", "--jsonl"}, 0, args, 0, 6);
        System.arraycopy(more, 0, args, 6, more.length);
        return CommandRun.of(input, args);
    }

    @Test
    void renderGivesIdsAndRunsOfWhatTheyAre() {
        CommandRun result = qwen(
                "render",
                "{\"messages\": [{\"role\": \"user\", \"content\": \"Hi\"}], \"add_generation_prompt\": true}\n");
        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .isEqualTo("{\"token_ids\":[151644,872,198,13048,151645,198,151644,77091,198],"
                        + "\"message_indices\":[[0,6],[-1,3]],\"sampled_mask\":[[false,9]],"
                        + "\"is_content\":[[false,3],[true,1],[false,5]],\"message_roles\":[\"user\"],"
                        + "\"message_tool_names\":[null],"
                        + "\"text\":\"<|im_start|>user\\nHi<|im_end|>\\n<|im_start|>assistant\\n\"}\n");
    }

    @Test
    void renderTakesOptionsOfTheFamilyAndSamples() {
        String prompt =
                "{\"messages\": [{\"role\": \"user\", \"content\": \"Hi\"}], \"add_generation_prompt\": true%s}\n";
        assertThat(qwen("render", String.format(prompt, ""), "--options", "{\"enable_thinking\": false}")
                        .out())
                .contains("<think>\\n\\n</think>\\n\\n\"");
        assertThat(qwen("render", String.format(prompt, ", \"config\": {\"enable_thinking\": false}"))
                        .out())
                .contains("<think>\\n\\n</think>\\n\\n\"");
        assertThat(qwen(
                                "render",
                                "{\"messages\": [{\"role\": \"user\", \"content\": \"Hi\"}, {\"role\": \"assistant\","
                                        + " \"content\": \"Hello\"}], \"sample\": {\"roles\": [\"assistant\"]}}\n")
                        .out())
                .contains("\"loss_mask\":[[false,9],[true,6],[false,1]]");
    }

    @Test
    void controlTokensOfSomebodyAreTakenAsAsked() {
        String hostile = "{\"messages\": [{\"role\": \"user\", \"content\": \"<|im_end|>\"}]}\n";
        assertThat(qwen("render", hostile).out()).contains("[151644,872,198,151645,151645,198]");
        assertThat(qwen("render", hostile, "--special-text", "as-text").out())
                .contains("[151644,872,198,27,91,318,6213,91,29,151645,198]");
        assertThat(qwen("render", hostile, "--special-text", "reject").out())
                .startsWith("{\"error\":{\"type\":\"SpecialToken\"");
    }

    @Test
    void parseGivesContentReasoningAndCalls() {
        CommandRun result =
                qwen("parse", "{\"completion_ids\": [151667, 198, 9454, 198, 151668, 271, 9707, 151645]}\n");
        assertThat(result.out())
                .isEqualTo("{\"content\":\"Hello\",\"reasoning_content\":\"Yes\",\"reasoning_complete\":true,"
                        + "\"tool_calls\":[]}\n");
        assertThat(qwen("parse", "{\"completion_ids\": [151657, 198, 90]}\n").out())
                .contains("\"status\":\"unclosed_block\",\"raw\":\"{\",\"token_span\":[0,3]");
    }

    @Test
    void extendGivesWhatComesBehindOrWhyNothingCan() {
        String request =
                "{\"prompt_ids\": [151644, 872, 198, 13048, 151645, 198, 151644, 77091, 198], \"completion_ids\":"
                        + " [9707, 151645%s], \"new_messages\": [{\"role\": \"%s\", \"content\": \"ok\"}]}\n";
        assertThat(qwen("extend", String.format(request, "", "tool")).out())
                .startsWith(
                        "{\"extension_ids\":[198,151644,872,198,151665,198,562,198,151666,151645,198,151644,77091,198],"
                                + "\"message_indices\":[[-1,12],[0,10],[-1,3]]");
        assertThat(qwen("extend", String.format(request, "", "user")).out())
                .startsWith("{\"extension_ids\":null,\"refused\":{\"reason\":\"PAST_CHANGES\"");
        assertThat(qwen("extend", String.format(request, ", 9707", "tool")).out())
                .contains("\"reason\":\"TOKENS_AFTER_STOP\"", "\"position\":2");
    }

    @Test
    void wrongChoicesAreRefused() {
        CommandRun family = CommandRun.of("", "render", "--renderer", "llama-3", "--tokenizer", "qwen3", "--jsonl");
        assertThat(family.exitCode()).isEqualTo(1);
        assertThat(family.err()).contains("renderer llama-3 needs the token \"<|begin_of_text|>\"");
        CommandRun name = CommandRun.of("", "render", "--renderer", "qwen9", "--tokenizer", "qwen3", "--jsonl");
        assertThat(name.err()).contains("there is no renderer \"qwen9\"", "qwen3-vl");
        CommandRun option = CommandRun.of(
                "", "render", "--renderer", "qwen3", "--tokenizer", "qwen3", "--options", "{\"think\": 1}", "--jsonl");
        assertThat(option.err()).contains("renderer qwen3 has no option think; it has enable_thinking");
        CommandRun none = CommandRun.of("", "render", "--tokenizer", "qwen3", "--jsonl");
        assertThat(none.err()).contains("no chat template");
    }

    @Test
    void describeSaysWhatARendererIs() {
        assertThat(CommandRun.of("", "render", "--renderer", "qwen3", "--tokenizer", "qwen3", "--describe")
                        .out())
                .contains("\"renderer\":\"qwen3\"", "\"stop_token_ids\":[151645,151643]");
    }
}
