package dev.tokenwright.chat.check;

import dev.tokenwright.Encoding;
import dev.tokenwright.chat.LossPolicy;
import dev.tokenwright.chat.Message;
import dev.tokenwright.chat.RenderedChat;
import dev.tokenwright.chat.check.Answer.Question;
import dev.tokenwright.chat.check.Answer.Verdict;
import dev.tokenwright.chat.jinja.InputPath;
import dev.tokenwright.chat.jinja.SourcePlace;
import dev.tokenwright.chat.jinja.TextRange;
import dev.tokenwright.chat.jinja.TextSpan;
import dev.tokenwright.error.TemplateException;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Whether it is known exactly what the model says: by the template's tags, or by where the text came from. */
final class MaskCheck {
    private static final Set<String> HEADERS = Set.of("role", "name", "tool_call_id");

    private final Trials trials;
    private final List<SourcePlace> tags;
    private final Set<Finding> findings = new LinkedHashSet<>();
    private int messages;

    MaskCheck(Trials trials) {
        this.trials = trials;
        this.tags = trials.template().template().generationTags();
    }

    Answer answer() {
        trials.rendered().forEach(this::check);
        Verdict verdict = messages == 0 ? Verdict.UNKNOWN : findings.isEmpty() ? Verdict.YES : Verdict.NO;
        String how = tags.isEmpty() ? "no generation tags, so by where the text came from" : "by generation tags";
        String summary =
                switch (verdict) {
                    case YES -> how + ": exact for all " + messages + " messages of the assistant";
                    case NO -> how + ": not exact";
                    case UNKNOWN -> "the template took no message of the assistant";
                };
        return new Answer(Question.MASKS, verdict, summary, List.copyOf(findings));
    }

    private void check(Trials.Trial trial) {
        RenderedChat rendered = trial.rendered().orElseThrow();
        List<Message> said = trial.probe().conversation().messages();
        BitSet bodies = new BitSet();
        BitSet turns = new BitSet();
        for (int message = 0; message < said.size(); message++) {
            if (said.get(message).role().equals("assistant")) {
                BitSet body = body(rendered, message);
                if (!body.isEmpty()) {
                    messages++;
                    bodies.or(body);
                    turns.set(body.nextSetBit(0), body.length());
                }
            }
        }
        if (tags.isEmpty()) {
            checkOrigins(rendered);
            checkBorders(rendered, turns);
        } else {
            checkTags(rendered, bodies);
        }
    }

    /** The characters of a message that its speaker wrote. */
    static BitSet body(RenderedChat rendered, int message) {
        BitSet body = new BitSet();
        for (TextSpan span : rendered.rendered().spans()) {
            if (span.origin() instanceof InputPath path && path.root().equals("messages")) {
                List<Object> steps = path.steps();
                if (steps.size() > 2 && steps.get(1).equals(message) && !HEADERS.contains(steps.get(2))) {
                    body.set(span.start(), span.end());
                }
            }
        }
        return body;
    }

    private void checkOrigins(RenderedChat rendered) {
        try {
            rendered.lossMask(LossPolicy.assistant());
        } catch (TemplateException unknown) {
            findings.add(Finding.at(new SourcePlace(unknown.line(), unknown.column()), unknown.detail()));
        }
    }

    private void checkTags(RenderedChat rendered, BitSet said) {
        BitSet tagged = new BitSet();
        for (TextRange range : rendered.rendered().generations()) {
            tagged.set(range.start(), Math.max(range.start(), range.end()));
        }
        BitSet untagged = (BitSet) said.clone();
        untagged.andNot(tagged);
        if (!untagged.isEmpty()) {
            findings.add(Finding.at(
                    trials.place(rendered, untagged.nextSetBit(0)),
                    "what the assistant says is written outside of the generation tags"));
        }
        for (TextSpan span : rendered.rendered().spans()) {
            boolean isOthers = span.origin() instanceof InputPath
                    && tagged.nextSetBit(span.start()) >= 0
                    && tagged.nextSetBit(span.start()) < span.end()
                    && said.nextSetBit(span.start()) != span.start();
            if (isOthers) {
                findings.add(Finding.at(
                        trials.place(rendered, span.start()),
                        "generation tags hold "
                                + ControlCheck.pattern(span.origin().toString())
                                + ", which the assistant did not say"));
            }
        }
    }

    /** Finds tokens that hold both what the assistant said and what others did. */
    private void checkBorders(RenderedChat rendered, BitSet said) {
        Encoding encoding = rendered.encoding();
        for (int token = 0; token < encoding.size(); token++) {
            int start = encoding.start(token);
            int end = encoding.end(token);
            int inside = said.get(start, Math.max(start, end)).cardinality();
            if (inside > 0 && inside < end - start) {
                findings.add(Finding.at(
                        trials.place(rendered, start), "a token reaches over the border of what the assistant says"));
            }
        }
    }
}
