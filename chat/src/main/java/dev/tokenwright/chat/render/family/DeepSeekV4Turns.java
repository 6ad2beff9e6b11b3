package dev.tokenwright.chat.render.family;

import static dev.tokenwright.chat.render.family.Piece.body;
import static dev.tokenwright.chat.render.family.Piece.given;
import static dev.tokenwright.chat.render.family.Piece.said;
import static dev.tokenwright.chat.render.family.Piece.scaffold;

import dev.tokenwright.chat.ChatSpan;
import dev.tokenwright.chat.ChatSpan.Kind;
import dev.tokenwright.chat.Message;
import dev.tokenwright.chat.ToolCall;
import dev.tokenwright.chat.plain.PythonJson;
import dev.tokenwright.error.ConversationException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes the turns of DeepSeek V4, and between two turns what hands over to the assistant. */
final class DeepSeekV4Turns {
    private final Marks marks;
    private final boolean thinks;
    private final boolean drops;
    private final Map<String, Integer> tasks = new LinkedHashMap<>();

    /** Turns of a family that may think, and may drop the thoughts of earlier turns. */
    DeepSeekV4Turns(Family family, Marks marks, boolean thinks, boolean drops) {
        this.marks = marks;
        this.thinks = thinks;
        this.drops = drops;
        for (String task : List.of("action", "query", "authority", "domain", "title", "read_url")) {
            tasks.put(task, family.token("<｜" + task + "｜>"));
        }
    }

    /** The ids that say who speaks, those around reasoning, and the one that ends what the assistant says. */
    record Marks(int end, int user, int assistant, int reminder, int thinkStart, int thinkEnd) {}

    /** Writes turns; what the assistant says next begins behind them where it is its turn. */
    void write(List<Message> messages, List<Map<String, @Nullable Object>> tools, DeepSeekV4Text text) {
        List<DeepSeekV4Turn> turns = DeepSeekV4Turn.of(messages);
        boolean dropsHere = drops && tools.isEmpty();
        if (thinks && dropsHere) {
            int query = lastQuery(turns);
            List<DeepSeekV4Turn> kept = new ArrayList<>();
            for (int index = 0; index < turns.size(); index++) {
                if (!turns.get(index).role().equals("developer") || index >= query) {
                    kept.add(turns.get(index));
                }
            }
            turns = kept;
        }
        int toolsAt = tools.isEmpty() ? -1 : toolsAt(turns);
        if (!tools.isEmpty() && toolsAt < 0) {
            DsmlTools.declare(tools).forEach(piece -> text.add(piece, ChatSpan.NO_MESSAGE));
        }
        int query = lastQuery(turns);
        int[] nextAssistant = nextAssistant(turns);
        for (int index = 0; index < turns.size(); index++) {
            DeepSeekV4Turn turn = turns.get(index);
            boolean isTask = index > 0 && turns.get(index - 1).task().isPresent();
            turn(turn, thinks && !isTask && (!dropsHere || index > query), text);
            if (index == toolsAt) {
                DsmlTools.declare(tools).forEach(piece -> text.add(piece, turn.index()));
            }
            format(turn, text);
            String next = index + 1 < turns.size() ? turns.get(index + 1).role() : "";
            boolean turnsOver = next.equals("assistant") || next.equals("latest_reminder");
            if (turnsOver || (next.isEmpty() && turn.task().isPresent())) {
                handOver(turn, thinks && (!dropsHere || index >= query), nextAssistant[index], text);
            }
        }
        text.flush();
    }

    private static int lastQuery(List<DeepSeekV4Turn> turns) {
        int index = turns.size() - 1;
        while (index >= 0 && !turns.get(index).isQuery()) {
            index--;
        }
        return index;
    }

    /** For each turn, the first message of the assistant behind it, or none. */
    private static int[] nextAssistant(List<DeepSeekV4Turn> turns) {
        int[] next = new int[turns.size()];
        int found = ChatSpan.NO_MESSAGE;
        for (int index = turns.size() - 1; index >= 0; index--) {
            next[index] = found;
            found = turns.get(index).role().equals("assistant")
                    ? turns.get(index).index()
                    : found;
        }
        return next;
    }

    private static int toolsAt(List<DeepSeekV4Turn> turns) {
        for (String role : List.of("developer", "system")) {
            for (int index = 0; index < turns.size(); index++) {
                if (turns.get(index).role().equals(role)) {
                    return index;
                }
            }
        }
        return -1;
    }

    private void turn(DeepSeekV4Turn turn, boolean keepsReasoning, DeepSeekV4Text text) {
        int index = turn.index();
        String content = DeepSeekV4Turn.text(turn.message().fields().get("content"));
        switch (turn.role()) {
            case "system" -> text.add(body(content), index);
            case "developer" -> {
                if (content.isEmpty()) {
                    throw Family.wrong(
                            ConversationException.Kind.EMPTY_TURN, index, "a developer's message says nothing");
                }
                text.special(marks.user(), Kind.SCAFFOLD, index);
                text.add(body(content), index);
            }
            case "user" -> blocks(turn, text);
            case "latest_reminder" -> {
                text.special(marks.reminder(), Kind.SCAFFOLD, index);
                text.add(body(content), index);
            }
            case "assistant" -> {
                if (keepsReasoning) {
                    text.add(said(DeepSeekV4Turn.reasoning(turn.message())), index);
                    text.special(marks.thinkEnd(), Kind.SAMPLED, index);
                }
                assistant(turn.message(), content, index, text);
            }
            default ->
                throw Family.wrong(
                        ConversationException.Kind.WRONG_ROLE,
                        index,
                        "nobody is \"" + turn.role() + "\" in deepseek-v4");
        }
    }

    private void blocks(DeepSeekV4Turn turn, DeepSeekV4Text text) {
        text.special(marks.user(), Kind.SCAFFOLD, turn.index());
        String before = "";
        for (DeepSeekV4Turn.Block block : turn.blocks()) {
            boolean isResult = block.callId().isPresent();
            text.add(scaffold(before + (isResult ? "<tool_result>" : "")), block.index());
            text.add(body(block.text()), block.index());
            text.add(scaffold(isResult ? "</tool_result>" : ""), block.index());
            before = "\n\n";
        }
    }

    private void assistant(Message message, String content, int index, DeepSeekV4Text text) {
        text.add(said(content), index);
        List<ToolCall> calls = ToolCall.of(message);
        if (!calls.isEmpty()) {
            DsmlTools.calls(calls, index).forEach(piece -> text.add(piece, index));
        }
        Object unended = message.fields().get("wo_eos");
        if (unended == null || unended.equals(false)) {
            text.special(marks.end(), Kind.SAMPLED, index);
        }
    }

    private static void format(DeepSeekV4Turn turn, DeepSeekV4Text text) {
        Object format = turn.message().fields().get("response_format");
        if (format != null && (turn.role().equals("system") || turn.role().equals("developer"))) {
            text.add(
                    scaffold("\n\n## Response Format:\n\n"
                            + "You MUST strictly adhere to the following schema to reply:\n"),
                    turn.index());
            text.add(given(PythonJson.SPACED.write(format)), turn.index());
        }
    }

    /** Writes what stands between a turn and what the assistant says. */
    private void handOver(DeepSeekV4Turn turn, boolean opensReasoning, int owner, DeepSeekV4Text text) {
        Optional<String> task = turn.task();
        if (task.isPresent() && !tasks.containsKey(task.get())) {
            throw Family.wrong(
                    ConversationException.Kind.WRONG_CONTENT,
                    turn.index(),
                    "there is no task \"" + task.get() + "\"; there are " + String.join(", ", tasks.keySet()));
        }
        boolean isAction = task.isPresent() && task.get().equals("action");
        if (isAction || (task.isEmpty() && turn.isQuery())) {
            text.special(marks.assistant(), Kind.SCAFFOLD, owner);
            text.special(
                    opensReasoning || (isAction && thinks) ? marks.thinkStart() : marks.thinkEnd(),
                    Kind.SCAFFOLD,
                    owner);
        }
        if (task.isPresent()) {
            text.special(tasks.getOrDefault(task.get(), marks.end()), Kind.SCAFFOLD, owner);
        }
    }
}
