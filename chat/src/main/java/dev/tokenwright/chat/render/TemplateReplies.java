package dev.tokenwright.chat.render;

import dev.tokenwright.Tokenizer;
import dev.tokenwright.chat.Reply;
import dev.tokenwright.chat.ReplyContext;
import dev.tokenwright.chat.reply.ArgumentTypes;
import dev.tokenwright.chat.reply.CallBlocks;
import dev.tokenwright.chat.reply.InitialReasoning;
import dev.tokenwright.chat.reply.JsonCalls;
import dev.tokenwright.chat.reply.PlainReplies;
import dev.tokenwright.chat.reply.ReplyIds;
import java.util.Optional;
import java.util.OptionalInt;

/** How replies to a template's prompts are read: told from the marks that the template and the vocabulary have. */
final class TemplateReplies {
    private static final String THINK = "<think>";
    private static final String END_THINK = "</think>";

    private final Tokenizer tokenizer;
    private final Optional<InitialReasoning> reasoning;
    private final Optional<CallBlocks> calls;

    private TemplateReplies(Tokenizer tokenizer, Optional<InitialReasoning> reasoning, Optional<CallBlocks> calls) {
        this.tokenizer = tokenizer;
        this.reasoning = reasoning;
        this.calls = calls;
    }

    static TemplateReplies of(Tokenizer tokenizer, String template, String opening) {
        OptionalInt open = tokenizer.vocabulary().id("<tool_call>");
        OptionalInt close = tokenizer.vocabulary().id("</tool_call>");
        String header = opening.contains(THINK) ? opening.substring(0, opening.indexOf(THINK)) : opening;
        InitialReasoning thinking = InitialReasoning.between(THINK, END_THINK, header, tokenizer);
        boolean isJson = open.isPresent()
                && close.isPresent()
                && template.contains("<tool_call>")
                && (!template.contains(END_THINK)
                        || tokenizer.vocabulary().id(END_THINK).isPresent())
                && template.contains("\"arguments\"");
        return new TemplateReplies(
                tokenizer,
                template.contains(END_THINK) ? Optional.of(thinking) : Optional.empty(),
                isJson
                        ? Optional.of(JsonCalls.between(
                                open.getAsInt(),
                                close.getAsInt(),
                                thinking.endedByCall(open.getAsInt()),
                                tokenizer.vocabulary().id(END_THINK).orElse(-1)))
                        : Optional.empty());
    }

    Reply read(int[] completion, ReplyContext context, int[] stops) {
        ReplyIds ids = ReplyIds.before(stops, completion, tokenizer);
        boolean isInside = reasoning.isPresent() && reasoning.get().isOpenAfter(context.promptIds(), stops);
        if (calls.isPresent()) {
            return calls.get().read(ids, isInside, ArgumentTypes.of(context.tools()));
        }
        return reasoning
                .map(thinking -> new PlainReplies(thinking, END_THINK).read(ids, isInside))
                .orElseGet(() -> PlainReplies.answer(ids));
    }
}
