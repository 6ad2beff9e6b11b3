package dev.tokenwright.chat.render.family;

import static dev.tokenwright.chat.render.family.Piece.body;
import static dev.tokenwright.chat.render.family.Piece.given;
import static dev.tokenwright.chat.render.family.Piece.said;
import static dev.tokenwright.chat.render.family.Piece.sampled;
import static dev.tokenwright.chat.render.family.Piece.scaffold;

import dev.tokenwright.chat.ChatSpan.Kind;
import dev.tokenwright.chat.Conversation;
import dev.tokenwright.chat.Extension.Refused;
import dev.tokenwright.chat.Message;
import dev.tokenwright.chat.RendererInfo.Retention;
import dev.tokenwright.chat.RendererInfo.Stability;
import dev.tokenwright.chat.Reply;
import dev.tokenwright.chat.ReplyContext;
import dev.tokenwright.chat.ReplyStream;
import dev.tokenwright.chat.ToolCall;
import dev.tokenwright.chat.plain.PythonJson;
import dev.tokenwright.chat.plain.PythonStrings;
import dev.tokenwright.chat.plain.PythonValues;
import dev.tokenwright.chat.reply.ReasoningRules;
import dev.tokenwright.chat.reply.SingleJsonCall;
import dev.tokenwright.error.ConversationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Llama 3.1 and 3.2. A message calls one tool or none, and what it says besides is not written. The day is what the option
 * says and not today.
 *
 * <p>Differs from the models' templates: arguments that are a text are written as they are and not quoted once more, and a
 * tool's result of nothing is empty.
 */
final class Llama3 extends Family {
    private static final String FORMAT =
            "Respond in the format {\"name\": function name, \"parameters\": dictionary of argument name and its value}."
                    + "Do not use variables.\n\n";
    private static final String SYSTEM_TOOLS = "You have access to the following functions. To call a function, please"
            + " respond with JSON for a function call."
            + FORMAT;
    private static final String USER_TOOLS = "Given the following functions, please respond with a JSON for a function"
            + " call with its proper arguments that best answers the given prompt.\n\n"
            + FORMAT;
    private static final int TOOL_INDENT = 4;

    private final FamilyTraits traits;
    private final String date;
    private final boolean hasToolsInUserMessage;
    private final int beginning = token("<|begin_of_text|>");
    private final int headerStart = token("<|start_header_id|>");
    private final int headerEnd = token("<|end_header_id|>");
    private final int endOfTurn = token("<|eot_id|>");
    private final int endOfText = token("<|end_of_text|>");
    private final int endOfMessage = token("<|eom_id|>");
    private final SingleJsonCall grammar = new SingleJsonCall(headerEnd);

    Llama3(FamilySetup setup) {
        super("llama-3", setup);
        FamilyOptions given = new FamilyOptions("llama-3", setup.settings().options());
        date = given.text("date_string").orElse("26 Jul 2024");
        hasToolsInUserMessage = given.flag("tools_in_user_message", true);
        Retention retention = given.retention(Retention.ALL);
        traits = new FamilyTraits(given.finish(), Stability.STABLE, retention);
    }

    @Override
    FamilyTraits traits() {
        return traits;
    }

    @Override
    public int[] stopIds() {
        return new int[] {endOfTurn, endOfText, endOfMessage};
    }

    @Override
    void write(Conversation conversation, List<Message> messages, RenderSink sink) {
        sink.message(-1);
        sink.special(beginning);
        boolean hasSystem = messages.get(0).role().equals("system");
        sink.message(hasSystem ? 0 : -1);
        system(hasSystem ? text(messages.get(0), 0) : "", conversation, sink);
        int first = hasSystem ? 1 : 0;
        if (conversation.tools().isPresent() && hasToolsInUserMessage) {
            if (!Contents.roleAt(messages, first).equals("user")) {
                throw wrong(
                        ConversationException.Kind.WRONG_ORDER,
                        Math.min(first, messages.size() - 1),
                        "tools are declared in the first message of the user, and that comes behind others");
            }
            sink.message(first);
            List<Piece> run = new ArrayList<>(List.of(scaffold("\n\n" + USER_TOOLS)));
            declare(conversation.tools().get(), run);
            run.add(body(text(messages.get(first), first)));
            turn("user", run, sink);
            first++;
        }
        for (int index = first; index < messages.size(); index++) {
            sink.message(index);
            message(messages.get(index), index, sink);
        }
    }

    private void system(String text, Conversation conversation, RenderSink sink) {
        boolean hasTools = conversation.tools().isPresent();
        List<Piece> run = new ArrayList<>(List.of(scaffold("\n\n" + (hasTools ? "Environment: ipython\n" : "")
                + "Cutting Knowledge Date: December 2023\nToday Date: " + date + "\n\n")));
        if (hasTools && !hasToolsInUserMessage) {
            run.add(scaffold(SYSTEM_TOOLS));
            declare(conversation.tools().get(), run);
        }
        run.add(body(text));
        turn("system", run, sink);
    }

    private static void declare(List<Map<String, @Nullable Object>> tools, List<Piece> run) {
        tools.forEach(tool -> {
            run.add(given(PythonJson.SPACED.indented(TOOL_INDENT).write(tool)));
            run.add(scaffold("\n\n"));
        });
    }

    private static String text(Message message, int index) {
        return PythonStrings.strip(ChatMl.textOnly(message, index));
    }

    private void header(String role, RenderSink sink) {
        sink.special(headerStart);
        sink.scaffold(role);
        sink.special(headerEnd);
    }

    private void turn(String role, List<Piece> run, RenderSink sink) {
        header(role, sink);
        sink.run(run, RenderSink.Shared.FIRST);
        sink.special(endOfTurn);
    }

    private void message(Message message, int index, RenderSink sink) {
        List<ToolCall> calls = ToolCall.of(message);
        if (writesResult(message, sink)) {
            return;
        }
        if (calls.isEmpty() && !message.role().equals("assistant")) {
            turn(message.role(), List.of(scaffold("\n\n"), body(text(message, index))), sink);
            return;
        }
        header("assistant", sink);
        sink.scaffold("\n\n");
        if (calls.isEmpty()) {
            sink.run(said(text(message, index)));
        } else if (calls.size() == 1) {
            call(calls.get(0), sink);
        } else {
            throw wrong(ConversationException.Kind.WRONG_CALLS, index, "a message can call one tool only");
        }
        sink.special(endOfTurn, Kind.SAMPLED);
    }

    private static void call(ToolCall call, RenderSink sink) {
        sink.run(
                sampled("{\"name\": \""),
                said(call.name()),
                sampled("\", \"parameters\": "),
                said(call.arguments() instanceof String text ? text : PythonJson.SPACED.write(call.arguments())),
                sampled("}"));
    }

    /** Writes what a tool answered; false when the message is none of a tool. */
    private boolean writesResult(Message message, RenderSink sink) {
        if (!message.role().equals("tool") && !message.role().equals("ipython")) {
            return false;
        }
        Object content = message.fields().get("content");
        boolean isJson = content instanceof String || content instanceof List<?> || content instanceof Map<?, ?>;
        String text = isJson ? PythonJson.SPACED.write(content) : content == null ? "" : PythonValues.str(content);
        turn("ipython", List.of(scaffold("\n\n"), body(text)), sink);
        return true;
    }

    @Override
    void opening(RenderSink sink) {
        header("assistant", sink);
        sink.scaffold("\n\n");
    }

    @Override
    Optional<ReasoningRules> reasoningRules() {
        return Optional.empty();
    }

    @Override
    Optional<Refused> writeAdded(Past past, Conversation added, RenderSink sink) {
        return writeEach(added, sink, (message, index) -> {
            if (message.role().equals("system") || message.role().equals("user")) {
                turn(message.role(), List.of(scaffold("\n\n"), body(text(message, index))), sink);
                return true;
            }
            return writesResult(message, sink);
        });
    }

    @Override
    public ReplyStream replyStream(ReplyContext context) {
        return ReplyStream.withBareCalls(this, context);
    }

    @Override
    public Reply parse(int[] completionIds, ReplyContext context) {
        return grammar.read(untilStop(completionIds));
    }
}
