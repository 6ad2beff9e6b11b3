package dev.tokenwright.app.cli;

import dev.tokenwright.Tokenizer;
import dev.tokenwright.app.json.Json;
import dev.tokenwright.chat.ChatOptions;
import dev.tokenwright.chat.ChatSpan;
import dev.tokenwright.chat.ChatTemplate;
import dev.tokenwright.chat.RenderedChat;
import dev.tokenwright.chat.jinja.RenderOptions;
import dev.tokenwright.chat.jinja.TextSpan;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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

    @Option(names = "--template", paramLabel = "FILE", description = "A chat template instead of the model's own.")
    @Nullable
    Path template;

    @Option(
            names = "--template-name",
            paramLabel = "NAME",
            description = "Which of the model's chat templates, such as tool_use.")
    @Nullable
    String templateName;

    @Option(
            names = "--special-text",
            paramLabel = "MODE",
            defaultValue = "recognize",
            description = "What becomes of control tokens' text in messages, tools and documents: recognize, as-text or"
                    + " reject (default: ${DEFAULT-VALUE}).")
    String specialText = "recognize";

    @Option(names = "--explain", description = "Show where each stretch of the text came from.")
    boolean explain;

    @Option(names = "--json", description = "Write a JSON object instead of plain text.")
    boolean json;

    @Mixin
    Clock clock = new Clock();

    @Mixin
    InputOptions input = new InputOptions();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        ChatTemplate chat = chatTemplate(model.load());
        RenderOptions rendering = RenderOptions.at(clock.time());
        if (input.jsonl) {
            return input.answer(
                    line -> json(apply(chat, line, rendering)),
                    out,
                    Objects.requireNonNull(spec).commandLine().getErr());
        }
        for (String text : input.texts(List.of())) {
            RenderedChat rendered = apply(chat, text.getBytes(StandardCharsets.UTF_8), rendering);
            if (explain) {
                explain(rendered, out);
            } else {
                out.println(json ? json(rendered) : rendered.text());
            }
        }
        return 0;
    }

    private ChatTemplate chatTemplate(Tokenizer tokenizer) throws IOException {
        if (template != null) {
            return ChatTemplate.of(TemplateRenderCommand.compile(template), tokenizer);
        }
        try {
            return templateName == null ? ChatTemplate.of(tokenizer) : ChatTemplate.named(templateName, tokenizer);
        } catch (IllegalArgumentException e) {
            throw new CliException("NoTemplate", e.getMessage() + "; give one with --template");
        }
    }

    private RenderedChat apply(ChatTemplate chat, byte[] line, RenderOptions rendering) {
        ChatRequest request = ChatRequest.parse(line);
        ChatOptions options = ChatOptions.reference()
                .withRendering(rendering)
                .withEnding(request.ending())
                .withTyped(ChatRequest.specialText(request.specialText().orElse(specialText)));
        return chat.apply(request.conversation(), options);
    }

    private static void explain(RenderedChat rendered, PrintWriter out) {
        for (TextSpan span : rendered.rendered().spans()) {
            String text = rendered.text().substring(span.start(), span.end());
            out.println(Json.line(json -> {
                json.writeStringField("origin", span.origin().toString());
                json.writeStringField("text", text);
            }));
        }
    }

    private static String json(RenderedChat rendered) {
        return Json.line(json -> {
            json.writeStringField("text", rendered.text());
            Json.ids(json, rendered.ids());
            json.writeArrayFieldStart("spans");
            for (ChatSpan span : rendered.spans()) {
                json.writeStartObject();
                json.writeNumberField("start", span.start());
                json.writeNumberField("end", span.end());
                json.writeNumberField("message", span.message());
                json.writeStringField("kind", span.kind().toString().toLowerCase(java.util.Locale.ROOT));
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeFieldName("assistant_mask");
            int[] mask = rendered.assistantMask();
            json.writeArray(mask, 0, mask.length);
        });
    }
}
