package dev.tokenwright.chat.render;

import dev.tokenwright.chat.ChatOptions.Ending;
import dev.tokenwright.chat.ChatSpan;
import dev.tokenwright.chat.Conversation;
import dev.tokenwright.chat.Extension;
import dev.tokenwright.chat.Extension.Reason;
import dev.tokenwright.chat.Extension.Refused;
import dev.tokenwright.chat.Message;
import dev.tokenwright.chat.Rendered;
import dev.tokenwright.chat.RenderedChat;
import dev.tokenwright.error.TokenwrightException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * How a template ends the assistant's turn, and what it therefore writes behind one. Told from conversations of one's own:
 * the new messages are rendered behind several of them, and what stands behind the control token that ends the last turn
 * must be the same each time, while what stands before must stay as it was. A control token is a border that no other token
 * crosses, so equal ids behind it are the ids behind any reply.
 *
 * @param id the control token that ends a turn
 * @param opening what the template writes before a reply
 */
record TurnEnd(OptionalInt id, String opening) {
    private static final Message ASKED = Message.user("ask");
    private static final Message ANSWERED = Message.assistant("answer");

    /** Looks at how a template ends a turn and begins one. */
    static TurnEnd of(TemplateRenderer renderer) {
        try {
            RenderedChat whole = renderer.apply(Conversation.of(ASKED, ANSWERED), Ending.NOTHING);
            RenderedChat asked = renderer.apply(Conversation.of(ASKED), Ending.NOTHING);
            RenderedChat prompt = renderer.apply(Conversation.of(ASKED), Ending.GENERATION_PROMPT);
            String opening = prompt.text().startsWith(asked.text())
                    ? prompt.text().substring(asked.text().length())
                    : "";
            int end = end(whole, 1, renderer.tokenizer().vocabulary()::isSpecial);
            return new TurnEnd(end < 0 ? OptionalInt.empty() : OptionalInt.of(whole.ids()[end]), opening);
        } catch (TokenwrightException e) {
            return new TurnEnd(OptionalInt.empty(), "");
        }
    }

    /** Index of the control token behind the last of what a message says, or -1. */
    private static int end(RenderedChat chat, int message, IntPredicate isEnd) {
        int said = 0;
        for (ChatSpan span : chat.spans()) {
            said = span.message() == message ? span.end() : said;
        }
        int[] ids = chat.ids();
        for (int index = said; said > 0 && index < ids.length; index++) {
            if (isEnd.test(ids[index])) {
                return index;
            }
        }
        return -1;
    }

    /** Adds messages behind a reply. */
    Extension extend(TemplateRenderer renderer, int[] prompt, int[] completion, Conversation added) {
        if (id.isEmpty()) {
            return new Refused(Reason.NOT_DERIVED, "the template ends a turn with no control token", -1);
        }
        Suffix suffix = null;
        for (List<Message> before : pasts(added)) {
            Suffix next;
            try {
                next = suffix(renderer, before, added, id.getAsInt());
            } catch (TokenwrightException e) {
                return new Refused(
                        Reason.NOT_DERIVED, "the template refuses such messages behind a reply: " + e.getMessage(), -1);
            }
            if (next == null) {
                return new Refused(
                        Reason.PAST_CHANGES, "the template writes earlier turns in another way when these follow", -1);
            }
            if (suffix != null && !Arrays.equals(suffix.ids, next.ids)) {
                return new Refused(Reason.NOT_DERIVED, "what the template writes depends on the turns before", -1);
            }
            suffix = next;
        }
        return suffix == null
                ? new Refused(Reason.NOT_DERIVED, "the template refuses such messages behind a reply", -1)
                : extended(prompt, completion, suffix, added);
    }

    private Extension extended(int[] prompt, int[] completion, Suffix suffix, Conversation added) {
        boolean isEnded = completion.length > 0 && completion[completion.length - 1] == id.getAsInt();
        int known = prompt.length + completion.length + (isEnded ? 0 : 1);
        int[] ids = Arrays.copyOf(prompt, known + suffix.ids.length);
        System.arraycopy(completion, 0, ids, prompt.length, completion.length);
        ids[known - 1] = isEnded ? ids[known - 1] : id.getAsInt();
        System.arraycopy(suffix.ids, 0, ids, known, suffix.ids.length);
        List<ChatSpan> spans = new ArrayList<>();
        spans.add(new ChatSpan(0, known, ChatSpan.NO_MESSAGE, ChatSpan.Kind.SCAFFOLD));
        for (ChatSpan span : suffix.spans) {
            spans.add(new ChatSpan(span.start() + known, span.end() + known, span.message(), span.kind()));
        }
        return new Extension.Extended(new Rendered(ids, spans, List.of(), added.messages()));
    }

    /** What stands behind the end of a turn. */
    private record Suffix(int[] ids, List<ChatSpan> spans) {}

    private static @Nullable Suffix suffix(
            TemplateRenderer renderer, List<Message> before, Conversation added, int ending) {
        Conversation past = new Conversation(before, added.tools(), added.documents(), added.variables());
        Conversation all = new Conversation(
                TemplateRenderer.joined(before, added.messages()), added.tools(), added.documents(), added.variables());
        RenderedChat first = renderer.apply(past, Ending.NOTHING);
        RenderedChat second = renderer.apply(all, Ending.GENERATION_PROMPT);
        int[] ids = second.ids();
        int end = end(first, before.size() - 1, token -> token == ending);
        if (end < 0 || ids.length <= end || !Arrays.equals(first.ids(), 0, end + 1, ids, 0, end + 1)) {
            return null;
        }
        List<ChatSpan> spans = new ArrayList<>();
        for (ChatSpan span : second.spans()) {
            if (span.end() > end + 1) {
                int message = span.message() - before.size();
                spans.add(new ChatSpan(
                        Math.max(span.start() - end - 1, 0),
                        span.end() - end - 1,
                        message < 0 ? ChatSpan.NO_MESSAGE : message,
                        span.kind()));
            }
        }
        return new Suffix(Arrays.copyOfRange(ids, end + 1, ids.length), spans);
    }

    /** Conversations that the new messages may follow: short and long ones, with and without reasoning. */
    private static List<List<Message>> pasts(Conversation added) {
        boolean isResult = added.messages().get(0).role().equals("tool");
        Message last = isResult ? ANSWERED.with("content", "").with("tool_calls", calls(added)) : ANSWERED;
        return List.of(
                List.of(ASKED, last),
                List.of(ASKED, last.with("reasoning_content", "because")),
                List.of(ASKED, ANSWERED, Message.user("ask again"), last));
    }

    private static List<Map<String, @Nullable Object>> calls(Conversation added) {
        List<Map<String, @Nullable Object>> calls = new ArrayList<>();
        for (Message message : added.messages()) {
            if (message.role().equals("tool")) {
                Map<String, @Nullable Object> function = new LinkedHashMap<>();
                function.put("name", message.fields().getOrDefault("name", "tool"));
                function.put("arguments", Map.of());
                Map<String, @Nullable Object> call = new LinkedHashMap<>();
                call.put("id", message.fields().getOrDefault("tool_call_id", "call00000"));
                call.put("type", "function");
                call.put("function", function);
                calls.add(call);
            }
        }
        return calls;
    }
}
