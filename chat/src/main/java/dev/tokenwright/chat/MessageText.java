package dev.tokenwright.chat;

import dev.tokenwright.chat.jinja.InputPath;
import dev.tokenwright.chat.jinja.RenderedText;
import dev.tokenwright.chat.jinja.SourcePlace;
import dev.tokenwright.chat.jinja.Template;
import dev.tokenwright.chat.jinja.TextSpan;
import dev.tokenwright.error.TemplateException;
import java.util.List;
import java.util.Set;

/** Where the text of each message stands in a rendered conversation. */
final class MessageText {
    /** Fields of a message that the model does not write. */
    private static final Set<String> HEADERS = Set.of("role", "name", "tool_call_id");

    private static final Set<String> REASONING = Set.of("reasoning_content", "thinking", "reasoning");

    private final Template template;
    private final RenderedText rendered;
    /** By character: index of the message that it comes from, or -1. */
    private final int[] owners;
    /** By character: whether it is the text of the message, and not its role or name. */
    private final boolean[] bodies;

    private final boolean[] reasoning;

    MessageText(Template template, RenderedText rendered) {
        this.template = template;
        this.rendered = rendered;
        int length = rendered.text().length();
        this.owners = new int[length];
        this.bodies = new boolean[length];
        this.reasoning = new boolean[length];
        java.util.Arrays.fill(owners, ChatSpan.NO_MESSAGE);
        for (TextSpan span : rendered.spans()) {
            if (span.origin() instanceof InputPath path && path.root().equals("messages")) {
                add(span, path.steps());
            }
        }
    }

    private void add(TextSpan span, List<Object> steps) {
        if (steps.size() < 2 || !(steps.get(1) instanceof Integer message)) {
            return;
        }
        String field = steps.size() > 2 ? String.valueOf(steps.get(2)) : "";
        for (int index = span.start(); index < span.end(); index++) {
            owners[index] = message;
            bodies[index] = !HEADERS.contains(field);
            reasoning[index] = REASONING.contains(field);
        }
    }

    int owner(int index) {
        return owners[index];
    }

    boolean isBody(int index) {
        return bodies[index];
    }

    /** First character of a message's body; -1 when the text has none of it. */
    int bodyStart(int message) {
        for (int index = 0; index < owners.length; index++) {
            if (owners[index] == message && bodies[index]) {
                return index;
            }
        }
        return -1;
    }

    /** The end of a message's body. */
    int bodyEnd(int message) {
        for (int index = owners.length - 1; index >= 0; index--) {
            if (owners[index] == message && bodies[index]) {
                return index + 1;
            }
        }
        return -1;
    }

    /** Where a message's reasoning ends and the rest of its body begins, the template's text between them passed over. */
    int answerStart(int message) {
        int start = bodyStart(message);
        int lastReasoning = -1;
        for (int index = 0; index < owners.length; index++) {
            if (owners[index] == message && reasoning[index]) {
                lastReasoning = index;
            }
        }
        if (lastReasoning < 0) {
            return start;
        }
        int end = bodyEnd(message);
        int index = lastReasoning + 1;
        while (index < end && !(owners[index] == message && bodies[index])) {
            index++;
        }
        return index;
    }

    /**
     * Checks that what stands between the ends of a message's body is the message's or the template's.
     *
     * @throws TemplateException when text of another message lies between
     */
    void requireWhole(int message, int start, int end) {
        for (int index = start; index < end; index++) {
            if (owners[index] != message && owners[index] != ChatSpan.NO_MESSAGE && bodies[index]) {
                throw unknown(index, "text of message " + owners[index] + " stands inside message " + message);
            }
        }
    }

    private TemplateException unknown(int index, String problem) {
        SourcePlace place = template.place(rendered.templateOffset(index));
        return new TemplateException(
                TemplateException.Kind.VALUE,
                template.name(),
                place.line(),
                place.column(),
                "what the model sampled cannot be known: " + problem,
                "mark it with {% generation %} in the template",
                "");
    }
}
