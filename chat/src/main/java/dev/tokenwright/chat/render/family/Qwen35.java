package dev.tokenwright.chat.render.family;

import static dev.tokenwright.chat.render.family.Piece.body;
import static dev.tokenwright.chat.render.family.Piece.given;
import static dev.tokenwright.chat.render.family.Piece.said;
import static dev.tokenwright.chat.render.family.Piece.sampled;
import static dev.tokenwright.chat.render.family.Piece.scaffold;

import dev.tokenwright.chat.ChatSpan.Kind;
import dev.tokenwright.chat.Conversation;
import dev.tokenwright.chat.Message;
import dev.tokenwright.chat.RendererInfo.Retention;
import dev.tokenwright.chat.RendererInfo.Stability;
import dev.tokenwright.chat.Reply;
import dev.tokenwright.chat.ReplyContext;
import dev.tokenwright.chat.ToolCall;
import dev.tokenwright.chat.plain.PythonJson;
import dev.tokenwright.chat.plain.PythonStrings;
import dev.tokenwright.chat.reply.ArgumentTypes;
import dev.tokenwright.chat.reply.CallBlocks;
import dev.tokenwright.chat.reply.XmlCalls;
import dev.tokenwright.error.ConversationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Qwen 3.5, 3.6 and 3.8. Reasoning of turns before the last question is left out, unless 3.6 or 3.8 preserve it.
 *
 * <p>Differs from the models' templates: with thinking off, the empty reasoning that a prompt begins a reply with also
 * stays in earlier turns, so that what was sampled stays as it was; what a message with an image says keeps the white
 * space at its ends; arguments that are no JSON object are no arguments, where the templates fail.
 */
final class Qwen35 extends ChatMl {
    private static final String TOOLS_BEGIN = "# Tools\n\nYou have access to the following functions:\n\n<tools>";
    private static final String TOOLS_END = "\n</tools>";
    private static final Set<String> NOT_THINKING = Set.of("Qwen/Qwen3.5-0.8B", "Qwen/Qwen3.5-2B");

    /** The versions, each with what the next changed. */
    enum Version {
        V3_5("qwen3.5"),
        V3_6("qwen3.6"),
        V3_8("qwen3.8");

        private final String family;

        Version(String family) {
            this.family = family;
        }
    }

    private final Version version;
    private final FamilyTraits traits;
    private final boolean thinks;
    private final boolean preserves;
    private final String effort;
    private final QwenVision vision;
    private final int think = token(THINK);
    private final int endThink = token(END_THINK);
    private final CallBlocks grammar;

    Qwen35(Version version, FamilySetup setup) {
        super(version.family, setup);
        this.version = version;
        FamilyOptions given = new FamilyOptions(version.family, setup.settings().options());
        thinks = given.flag("enable_thinking")
                .orElse(!NOT_THINKING.contains(setup.settings().modelName().orElse("")));
        vision = new QwenVision(this, given.flag("add_vision_id", false));
        preserves = version != Version.V3_5 && given.flag("preserve_thinking", version == Version.V3_8);
        effort = version == Version.V3_8 ? QwenEffort.sentence(given, thinks) : "";
        Retention retention = given.retention(
                preserves || !thinks ? Retention.ALL : Retention.TOOL_CYCLE,
                preserves ? Retention.ALL : Retention.TOOL_CYCLE,
                "preserve_thinking",
                version == Version.V3_8);
        given.any("image_cache_max");
        traits = new FamilyTraits(given.finish(), preserves ? Stability.STABLE : Stability.REWRITES, retention);
        grammar = XmlCalls.between(callStart, callEnd, reasoning, endThink);
    }

    @Override
    FamilyTraits traits() {
        return traits;
    }

    @Override
    void write(Conversation conversation, List<Message> messages, RenderSink sink) {
        boolean hasSystem = messages.get(0).role().equals("system");
        preamble(conversation, messages, hasSystem, sink);
        int lastQuery = lastQuery(messages);
        MediaNumbers numbers = new MediaNumbers();
        for (int index = hasSystem ? 1 : 0; index < messages.size(); index++) {
            sink.message(index);
            String role = messages.get(index).role();
            if (role.equals("system")) {
                throw lateSystem(index);
            }
            if (role.equals("assistant")) {
                assistant(messages.get(index), index, index > lastQuery, sink);
            } else if (!writeOne(messages, index, numbers, sink)) {
                throw wrongRole(role, index);
            }
        }
    }

    private void preamble(Conversation conversation, List<Message> messages, boolean hasSystem, RenderSink sink) {
        List<Map<String, @Nullable Object>> tools = conversation.tools().orElse(List.of());
        String system = hasSystem ? text(messages.get(0), 0) : "";
        List<Piece> run = new ArrayList<>();
        run.add(scaffold("system\n"));
        run.add(scaffold(effort));
        if (!tools.isEmpty()) {
            run.add(scaffold((effort.isEmpty() ? "" : "\n\n") + TOOLS_BEGIN));
            tools.forEach(tool -> run.add(given("\n" + PythonJson.SPACED.write(tool))));
            run.add(scaffold(TOOLS_END + TaggedCalls.INSTRUCTIONS));
        }
        boolean isAlone = tools.isEmpty() && effort.isEmpty();
        if (!system.isEmpty()) {
            run.add(scaffold(isAlone ? "" : "\n\n"));
            run.add(body(system));
        } else if (isAlone && (!hasSystem || version == Version.V3_8)) {
            return;
        }
        sink.message(hasSystem ? 0 : -1);
        sink.special(start);
        sink.run(run, RenderSink.Shared.FIRST);
        end(sink);
    }

    /** The parts of a content that the version looks at. */
    private List<ContentPart> parts(Message message, int index) {
        List<ContentPart> parts = new ArrayList<>();
        for (ContentPart part : ContentPart.of(message, index)) {
            if (part.kind() != ContentPart.Kind.OTHER) {
                parts.add(part);
            } else if (version != Version.V3_8) {
                throw wrong(
                        ConversationException.Kind.WRONG_CONTENT, index, "a part of the content is no text or image");
            }
        }
        return parts;
    }

    private String text(Message message, int index) {
        return PythonStrings.strip(ContentPart.text(parts(message, index)));
    }

    @Override
    boolean isUserQuery(Message message) {
        String text = PythonStrings.strip(Contents.text(message));
        return message.role().equals("user")
                && !(text.startsWith("<tool_response>") && text.endsWith("</tool_response>"));
    }

    private int lastQuery(List<Message> messages) {
        for (int index = messages.size() - 1; index >= 0; index--) {
            if (isUserQuery(messages.get(index))) {
                return index;
            }
        }
        if (version == Version.V3_8) {
            throw wrong(ConversationException.Kind.NO_QUERY, -1, "there is no question of the user");
        }
        return messages.size();
    }

    @Override
    boolean writeOne(List<Message> messages, int index, MediaNumbers numbers, RenderSink sink) {
        Message message = messages.get(index);
        switch (message.role()) {
            case "user" -> {
                List<Piece> run = new ArrayList<>(List.of(scaffold("user\n")));
                sink.special(start);
                content(message, index, numbers, run, sink);
                sink.run(run, RenderSink.Shared.FIRST);
                end(sink);
            }
            case "system" -> turn("system", text(message, index), sink);
            case "tool" -> result(messages, index, numbers, sink);
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Adds what a message says to a run; true when there are media in it. */
    private boolean content(Message message, int index, MediaNumbers numbers, List<Piece> run, RenderSink sink) {
        List<ContentPart> parts = parts(message, index);
        if (!ContentPart.hasMedia(parts)) {
            run.add(body(PythonStrings.strip(ContentPart.text(parts))));
            return false;
        }
        for (ContentPart part : parts) {
            if (part.isMedium()) {
                sink.run(run, RenderSink.Shared.FIRST);
                run.clear();
                vision.write(part, index, numbers, run, sink);
            } else {
                run.add(body(part.text()));
            }
        }
        return true;
    }

    private void result(List<Message> messages, int index, MediaNumbers numbers, RenderSink sink) {
        if (!Contents.roleAt(messages, index - 1).equals("tool")) {
            sink.special(start);
            sink.scaffold("user");
        }
        sink.scaffold("\n");
        sink.special(resultStart);
        List<Piece> run = new ArrayList<>(List.of(scaffold("\n")));
        if (content(messages.get(index), index, numbers, run, sink)) {
            sink.run(run, RenderSink.Shared.FIRST);
            run.clear();
        }
        run.add(scaffold("\n"));
        sink.run(run, RenderSink.Shared.FIRST);
        sink.special(resultEnd);
        if (!Contents.roleAt(messages, index + 1).equals("tool")) {
            end(sink);
        }
    }

    private void assistant(Message message, int index, boolean isAfterQuery, RenderSink sink) {
        String content = text(message, index);
        String thought = "";
        if (message.fields().get("reasoning_content") instanceof String reason) {
            thought = reason;
        } else if (version != Version.V3_8 && content.contains(END_THINK)) {
            thought = PythonStrings.afterLast(PythonStrings.beforeFirst(content, END_THINK), THINK);
            content = PythonStrings.lstripNewlines(PythonStrings.afterFirst(content, END_THINK));
        }
        thought = PythonStrings.strip(thought);
        sink.special(start);
        sink.scaffold("assistant\n");
        if (isAfterQuery || preserves || (!thinks && thought.isEmpty())) {
            sink.special(think, Kind.SAMPLED);
            sink.run(sampled("\n"), said(thought), sampled("\n"));
            sink.special(endThink, Kind.SAMPLED);
            sink.run(sampled("\n\n"), said(content));
        } else {
            sink.run(said(content));
        }
        calls(message, PythonStrings.strip(content).isEmpty() ? "" : "\n\n", sink);
        sink.special(end, Kind.SAMPLED);
        sink.scaffold("\n");
    }

    private void calls(Message message, String beforeFirst, RenderSink sink) {
        String before = beforeFirst;
        TaggedCalls.Scalars scalars = version == Version.V3_5 ? TaggedCalls.Scalars.PYTHON : TaggedCalls.Scalars.JSON;
        for (ToolCall call : ToolCall.of(message)) {
            sink.run(sampled(before));
            before = "\n";
            sink.special(callStart, Kind.SAMPLED);
            sink.run(sampled("\n<function="), said(call.name()), sampled(">\n"));
            TaggedCalls.arguments(call)
                    .forEach((name, value) -> sink.run(
                            sampled("<parameter="),
                            said(name),
                            sampled(">\n"),
                            said(TaggedCalls.value(value, scalars)),
                            sampled("\n</parameter>\n")));
            sink.run(sampled("</function>\n"));
            sink.special(callEnd, Kind.SAMPLED);
        }
    }

    @Override
    void opening(RenderSink sink) {
        sink.special(start);
        sink.scaffold("assistant\n");
        sink.special(think);
        sink.scaffold(thinks ? "\n" : "\n\n");
        if (!thinks) {
            sink.special(endThink);
            sink.scaffold("\n\n");
        }
    }

    @Override
    MediaNumbers numbersAfter(Past past) {
        return vision.numbersAfter(past);
    }

    @Override
    public Reply parse(int[] completionIds, ReplyContext context) {
        return grammar.read(
                untilStop(completionIds), isBegunInside(reasoning, context), ArgumentTypes.of(context.tools()));
    }
}
