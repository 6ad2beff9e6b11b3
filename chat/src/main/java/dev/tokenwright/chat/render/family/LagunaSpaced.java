package dev.tokenwright.chat.render.family;

import static dev.tokenwright.chat.render.family.Piece.body;
import static dev.tokenwright.chat.render.family.Piece.said;
import static dev.tokenwright.chat.render.family.Piece.sampled;
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
import org.jspecify.annotations.Nullable;

/** Laguna XS.2 and M.1, whose tags stand on lines of their own. */
final class LagunaSpaced extends Laguna {
    private static final String TOOLS_BEGIN =
            """


            ### Tools

            You may call functions to assist with the user query.
            All available function signatures are listed below:
            <available_tools>
            """;
    private static final String HOW_TO_THINK =
            """
            </available_tools>

            Wrap your thinking in '<think>', '</think>' tags, followed by a function call. For each function call, return \
            an unescaped XML-like object with function name and arguments within '<tool_call>' and '</tool_call>' tags, \
            like here:
            <think> your thoughts here </think>
            """;
    private static final String HOW_TO_ANSWER =
            """
            </available_tools>

            For each function call, return an unescaped XML-like object with function name and arguments within \
            '<tool_call>' and '</tool_call>' tags, like here:
            """;
    private static final String EXAMPLE =
            """
            <tool_call>function-name
            <arg_key>argument-key</arg_key>
            <arg_value>value-of-argument-key</arg_value>
            </tool_call>""";

    private static final String END = "</assistant>";

    private final Model model;

    /** Which of them it is. */
    enum Model {
        /** XS.2, which is told who it is, and takes reasoning from {@code reasoning_content} or parts of the content. */
        XS_2("laguna-xs.2"),
        /** M.1, which takes reasoning from {@code reasoning}, {@code reasoning_content} or the text of the content. */
        M_1("laguna-m.1");

        private final String family;

        Model(String family) {
            this.family = family;
        }
    }

    LagunaSpaced(Model model, FamilySetup setup) {
        super(model.family, setup, LagunaOptions.spaced(model.family, setup), "\n", PythonStrings::stripNewlines);
        this.model = model;
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
                tag(message.role()).ifPresent(tag -> turn(tag, message, sink));
            }
        }
    }

    private void beginning(Optional<Message> system, Conversation conversation, RenderSink sink) {
        String identity = model == Model.XS_2 ? IDENTITY : "";
        String text = PythonStrings.rstrip(system.map(Contents::markedTexts).orElse(identity));
        List<Map<String, @Nullable Object>> tools = conversation.tools().orElse(List.of());
        if (text.isEmpty() && tools.isEmpty()) {
            return;
        }
        if (!text.isEmpty()) {
            sink.scaffold("<system>\n\n");
            sink.message(system.isPresent() ? 0 : -1);
            sink.run(system.isPresent() ? body(text) : scaffold(text));
            sink.message(-1);
        }
        if (!tools.isEmpty()) {
            List<Piece> run = new ArrayList<>();
            run.add(scaffold((text.isEmpty() ? "<system>\n" : "") + TOOLS_BEGIN));
            run.addAll(declarations(tools));
            run.add(scaffold((chosen().thinks() ? HOW_TO_THINK : HOW_TO_ANSWER) + EXAMPLE));
            sink.run(run, RenderSink.Shared.FIRST);
        }
        sink.scaffold("\n</system>\n");
    }

    private static void turn(String tag, Message message, RenderSink sink) {
        sink.run(scaffold("<" + tag + ">\n"), body(Contents.markedTexts(message)), scaffold("\n</" + tag + ">\n"));
    }

    private void assistant(Message message, RenderSink sink) {
        if (chosen().isRaw()) {
            raw(Contents.markedTexts(message), sink);
            return;
        }
        String thought = model == Model.XS_2 ? reasoning(message) : reasoningOrInline(message);
        String answer = Contents.markedTexts(message);
        if (model == Model.M_1) {
            answer = PythonStrings.afterLast(answer, END_THINK);
        }
        sink.special(assistant);
        sink.scaffold("\n");
        if (!thought.isEmpty()) {
            sink.special(think, Kind.SAMPLED);
            sink.run(sampled("\n"), said(PythonStrings.strip(thought)), sampled("\n"));
        }
        sink.special(endThink, Kind.SAMPLED);
        String stripped = PythonStrings.strip(answer);
        sink.run(sampled("\n"), said(stripped), sampled(stripped.isEmpty() ? "" : "\n"));
        calls(ToolCall.of(message), sink);
        sink.special(endAssistant, Kind.SAMPLED);
        sink.scaffold("\n");
    }

    private static String reasoningOrInline(Message message) {
        for (String field : List.of("reasoning", "reasoning_content")) {
            if (message.fields().get(field) instanceof String given) {
                if (given.isEmpty()) {
                    break;
                }
                return given;
            }
        }
        String content = Contents.markedTexts(message);
        if (!content.contains(END_THINK)) {
            return "";
        }
        String before = PythonStrings.rstripNewlines(PythonStrings.beforeFirst(content, END_THINK));
        return PythonStrings.lstripNewlines(PythonStrings.afterLast(before, THINK));
    }

    /** A reply that may begin with the mark of a prompt and end with the mark of its end; where it does not, they are added. */
    private void raw(String content, RenderSink sink) {
        String opening = chosen().thinks() ? THINK : END_THINK;
        boolean isOpened = content.startsWith(opening);
        String rest = isOpened ? content.substring(opening.length()) : content;
        sink.special(assistant);
        sink.scaffold("\n");
        sink.special(chosen().thinks() ? think : endThink, isOpened ? Kind.SAMPLED : Kind.SCAFFOLD);
        String blank = rest.endsWith("\n") ? "\n" : "";
        String closing = END + blank;
        boolean isClosed = rest.endsWith(closing);
        sink.run(said(isClosed ? rest.substring(0, rest.length() - closing.length()) : rest));
        if (!isClosed) {
            sink.scaffold("\n");
        }
        sink.special(endAssistant, Kind.SAMPLED);
        sink.run(sampled(isClosed ? blank : ""));
        sink.scaffold("\n");
    }

    @Override
    Optional<Refused> writeAdded(Past past, Conversation added, RenderSink sink) {
        if (past.last() == endAssistant) {
            sink.scaffold("\n");
        }
        return writeEach(added, sink, (message, index) -> {
            Optional<String> tag = tag(message.role());
            tag.ifPresent(known -> turn(known, message, sink));
            return tag.isPresent();
        });
    }
}
