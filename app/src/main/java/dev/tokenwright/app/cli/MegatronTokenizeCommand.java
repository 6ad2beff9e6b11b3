package dev.tokenwright.app.cli;

import dev.tokenwright.app.json.Json;
import dev.tokenwright.chat.prompt.ConversationOptions;
import dev.tokenwright.chat.prompt.ConversationOptions.Ending;
import dev.tokenwright.chat.prompt.TokenizedConversation;
import dev.tokenwright.chat.prompt.TrainingTokenizer;
import dev.tokenwright.chat.prompt.command.TokenizerArguments;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** {@code tokenwright megatron tokenize}. */
@Command(
        name = "tokenize",
        mixinStandardHelpOptions = true,
        description = "Conversations to ids and training targets, with Megatron-LM's own tokenizer options.",
        footer = {
            "",
            "Tokenizer options:",
            "  --tokenizer-library NAME        huggingface, sentencepiece, tiktoken, megatron, byte-level, null,",
            "                                  multimodal, null-multimodal",
            "  --tokenizer-model PATH          directory, file, or one of the library megatron's names",
            "  --tokenizer-prompt-format NAME  such as nemotron-nano-v2, llama3p1, chatml (default: default)",
            "  --tokenizer-special-tokens T... tokens to add",
            "  --tokenizer-metadata FILE       a tokenizer_metadata.json",
            "  --chat-template TEXT            a template instead of the tokenizer's own",
            "  --vocab-size N, --vocab-file FILE, --merge-file FILE, --tiktoken-pattern v1|v2,",
            "  --tiktoken-num-special-tokens N, --tokenizer-sentencepiece-legacy,",
            "  --tokenizer-hf-no-include-special-tokens, --special-tokens T..., --image-tag-type NAME,",
            "  --force-system-message; the old options are in docs/from-megatron.md",
            "",
            "Examples:",
            "  tokenwright megatron tokenize --tokenizer-library huggingface --tokenizer-model path/to/model",
            "      --tokenizer-prompt-format qwen2p5 --jsonl < conversations.jsonl",
            "      {\"messages\", \"return_target\"?, \"add_generation_prompt\"?} -> {\"ids\", \"targets\"?}"
        })
final class MegatronTokenizeCommand implements Callable<Integer> {
    private static final Set<String> FIELDS = Set.of("messages", "return_target", "add_generation_prompt");

    @Spec
    @Nullable
    CommandSpec spec;

    @Unmatched
    List<String> arguments = new ArrayList<>();

    @Option(
            names = "--corrected",
            description = "Do not repeat the mistakes that the reference is known for; see docs/from-megatron.md.")
    boolean corrected;

    @Mixin
    Clock clock = new Clock();

    @Mixin
    InputOptions input = new InputOptions();

    @Override
    public Integer call() throws IOException {
        CommandLine command = Objects.requireNonNull(spec).commandLine();
        TrainingTokenizer tokenizer = open(command.getErr());
        return input.answerEach(line -> answer(tokenizer, line), command);
    }

    private TrainingTokenizer open(PrintWriter err) {
        try {
            TokenizerArguments parsed = TokenizerArguments.parse(arguments);
            parsed.warnings().forEach(err::println);
            err.flush();
            return parsed.open();
        } catch (IllegalArgumentException e) {
            throw new CliException("TokenizerOptions", String.valueOf(e.getMessage()));
        }
    }

    private String answer(TrainingTokenizer tokenizer, byte[] line) {
        Map<String, @Nullable Object> request = JsonData.request(line, FIELDS);
        ConversationOptions options =
                flag(request, "return_target") ? ConversationOptions.TARGETS : ConversationOptions.IDS;
        if (flag(request, "add_generation_prompt")) {
            options = options.withEnding(Ending.GENERATION_PROMPT);
        }
        if (corrected) {
            options = options.withReading(ConversationOptions.Reading.CORRECTED);
        }
        TokenizedConversation conversation =
                tokenizer.tokenizeConversation(messages(request), options.at(clock.time()));
        return Json.line(json -> {
            Json.ids(json, conversation.ids());
            if (conversation.targets().isPresent()) {
                int[] targets = conversation.targets().get();
                json.writeFieldName("targets");
                json.writeArray(targets, 0, targets.length);
            }
        });
    }

    private static List<Map<String, @Nullable Object>> messages(Map<String, @Nullable Object> request) {
        if (!(request.get("messages") instanceof List<?> list)) {
            throw new CliException("field \"messages\": expected a list of objects");
        }
        List<Map<String, @Nullable Object>> messages = new ArrayList<>();
        for (Object message : list) {
            if (message == null) {
                throw new CliException("field \"messages\": expected a list of objects");
            }
            messages.add(JsonData.object(message, "messages"));
        }
        return messages;
    }

    private static boolean flag(Map<String, @Nullable Object> request, String name) {
        Object value = request.get(name);
        if (value == null || value instanceof Boolean) {
            return Boolean.TRUE.equals(value);
        }
        throw new CliException("field \"" + name + "\": expected true or false");
    }
}
