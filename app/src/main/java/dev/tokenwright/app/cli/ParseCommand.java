package dev.tokenwright.app.cli;

import dev.tokenwright.app.json.Json;
import dev.tokenwright.chat.Reply;
import java.io.IOException;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code tokenwright parse}. */
@Command(
        name = "parse",
        mixinStandardHelpOptions = true,
        description = "Sampled ids as what the model said: content, reasoning, and every attempt to call a tool.",
        footer = {
            "",
            "Examples:",
            "  echo '{\"completion_ids\": [17, 151645]}' | tokenwright parse --model path/to/model",
            "  tokenwright parse --renderer qwen3 --tokenizer tokenizer.json --jsonl < completions.jsonl",
            "      {\"completion_ids\", \"prompt_ids\"?, \"tools\"?, \"config\"?} -> {\"content\", \"reasoning_content\",",
            "       \"reasoning_complete\", \"tool_calls\": [{\"name\", \"arguments\", \"status\", \"raw\", \"token_span\", \"id\"}]}"
        })
final class ParseCommand implements Callable<Integer> {
    private static final Set<String> FIELDS =
            Set.of("completion_ids", "prompt_ids", "tools", "config", "thinking_retention");

    @Spec
    @Nullable
    CommandSpec spec;

    @Mixin
    RendererChoice choice = new RendererChoice();

    @Mixin
    InputOptions input = new InputOptions();

    @Override
    public Integer call() throws IOException {
        choice.load();
        return input.answerEach(this::answer, Objects.requireNonNull(spec).commandLine());
    }

    private String answer(byte[] line) {
        TurnRequest request = TurnRequest.parse(line, FIELDS);
        Reply reply = choice.with(request.config()).parse(request.ids("completion_ids"), request.context());
        return Json.line(json -> TurnJson.reply(json, reply));
    }
}
