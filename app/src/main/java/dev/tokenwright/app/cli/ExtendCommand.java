package dev.tokenwright.app.cli;

import dev.tokenwright.app.json.Json;
import dev.tokenwright.chat.Extension;
import dev.tokenwright.chat.Rendered;
import java.io.IOException;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code tokenwright extend}. */
@Command(
        name = "extend",
        mixinStandardHelpOptions = true,
        description = "The next prompt behind sampled ids, without tokenizing anything twice.",
        footer = {
            "",
            "Examples:",
            "  tokenwright extend --renderer qwen3 --tokenizer tokenizer.json --jsonl < turns.jsonl",
            "      {\"prompt_ids\", \"completion_ids\", \"new_messages\", \"tools\"?, \"thinking_retention\"?, \"config\"?}",
            "      -> {\"extension_ids\", \"message_indices\", \"sampled_mask\", \"is_content\", \"message_roles\",",
            "          \"message_tool_names\"}; extension_ids come behind prompt and completion, the masks are of all ids",
            "      or {\"extension_ids\": null, \"refused\": {\"reason\", \"detail\", \"position\"}}"
        })
final class ExtendCommand implements Callable<Integer> {
    private static final Set<String> FIELDS =
            Set.of("prompt_ids", "completion_ids", "new_messages", "tools", "thinking_retention", "config");

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
        int[] prompt = request.ids("prompt_ids");
        int[] completion = request.ids("completion_ids");
        Extension extension =
                choice.with(request.config()).extend(prompt, completion, request.conversation("new_messages"));
        if (extension instanceof Extension.Refused refused) {
            return Json.line(json -> {
                json.writeNullField("extension_ids");
                json.writeObjectFieldStart("refused");
                json.writeStringField("reason", refused.reason().name());
                json.writeStringField("detail", refused.detail());
                json.writeNumberField("position", refused.position());
                json.writeEndObject();
            });
        }
        Rendered rendered = extension.orThrow();
        return Json.line(json -> {
            TurnJson.ids(json, "extension_ids", rendered.ids(), prompt.length + completion.length);
            TurnJson.rendered(json, rendered);
        });
    }
}
