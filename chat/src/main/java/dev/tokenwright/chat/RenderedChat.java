package dev.tokenwright.chat;

import dev.tokenwright.Encoding;
import dev.tokenwright.chat.jinja.RenderedText;
import dev.tokenwright.chat.jinja.Template;
import dev.tokenwright.chat.jinja.TextRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A conversation as a model sees it: text, ids, and what each of them is. Immutable. */
public final class RenderedChat {
    private static final String ASSISTANT = "assistant";

    private final RenderedText rendered;
    private final Encoding encoding;
    private final List<Message> messages;
    private final MessageText texts;

    RenderedChat(Template template, RenderedText rendered, Encoding encoding, List<Message> messages) {
        this.rendered = rendered;
        this.encoding = encoding;
        this.messages = messages;
        this.texts = new MessageText(template, rendered);
    }

    /** The text. */
    public String text() {
        return rendered.text();
    }

    /** The text with the origin of each stretch and what {@code generation} blocks wrote. */
    public RenderedText rendered() {
        return rendered;
    }

    /** The ids. */
    public int[] ids() {
        return encoding.ids();
    }

    /** The ids with their places in the text, in UTF-16 units. */
    public Encoding encoding() {
        return encoding;
    }

    /** What the ids are, in order and without gaps. */
    public List<ChatSpan> spans() {
        int[] kinds = new int[rendered.text().length()];
        for (int message = 0; message < messages.size(); message++) {
            int start = texts.bodyStart(message);
            if (start >= 0 && messages.get(message).role().equals(ASSISTANT)) {
                Arrays.fill(kinds, start, texts.bodyEnd(message), message + 1);
            }
        }
        List<ChatSpan> spans = new ArrayList<>();
        for (int token = 0; token < encoding.size(); token++) {
            add(spans, spanOf(token, kinds));
        }
        return List.copyOf(spans);
    }

    private ChatSpan spanOf(int token, int[] sampledBy) {
        int message = ChatSpan.NO_MESSAGE;
        ChatSpan.Kind kind = ChatSpan.Kind.SCAFFOLD;
        for (int index = encoding.start(token); index < Math.min(encoding.end(token), sampledBy.length); index++) {
            if (sampledBy[index] > 0) {
                return new ChatSpan(token, token + 1, sampledBy[index] - 1, ChatSpan.Kind.SAMPLED);
            }
            if (texts.owner(index) != ChatSpan.NO_MESSAGE && message == ChatSpan.NO_MESSAGE) {
                message = texts.owner(index);
                kind = texts.isBody(index) ? ChatSpan.Kind.BODY : ChatSpan.Kind.SCAFFOLD;
            }
        }
        return new ChatSpan(token, token + 1, message, kind);
    }

    private static void add(List<ChatSpan> spans, ChatSpan next) {
        ChatSpan last = spans.isEmpty() ? null : spans.get(spans.size() - 1);
        if (last != null && last.message() == next.message() && last.kind() == next.kind()) {
            spans.set(spans.size() - 1, new ChatSpan(last.start(), next.end(), last.message(), last.kind()));
        } else {
            spans.add(next);
        }
    }

    /** By id: 1 where a {@code generation} block of the template wrote it, as the reference counts; else 0. */
    public int[] assistantMask() {
        int[] mask = new int[encoding.size()];
        for (TextRange range : rendered.generations()) {
            int start = tokenAt(range.start());
            int end = tokenAt(range.end() - 1);
            if (start < 0) {
                break;
            }
            // the reference takes token 0 for none
            Arrays.fill(mask, Math.min(start, mask.length), Math.max(start, end > 0 ? end + 1 : mask.length), 1);
        }
        return mask;
    }

    /** The first token that covers a character, or -1. */
    private int tokenAt(int index) {
        for (int token = 0; token < encoding.size(); token++) {
            if (encoding.start(token) <= index && index < encoding.end(token)) {
                return token;
            }
        }
        return -1;
    }

    /**
     * By id: 1 where a model is trained on it.
     *
     * @throws dev.tokenwright.error.TemplateException when the template mixes messages, so that it cannot be known
     */
    public int[] lossMask(LossPolicy policy) {
        boolean[] trained = new boolean[rendered.text().length()];
        int lastTurn = ChatSpan.NO_MESSAGE;
        for (int message = 0; message < messages.size(); message++) {
            lastTurn = messages.get(message).role().equals(ASSISTANT) ? message : lastTurn;
        }
        for (int message = 0; message < messages.size(); message++) {
            int index = message;
            boolean wanted = messages.get(message).role().equals(ASSISTANT)
                    && (policy.turns() == LossPolicy.Turns.ALL || message == lastTurn)
                    && policy.chosen().map(chosen -> chosen.contains(index)).orElse(true);
            if (wanted) {
                train(message, policy, trained);
            }
        }
        return mask(trained, policy);
    }

    private void train(int message, LossPolicy policy, boolean[] trained) {
        int bodyStart = texts.bodyStart(message);
        if (bodyStart < 0) {
            return;
        }
        int end = texts.bodyEnd(message);
        texts.requireWhole(message, bodyStart, end);
        int start = policy.reasoning() == LossPolicy.Part.INCLUDED ? bodyStart : texts.answerStart(message);
        Arrays.fill(trained, Math.min(start, end), end, true);
    }

    /** Tokens that begin in trained text; behind each stretch the token that ends the turn, where that is wanted. */
    private int[] mask(boolean[] trained, LossPolicy policy) {
        int[] mask = new int[encoding.size()];
        boolean inside = false;
        for (int token = 0; token < mask.length; token++) {
            int start = encoding.start(token);
            boolean own = start < trained.length && encoding.end(token) > start && trained[start];
            boolean ends = inside
                    && !own
                    && policy.endOfTurn() == LossPolicy.Part.INCLUDED
                    && isScaffold(start, encoding.end(token));
            mask[token] = own || ends ? 1 : 0;
            inside = own;
        }
        return mask;
    }

    private boolean isScaffold(int start, int end) {
        for (int index = start; index < end; index++) {
            if (texts.owner(index) != ChatSpan.NO_MESSAGE) {
                return false;
            }
        }
        return start < end;
    }

    /**
     * The ids, with {@code ignored} where the model is not trained on them.
     *
     * @throws dev.tokenwright.error.TemplateException when the template mixes messages, so that it cannot be known
     */
    public int[] labels(LossPolicy policy, int ignored) {
        int[] labels = ids();
        int[] mask = lossMask(policy);
        for (int token = 0; token < labels.length; token++) {
            if (mask[token] == 0) {
                labels[token] = ignored;
            }
        }
        return labels;
    }
}
