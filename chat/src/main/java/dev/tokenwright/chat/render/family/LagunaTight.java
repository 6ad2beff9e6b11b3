package dev.tokenwright.chat.render.family;

import static dev.tokenwright.chat.render.family.Piece.body;
import static dev.tokenwright.chat.render.family.Piece.said;
import static dev.tokenwright.chat.render.family.Piece.scaffold;

import dev.tokenwright.chat.ChatSpan.Kind;
import dev.tokenwright.chat.Conversation;
import dev.tokenwright.chat.Extension.Refused;
import dev.tokenwright.chat.Message;
import dev.tokenwright.chat.ToolCall;
import dev.tokenwright.chat.plain.PythonStrings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Laguna XS-2.1 and S-2.1, whose tags hug what stands in them. Reasoning and answers stay exactly as they are. */
final class LagunaTight extends Laguna {
    private static final String TOOLS_BEGIN =
            """
            ### Tools

            You may call functions to assist with the user query.
            All available function signatures are listed below:
            <available_tools>
            """;

    private LagunaTight(String name, FamilySetup setup, LagunaOptions options) {
        super(name, setup, options, "", UnaryOperator.identity());
    }

    static LagunaTight small(FamilySetup setup) {
        return new LagunaTight("laguna-xs-2.1", setup, LagunaOptions.small("laguna-xs-2.1", setup));
    }

    static LagunaTight large(FamilySetup setup) {
        return new LagunaTight("laguna-s-2.1", setup, LagunaOptions.large("laguna-s-2.1", setup));
    }

    @Override
    void write(Conversation conversation, List<Message> messages, RenderSink sink) {
        sink.special(endOfText);
        boolean hasSystem = messages.get(0).role().equals("system");
        beginning(hasSystem ? Optional.of(messages.get(0)) : Optional.empty(), conversation, sink);
        for (int index = hasSystem ? 1 : 0; index < messages.size(); index++) {
            Message message = messages.get(index);
            sink.message(index);
            if (message.role().equals("assistant")) {
                assistant(message, sink);
            } else {
                tag(message.role()).ifPresent(tag -> turn("", tag, message, sink));
            }
        }
    }

    private void beginning(Optional<Message> system, Conversation conversation, RenderSink sink) {
        String text = PythonStrings.rstrip(system.map(Contents::markedTexts).orElse(IDENTITY));
        List<Map<String, @Nullable Object>> tools = conversation.tools().orElse(List.of());
        if (text.isEmpty() && tools.isEmpty() && !chosen().thinks()) {
            return;
        }
        List<Piece> run = new ArrayList<>();
        run.add(scaffold("<system>"));
        run.add(system.isPresent() ? body(text).of(0) : scaffold(text));
        if (!tools.isEmpty()) {
            run.add(scaffold((text.isEmpty() ? "" : "\n\n") + TOOLS_BEGIN));
            run.addAll(declarations(tools));
            run.add(scaffold("</available_tools>"));
        }
        run.add(scaffold("</system>\n"));
        sink.run(run, RenderSink.Shared.CONTENT);
    }

    private static void turn(String before, String tag, Message message, RenderSink sink) {
        sink.run(
                List.of(
                        scaffold(before + "<" + tag + ">"),
                        body(Contents.markedTexts(message)),
                        scaffold("</" + tag + ">\n")),
                RenderSink.Shared.CONTENT);
    }

    private void assistant(Message message, RenderSink sink) {
        sink.special(assistant);
        if (chosen().showsReasoning()) {
            sink.special(think);
            sink.run(said(reasoning(message)));
            sink.special(endThink, Kind.SAMPLED);
        } else {
            sink.special(endThink);
        }
        sink.run(said(Contents.markedTexts(message)));
        calls(ToolCall.of(message), sink);
        sink.special(endAssistant, Kind.SAMPLED);
        sink.scaffold("\n");
    }

    @Override
    Optional<Refused> writeAdded(Past past, Conversation added, RenderSink sink) {
        return writeEach(added, sink, (message, index) -> {
            Optional<String> tag = tag(message.role());
            tag.ifPresent(known -> turn(index == 0 ? "\n" : "", known, message, sink));
            return tag.isPresent();
        });
    }
}
