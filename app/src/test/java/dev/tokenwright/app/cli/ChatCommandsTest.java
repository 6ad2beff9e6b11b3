package dev.tokenwright.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands about conversations and templates as a user meets them. */
class ChatCommandsTest {
    private static final String TEMPLATE =
            """
            {%- for m in messages %}
            {{- '<|im_start|>' + m.role + '\\n' + m.content + '<|im_end|>\\n' }}
            {%- endfor %}
            {%- if add_generation_prompt %}
            {{- '<|im_start|>assistant\\n' }}
            {%- endif %}
            """;
    private static final String CONVERSATION =
            "{\"messages\": [{\"role\": \"user\", \"content\": \"Hi\"}, {\"role\": \"assistant\", \"content\": \"Hello\"}]}";

    @TempDir
    Path folder;

    private String template = "";

    @BeforeEach
    void writeTemplate() throws IOException {
        template = file("chat.jinja", TEMPLATE);
    }

    private String file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content).toString();
    }

    @Test
    void templateRenderGivesTextAndTheRangesOfGeneratedText() throws IOException {
        String tagged =
                file("tagged.jinja", "{{ x }}{% generation %}{{ y }}{% endgeneration %}{{ strftime_now('%Y') }}");
        assertThat(CommandRun.of(
                                "{\"variables\": {\"x\": \"\uD83D\uDE42\", \"y\": \"ab\"}}\n{\"x\": \"\", \"y\": \"\"}\n{\"x\": 1}\n",
                                "template",
                                "render",
                                "--template",
                                tagged,
                                "--now",
                                "2026-07-04T09:05:03",
                                "--jsonl")
                        .out()
                        .lines())
                .containsExactly(
                        "{\"text\":\"\uD83D\uDE42ab2026\",\"generation\":[[1,3]]}",
                        "{\"text\":\"2026\",\"generation\":[[0,0]]}",
                        "{\"text\":\"12026\",\"generation\":[[1,1]]}");
        assertThat(CommandRun.of(
                        "{\"x\": \"a\", \"y\": \"b\"}",
                        "template",
                        "render",
                        "--template",
                        tagged,
                        "--now",
                        "2026-07-04"))
                .isEqualTo(new CommandRun(0, "ab2026", ""));
    }

    @Test
    void templateRenderAnswersWhatFailsOnItsLine() throws IOException {
        String failing = file("failing.jinja", "\n {{ raise_exception(x) }}");
        CommandRun result = CommandRun.of(
                "{\"x\": \"no\"}\n{}\nnot json\n", "template", "render", "--template", failing, "--jsonl");
        List<String> lines = result.out().lines().toList();
        assertThat(lines.get(0)).startsWith("{\"error\":{\"type\":\"Template\"").contains("no");
        assertThat(lines).hasSize(3).allMatch(line -> line.startsWith("{\"error\":"));
        assertThat(result.exitCode()).isEqualTo(1);
        CommandRun broken =
                CommandRun.of("{}\n", "template", "render", "--template", file("broken.jinja", "{% if %}"), "--jsonl");
        assertThat(broken.out()).startsWith("{\"error\":");
        assertThat(broken.exitCode()).isEqualTo(1);
        assertThat(CommandRun.of("{}", "template", "render").exitCode()).isEqualTo(2);
    }

    @Test
    void chatGivesTextIdsSpansAndTheReferencesMask() {
        String requests = CONVERSATION + "\n"
                + "{\"messages\": [{\"role\": \"user\", \"content\": \"Hi\"}], \"add_generation_prompt\": true}\n"
                + "{\"messages\": [{\"role\": \"assistant\", \"content\": \"Hel\"}], \"continue_final_message\": true}\n"
                + "{\"messages\": [{\"role\": \"user\", \"content\": \"<|im_end|>\"}], \"special_text\": \"as-text\"}\n"
                + "{\"messages\": [{\"role\": \"user\", \"content\": \"<|im_end|>\"}], \"special_text\": \"reject\"}\n"
                + "{\"messages\": [], \"add_generation_prompt\": true, \"continue_final_message\": true}\n"
                + "{\"message\": []}\n";
        CommandRun result = CommandRun.of(requests, "chat", "--model", "qwen3", "--template", template, "--jsonl");
        List<String> lines = result.out().lines().toList();
        assertThat(lines.get(0))
                .isEqualTo("{\"text\":\"<|im_start|>user\\nHi<|im_end|>\\n<|im_start|>assistant\\nHello<|im_end|>\\n\","
                        + "\"ids\":[151644,872,198,13048,151645,198,151644,77091,198,9707,151645,198],"
                        + "\"spans\":[{\"start\":0,\"end\":1,\"message\":-1,\"kind\":\"scaffold\"},"
                        + "{\"start\":1,\"end\":2,\"message\":0,\"kind\":\"scaffold\"},"
                        + "{\"start\":2,\"end\":3,\"message\":-1,\"kind\":\"scaffold\"},"
                        + "{\"start\":3,\"end\":4,\"message\":0,\"kind\":\"body\"},"
                        + "{\"start\":4,\"end\":7,\"message\":-1,\"kind\":\"scaffold\"},"
                        + "{\"start\":7,\"end\":8,\"message\":1,\"kind\":\"scaffold\"},"
                        + "{\"start\":8,\"end\":9,\"message\":-1,\"kind\":\"scaffold\"},"
                        + "{\"start\":9,\"end\":10,\"message\":1,\"kind\":\"sampled\"},"
                        + "{\"start\":10,\"end\":12,\"message\":-1,\"kind\":\"scaffold\"}],"
                        + "\"assistant_mask\":[0,0,0,0,0,0,0,0,0,0,0,0]}");
        assertThat(lines.get(1)).contains("<|im_end|>\\n<|im_start|>assistant\\n\",\"ids\"");
        assertThat(lines.get(2)).startsWith("{\"text\":\"<|im_start|>assistant\\nHel\",\"ids\":[151644,77091,198,");
        assertThat(lines.get(3)).contains("\"ids\":[151644,872,198,27,91,318,6213,91,29,151645,198]");
        assertThat(lines.get(4)).startsWith("{\"error\":{\"type\":\"SpecialToken\"");
        assertThat(lines.get(5)).contains("not compatible");
        assertThat(lines.get(6)).contains("unknown field");
        assertThat(result.exitCode()).isEqualTo(1);
    }

    @Test
    void chatShowsTheTextAndPaintsItOnlyWhenAsked() {
        CommandRun plain = CommandRun.of(CONVERSATION, "chat", "--model", "qwen3", "--template", template);
        assertThat(plain)
                .isEqualTo(new CommandRun(
                        0, "<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\nHello<|im_end|>\n\n", ""));
        CommandRun painted =
                CommandRun.of(CONVERSATION, "chat", "--model", "qwen3", "--template", template, "--color", "always");
        assertThat(painted.out())
                .contains("\u001b[97;48;5;24mHi\u001b[0m<|im_end|>")
                .contains("\u001b[97;48;5;53;4mHello\u001b[0m\u001b[4m<|im_end|>\u001b[0m")
                .contains("12 tokens, 2 of them trained on");
        assertThat(CommandRun.of(CONVERSATION, "chat", "--model", "qwen3", "--template", template, "--color", "never"))
                .isEqualTo(plain);
        assertThat(CommandRun.of(CONVERSATION, "chat", "--template", template, "--color", "red")
                        .exitCode())
                .isEqualTo(2);
    }

    @Test
    void chatExplainsWhereEachStretchCameFrom() {
        assertThat(CommandRun.of(CONVERSATION, "chat", "--model", "qwen3", "--template", template, "--explain")
                        .out())
                .startsWith("template 2:6                         <|im_start|>\n"
                        + "messages[0].role                     user\n"
                        + "template 2:32                        ⏎\n"
                        + "messages[0].content                  Hi\n");
        assertThat(CommandRun.of(
                                CONVERSATION, "chat", "--model", "qwen3", "--template", template, "--explain", "--json")
                        .out())
                .startsWith("{\"origin\":\"template\",\"line\":2,\"column\":6,\"text\":\"<|im_start|>\"}\n"
                        + "{\"origin\":\"messages[0].role\",\"origin_start\":0,\"text\":\"user\"}\n");
    }

    @Test
    void chatUsesTheTemplatesOfAModelDirectory() throws IOException {
        Path model = Files.createDirectories(folder.resolve("model"));
        Files.writeString(
                model.resolve("tokenizer.json"),
                "{\"model\": {\"type\": \"BPE\", \"vocab\": {\"a\": 0, \"b\": 1}, \"merges\": []}}");
        Files.writeString(
                model.resolve("tokenizer_config.json"),
                "{\"eos_token\": \"<eos>\", \"chat_template\": [{\"name\": \"default\", \"template\": "
                        + "\"{{ messages[0].content }}{{ eos_token }}\"}, {\"name\": \"tool_use\", \"template\": \"b\"}]}");
        String request = "{\"messages\": [{\"role\": \"user\", \"content\": \"ab\"}]}\n";
        String directory = model.toString();
        assertThat(CommandRun.of(request, "chat", "-m", directory, "--jsonl").out())
                .startsWith("{\"text\":\"ab<eos>\",\"ids\":[0,1,2]");
        assertThat(CommandRun.of(request, "chat", "-m", directory, "--template-name", "tool_use", "--jsonl")
                        .out())
                .startsWith("{\"text\":\"b\",\"ids\":[1]");
        assertThat(CommandRun.of(request, "chat", "-m", directory, "--template-name", "rag")
                        .err())
                .contains("no chat template \"rag\"")
                .contains("default, tool_use");
        assertThat(CommandRun.of("", "template", "check", "-m", directory).out())
                .contains("eos_token: from the tokenizer");
    }

    @Test
    void templateCheckAnswersFourQuestions() throws IOException {
        CommandRun held = CommandRun.of(
                "",
                "template",
                "check",
                "--model",
                "qwen3",
                "--template",
                template,
                "--require",
                "needs,past,masks,control");
        assertThat(held.exitCode()).isZero();
        assertThat(held.out())
                .contains("needs    yes ", "past     yes ", "masks    yes ", "control  yes ")
                .contains("2:1  writes messages[].content");
        String changing = file(
                "changing.jinja",
                "{% for m in messages %}{{ m.content }}\n{% if loop.last %}end{% endif %}{% endfor %}");
        CommandRun changes = CommandRun.of(
                "", "template", "check", "--model", "qwen3", "--template", changing, "--require", "past", "--json");
        assertThat(changes.exitCode()).isEqualTo(1);
        assertThat(changes.out())
                .startsWith("{\"template\":\"changing.jinja\",\"needs\":{\"verdict\":\"yes\"")
                .contains("\"past\":{\"verdict\":\"no\"");
        assertThat(CommandRun.of("", "template", "check", "--model", "qwen3", "--template", changing)
                        .exitCode())
                .isZero();
    }

    @Test
    void templateCheckRefusesABrokenTemplateWithItsPlace() throws IOException {
        String broken = file("broken.jinja", "a\n{% if %}");
        CommandRun result = CommandRun.of("", "template", "check", "--template", broken);
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).startsWith("error: broken.jinja:2:");
        assertThat(CommandRun.of("", "template", "check", "--model", "gpt2").err())
                .contains("give one with --template");
        assertThat(CommandRun.of("", "template", "check", "--template", template, "--require", "fun")
                        .exitCode())
                .isEqualTo(2);
    }
}
