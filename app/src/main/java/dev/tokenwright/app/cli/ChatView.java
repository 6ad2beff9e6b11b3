package dev.tokenwright.app.cli;

import dev.tokenwright.Encoding;
import dev.tokenwright.chat.ChatSpan;
import dev.tokenwright.chat.LossPolicy;
import dev.tokenwright.chat.RenderedChat;
import dev.tokenwright.chat.jinja.Origin;
import dev.tokenwright.chat.jinja.Template;
import dev.tokenwright.chat.jinja.TextSpan;
import dev.tokenwright.error.TemplateException;
import java.io.PrintWriter;
import java.util.Arrays;

/** Rendered conversations for people: each message in a colour, what a model is trained on underlined. */
final class ChatView {
    private final Template template;
    private final Paint paint;
    private final PrintWriter out;

    ChatView(Template template, Paint paint, PrintWriter out) {
        this.template = template;
        this.paint = paint;
        this.out = out;
    }

    /** The text; in colours where there are some. */
    void show(RenderedChat rendered) {
        if (paint.ink() == Paint.Ink.PLAIN) {
            out.println(rendered.text());
            return;
        }
        int[] trained = trained(rendered);
        int[] messages = messages(rendered);
        Encoding encoding = rendered.encoding();
        String text = rendered.text();
        int done = 0;
        for (int token = 0; token < encoding.size(); token++) {
            int start = Math.max(done, encoding.start(token));
            int end = Math.min(encoding.end(token), text.length());
            if (start < end) {
                out.print(text.substring(done, start));
                out.print(paint.message(messages[token], mark(trained[token]), text.substring(start, end)));
                done = end;
            }
        }
        out.println(text.substring(done));
        long count = Arrays.stream(trained).filter(mark -> mark == 1).count();
        out.println(paint.text(
                Paint.Style.FAINT, encoding.size() + " tokens, " + count + " of them trained on (underlined)"));
    }

    private static Paint.Mark mark(int trained) {
        return trained == 1 ? Paint.Mark.UNDERLINED : Paint.Mark.NONE;
    }

    /** By token: 1 where a model is trained on it, by the template's tags or else by where the text came from. */
    private int[] trained(RenderedChat rendered) {
        if (!template.generationTags().isEmpty()) {
            return rendered.assistantMask();
        }
        try {
            return rendered.lossMask(LossPolicy.assistant());
        } catch (TemplateException unknown) {
            out.println(paint.text(Paint.Style.BAD, String.valueOf(unknown.getMessage())));
            return new int[rendered.encoding().size()];
        }
    }

    private static int[] messages(RenderedChat rendered) {
        int[] messages = new int[rendered.encoding().size()];
        for (ChatSpan span : rendered.spans()) {
            Arrays.fill(messages, span.start(), span.end(), span.message());
        }
        return messages;
    }

    /** A row a stretch: where it came from, and its text. */
    void explain(RenderedChat rendered) {
        int[] owners = new int[rendered.text().length() + 1];
        Arrays.fill(owners, ChatSpan.NO_MESSAGE);
        int[] messages = messages(rendered);
        for (int token = 0; token < messages.length; token++) {
            int start = Math.min(rendered.encoding().start(token), owners.length);
            int end = Math.min(rendered.encoding().end(token), owners.length);
            Arrays.fill(owners, start, Math.max(start, end), messages[token]);
        }
        for (TextSpan span : rendered.rendered().spans()) {
            String text = PieceTable.visible(rendered.text().substring(span.start(), span.end()));
            int message = span.origin() instanceof Origin.Template ? ChatSpan.NO_MESSAGE : owners[span.start()];
            out.println(String.format("%-36s ", source(span)) + paint.message(message, Paint.Mark.NONE, text));
        }
    }

    private String source(TextSpan span) {
        if (span.originStart() < 0) {
            return span.origin() + ", computed";
        }
        return span.origin() instanceof Origin.Template
                ? "template " + template.place(span.originStart())
                : span.origin() + (span.originStart() > 0 ? " from " + span.originStart() : "");
    }
}
