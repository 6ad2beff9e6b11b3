package dev.tokenwright.app.cli;

import dev.tokenwright.chat.ChatOptions;
import dev.tokenwright.chat.ChatTemplate;
import dev.tokenwright.chat.RenderedChat;
import dev.tokenwright.chat.jinja.RenderOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tokenwright chat}. */
@Command(
        name = "chat",
        mixinStandardHelpOptions = true,
        description = "Conversations as the model sees them: text, ids, and what each id is.",
        footer = {
            "",
            "Examples:",
            "  tokenwright chat --model path/to/model --file conversation.json",
            "  tokenwright chat --model path/to/model --explain --file conversation.json",
            "  tokenwright chat --model path/to/model --jsonl < conversations.jsonl",
            "      {\"messages\", \"tools\"?, \"documents\"?, \"add_generation_prompt\"?, \"continue_final_message\"?,",
            "       \"variables\"?, \"special_text\"?} -> {\"text\", \"ids\", \"spans\", \"assistant_mask\"}"
        })
final class ChatCommand implements Callable<Integer> {
    @Spec
    @Nullable
    CommandSpec spec;

    @Mixin
    ModelOptions model = new ModelOptions();

    @Mixin
    TemplateSource source = new TemplateSource();

    @Mixin
    TypedText typed = new TypedText();

    @Option(
            names = "--explain",
            description = "Show where each stretch of the text came from; with --json, one JSON object a stretch.")
    boolean explain;

    @Option(names = "--json", description = "Write a JSON object instead of plain text.")
    boolean json;

    @Mixin
    Colours colours = new Colours();

    @Mixin
    Clock clock = new Clock();

    @Mixin
    InputOptions input = new InputOptions();

    @Override
    public Integer call() throws IOException {
        CommandSpec command = Objects.requireNonNull(spec);
        PrintWriter out = command.commandLine().getOut();
        ChatTemplate chat = source.of(model.load());
        RenderOptions rendering = RenderOptions.at(clock.time());
        if (input.jsonl) {
            return input.answer(
                    line -> ChatJson.of(apply(chat, line, rendering)),
                    out,
                    command.commandLine().getErr());
        }
        ChatView view = new ChatView(chat.template(), colours.paint(command), out);
        for (String text : input.texts(List.of())) {
            RenderedChat rendered = apply(chat, text.getBytes(StandardCharsets.UTF_8), rendering);
            if (explain && json) {
                ChatJson.stretches(rendered, chat.template()).forEach(out::println);
            } else if (explain) {
                view.explain(rendered);
            } else if (json) {
                out.println(ChatJson.of(rendered));
            } else {
                view.show(rendered);
            }
        }
        return 0;
    }

    private RenderedChat apply(ChatTemplate chat, byte[] line, RenderOptions rendering) {
        ChatRequest request = ChatRequest.parse(line);
        ChatOptions options = ChatOptions.reference()
                .withRendering(rendering)
                .withEnding(request.ending())
                .withTyped(ChatRequest.specialText(request.specialText().orElse(typed.specialText)));
        return chat.apply(request.conversation(), options);
    }
}
