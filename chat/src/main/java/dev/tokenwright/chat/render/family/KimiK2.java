package dev.tokenwright.chat.render.family;

import static dev.tokenwright.chat.render.family.Piece.body;
import static dev.tokenwright.chat.render.family.Piece.given;
import static dev.tokenwright.chat.render.family.Piece.said;
import static dev.tokenwright.chat.render.family.Piece.scaffold;

import dev.tokenwright.chat.Conversation;
import dev.tokenwright.chat.Message;
import dev.tokenwright.chat.RendererInfo.Retention;
import dev.tokenwright.chat.RendererInfo.Stability;
import dev.tokenwright.chat.plain.PythonJson;
import dev.tokenwright.chat.reply.SectionCalls;
import java.util.List;

/** Kimi K2. It does not reason by itself; what the assistant said stays as it was. */
final class KimiK2 extends Kimi {
    private static final String DECLARATION = "tool_declare";

    private final FamilyTraits traits;

    KimiK2(FamilySetup setup) {
        super("kimi-k2", setup, SectionCalls.Style.STRICT);
        FamilyOptions given = new FamilyOptions("kimi-k2", setup.settings().options());
        given.flag("enable_thinking", true);
        Retention retention = given.retention(Retention.ALL);
        traits = new FamilyTraits(given.finish(), Stability.STABLE, retention);
    }

    @Override
    FamilyTraits traits() {
        return traits;
    }

    @Override
    public int[] stopIds() {
        return new int[] {end()};
    }

    @Override
    void write(Conversation conversation, List<Message> messages, RenderSink sink) {
        boolean declares = messages.get(0).role().equals(DECLARATION);
        if (!tools(conversation).isEmpty() && !declares) {
            around(DECLARATION, given(PythonJson.COMPACT.sorted().write(tools(conversation))), sink);
        }
        int index = 0;
        if (declares) {
            turn(messages.get(index), sink.message(index));
            index++;
        }
        if (!Contents.roleAt(messages, index).equals("system")) {
            around("system", scaffold(DEFAULT_SYSTEM), sink);
            sink.scaffold("\n");
        }
        for (; index < messages.size(); index++) {
            turn(messages.get(index), sink.message(index));
        }
    }

    @Override
    void turn(Message message, RenderSink sink) {
        String role = message.role();
        String text = Contents.textWithThoughts(message, THINK, END_THINK);
        boolean isResult = role.equals("tool");
        head(role, given(isResult ? fieldOr(message, "name", role) : role), sink);
        if (role.equals("assistant")) {
            sink.run(said(text));
            callsAndEnd(message, sink);
            return;
        }
        if (isResult) {
            returnOf(message, sink);
        }
        sink.run(role.equals(DECLARATION) ? given(text) : body(text));
        sink.special(end());
    }
}
