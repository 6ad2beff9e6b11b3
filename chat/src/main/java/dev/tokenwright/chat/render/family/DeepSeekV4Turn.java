package dev.tokenwright.chat.render.family;

import dev.tokenwright.chat.Message;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A turn of DeepSeek V4: one message, or what the user and tools say one behind the other.
 *
 * @param index index of its first message
 * @param blocks what the user and the tools say; empty for others
 */
record DeepSeekV4Turn(String role, int index, Message message, List<Block> blocks) {
    /**
     * What one message says.
     *
     * @param callId the call whose result it is; empty where it is none
     */
    record Block(int index, String text, Optional<String> callId) {}

    /** What the turn is for, where its message says so. */
    Optional<String> task() {
        return message.role().equals("tool")
                ? Optional.empty()
                : Optional.ofNullable(message.fields().get("task")).map(String::valueOf);
    }

    /** Whether somebody asks something. */
    boolean isQuery() {
        return role.equals("user") || role.equals("developer");
    }

    /** The turns of some messages, results of tools in the order of their calls. */
    static List<DeepSeekV4Turn> of(List<Message> messages) {
        List<DeepSeekV4Turn> turns = new ArrayList<>();
        for (int index = 0; index < messages.size(); index++) {
            Message message = messages.get(index);
            boolean isResult = message.role().equals("tool");
            if (!isResult && !message.role().equals("user")) {
                turns.add(new DeepSeekV4Turn(message.role(), index, message, List.of()));
                continue;
            }
            Object content = message.fields().get("content");
            Block block = new Block(
                    index,
                    isResult ? resultText(content) : text(content),
                    isResult ? Optional.of(Contents.field(message.fields(), "tool_call_id")) : Optional.empty());
            DeepSeekV4Turn last = turns.isEmpty() ? null : turns.get(turns.size() - 1);
            if (last != null
                    && last.role.equals("user")
                    && (isResult || last.task().isEmpty())) {
                last.blocks.add(block);
            } else {
                turns.add(new DeepSeekV4Turn("user", index, message, new ArrayList<>(List.of(block))));
            }
        }
        sortResults(turns);
        return turns;
    }

    private static void sortResults(List<DeepSeekV4Turn> turns) {
        Map<String, Integer> order = Map.of();
        for (DeepSeekV4Turn turn : turns) {
            if (turn.role.equals("assistant") && !calls(turn.message).isEmpty()) {
                order = order(turn.message);
            } else if (turn.role.equals("user")) {
                Map<String, Integer> known = order;
                Iterator<Block> results = turn.blocks.stream()
                        .filter(block -> block.callId().isPresent())
                        .sorted(Comparator.comparingInt(
                                block -> known.getOrDefault(block.callId().orElse(""), 0)))
                        .collect(Collectors.toList())
                        .iterator();
                turn.blocks.replaceAll(block -> block.callId().isPresent() ? results.next() : block);
            }
        }
    }

    private static List<?> calls(Message message) {
        return message.fields().get("tool_calls") instanceof List<?> calls ? calls : List.of();
    }

    private static Map<String, Integer> order(Message message) {
        Map<String, Integer> order = new HashMap<>();
        List<?> calls = calls(message);
        for (int index = 0; index < calls.size(); index++) {
            if (calls.get(index) instanceof Map<?, ?> call) {
                String id = Contents.field(call, "id");
                if (id.isEmpty() && call.get("function") instanceof Map<?, ?> function) {
                    id = Contents.field(function, "id");
                }
                if (!id.isEmpty()) {
                    order.put(id, index);
                }
            }
        }
        return order;
    }

    /** The text of a content; a part that is no text is named. */
    static String text(@Nullable Object content) {
        List<String> texts = new ArrayList<>();
        for (Object entry : content instanceof List<?> parts ? parts : List.of()) {
            if (entry instanceof Map<?, ?> part && !"thinking".equals(part.get("type"))) {
                texts.add(part(part));
            }
        }
        return content instanceof String text ? text : String.join("\n\n", texts);
    }

    private static String resultText(@Nullable Object content) {
        List<String> texts = new ArrayList<>();
        for (Object entry : content instanceof List<?> parts ? parts : List.of()) {
            texts.add(entry instanceof Map<?, ?> part ? part(part) : "[Unsupported str]");
        }
        return content instanceof String text ? text : String.join("\n\n", texts);
    }

    private static String part(Map<?, ?> part) {
        Object type = part.get("type");
        return "text".equals(type)
                ? Contents.field(part, "text")
                : "[Unsupported " + (type == null ? "None" : type) + "]";
    }

    /** The reasoning of an assistant's message. */
    static String reasoning(Message message) {
        for (String name : List.of("reasoning_content", "reasoning")) {
            if (message.fields().get(name) != null) {
                return Contents.field(message.fields(), name);
            }
        }
        return message.fields().get("content") instanceof List<?> ? Contents.thoughts(message) : "";
    }
}
