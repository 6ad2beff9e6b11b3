package dev.tokenwright.chat.render.family;

import static dev.tokenwright.chat.render.family.Piece.given;
import static dev.tokenwright.chat.render.family.Piece.scaffold;

import dev.tokenwright.chat.ChatSpan.Kind;
import dev.tokenwright.chat.Conversation;
import dev.tokenwright.chat.Extension.Reason;
import dev.tokenwright.chat.Extension.Refused;
import dev.tokenwright.chat.Message;
import dev.tokenwright.chat.RendererInfo.Retention;
import dev.tokenwright.chat.RendererInfo.Stability;
import dev.tokenwright.chat.Reply;
import dev.tokenwright.chat.ReplyContext;
import dev.tokenwright.chat.reply.ArgumentTypes;
import dev.tokenwright.chat.reply.CallBlocks;
import dev.tokenwright.chat.reply.XmlCalls;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Nemotron 3 Nano and Super, Nemotron 3 Ultra, and Nemotron 3.5. Reasoning before the last message of the user is left out
 * unless that is switched off.
 *
 * <p>Differs from the models' templates: arguments that are no JSON object are no arguments, where the templates fail.
 */
final class Nemotron3 extends ChatMl {
    private static final String TOOLS_BEGIN = "# Tools\n\nYou have access to the following functions:\n\n<tools>";

    /** The templates. */
    enum Version {
        NANO_OR_SUPER("nemotron-3"),
        ULTRA("nemotron-3-ultra"),
        V3_5("nemotron-3.5");

        private final String family;

        Version(String family) {
            this.family = family;
        }
    }

    private final FamilyTraits traits;
    private final boolean thinks;
    private final boolean truncates;
    private final String effort;
    private final NemotronReply replies;
    private final NemotronVision vision;
    private final int think = token(THINK);
    private final int endThink = token(END_THINK);
    private final CallBlocks grammar = XmlCalls.between(callStart, callEnd, reasoning, endThink);

    Nemotron3(Version version, FamilySetup setup) {
        super(version.family, setup);
        FamilyOptions given = new FamilyOptions(version.family, setup.settings().options());
        thinks = given.flag("enable_thinking", true);
        truncates = given.flag("truncate_history_thinking", true);
        effort = effort(version, given, setup.settings().modelName().orElse(""));
        Retention retention = given.retention(
                truncates && thinks ? Retention.TOOL_CYCLE : Retention.ALL,
                truncates ? Retention.TOOL_CYCLE : Retention.ALL,
                "truncate_history_thinking",
                true);
        traits = new FamilyTraits(
                given.finish(), truncates || !effort.isEmpty() ? Stability.REWRITES : Stability.STABLE, retention);
        replies = new NemotronReply(version != Version.NANO_OR_SUPER);
        vision = new NemotronVision(this, version == Version.V3_5);
    }

    /** What stands behind the last message of the user: Super and Ultra each know a hint, Nano none. */
    private static String effort(Version version, FamilyOptions given, String modelName) {
        return switch (version) {
            case NANO_OR_SUPER ->
                given.flag("low_effort", false)
                                && modelName.toLowerCase(Locale.ROOT).contains("super")
                        ? "\n\n{reasoning effort: low}"
                        : "";
            case ULTRA -> given.flag("medium_effort", false) ? "\n\n{reasoning effort: efficient}" : "";
            case V3_5 -> "";
        };
    }

    @Override
    FamilyTraits traits() {
        return traits;
    }

    @Override
    void write(Conversation conversation, List<Message> messages, RenderSink sink) {
        boolean hasSystem = messages.get(0).role().equals("system");
        preamble(hasSystem ? Optional.of(messages.get(0)) : Optional.empty(), conversation, sink);
        int lastUser = messages.size() - 1;
        while (lastUser >= 0 && !messages.get(lastUser).role().equals("user")) {
            lastUser--;
        }
        for (int index = hasSystem ? 1 : 0; index < messages.size(); index++) {
            sink.message(index);
            String role = messages.get(index).role();
            if (role.equals("system")) {
                throw lateSystem(index);
            }
            if (role.equals("user")) {
                user(messages.get(index), index, index == lastUser ? effort : "", sink);
            } else if (role.equals("assistant")) {
                assistant(messages.get(index), index, truncates && index < lastUser, sink);
            } else if (!writeOne(messages, index, new MediaNumbers(), sink)) {
                throw wrongRole(role, index);
            }
        }
    }

    private void preamble(Optional<Message> system, Conversation conversation, RenderSink sink) {
        List<Map<String, @Nullable Object>> tools = conversation.tools().orElse(List.of());
        List<Piece> run = new ArrayList<>(List.of(scaffold("system\n")));
        sink.message(system.isPresent() ? 0 : -1);
        sink.special(start);
        boolean isSaid = system.isPresent() && vision.content(system.get(), 0, run, sink);
        if (!tools.isEmpty()) {
            run.add(scaffold((isSaid ? "\n\n" : "") + TOOLS_BEGIN));
            tools.forEach(tool -> run.add(given(TaggedTools.declaration(tool, TaggedTools.Style.NEMOTRON))));
            run.add(scaffold("\n</tools>" + TaggedCalls.INSTRUCTIONS));
        }
        sink.run(run, RenderSink.Shared.FIRST);
        end(sink);
    }

    private void user(Message message, int index, String hint, RenderSink sink) {
        List<Piece> run = new ArrayList<>(List.of(scaffold("user\n")));
        sink.special(start);
        vision.content(message, index, run, sink);
        run.add(scaffold(hint));
        sink.run(run, RenderSink.Shared.FIRST);
        end(sink);
    }

    private void assistant(Message message, int index, boolean isTruncated, RenderSink sink) {
        sink.special(start);
        sink.scaffold("assistant\n");
        sink.run(replies.pieces(message, textOnly(message, index), isTruncated), RenderSink.Shared.FIRST);
        sink.special(end, Kind.SAMPLED);
        sink.scaffold("\n");
    }

    private void result(List<Message> messages, int index, RenderSink sink) {
        if (!Contents.roleAt(messages, index - 1).equals("tool")) {
            sink.special(start);
            sink.scaffold("user\n");
        }
        sink.special(resultStart);
        List<Piece> run = new ArrayList<>(List.of(scaffold("\n")));
        vision.content(messages.get(index), index, run, sink);
        run.add(scaffold("\n"));
        sink.run(run, RenderSink.Shared.FIRST);
        sink.special(resultEnd);
        sink.scaffold("\n");
        if (!Contents.roleAt(messages, index + 1).equals("tool")) {
            end(sink);
        }
    }

    @Override
    boolean writeOne(List<Message> messages, int index, MediaNumbers numbers, RenderSink sink) {
        Message message = messages.get(index);
        switch (message.role()) {
            case "user" -> user(message, index, "", sink);
            case "system" -> turn("system", textOnly(message, index), sink);
            case "tool" -> result(messages, index, sink);
            default -> {
                return false;
            }
        }
        return true;
    }

    @Override
    Optional<Refused> writeAdded(Past past, Conversation added, RenderSink sink) {
        return effort.isEmpty()
                ? super.writeAdded(past, added, sink)
                : Optional.of(refused(
                        Reason.PAST_CHANGES, "the hint about effort stands behind the last message of the user", -1));
    }

    @Override
    void opening(RenderSink sink) {
        sink.special(start);
        sink.scaffold("assistant\n");
        sink.special(think);
        if (thinks) {
            sink.scaffold("\n");
        } else {
            sink.special(endThink);
        }
    }

    @Override
    public Reply parse(int[] completionIds, ReplyContext context) {
        return grammar.read(
                untilStop(completionIds), isBegunInside(reasoning, context), ArgumentTypes.of(context.tools()));
    }
}
