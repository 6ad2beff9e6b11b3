package dev.tokenwright.chat.check;

import dev.tokenwright.chat.Message;
import dev.tokenwright.chat.RenderedChat;
import dev.tokenwright.chat.check.Answer.Question;
import dev.tokenwright.chat.check.Answer.Verdict;
import dev.tokenwright.chat.jinja.SourcePlace;
import dev.tokenwright.chat.jinja.VariableRead;
import dev.tokenwright.chat.jinja.VariableRead.Presence;
import dev.tokenwright.error.TemplateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** What a template reads, who gives it, and which sorts of conversations it takes. */
final class NeedsCheck {
    private static final Set<String> CONVERSATION = Set.of("messages", "tools", "documents", "add_generation_prompt");

    private final Trials trials;

    NeedsCheck(Trials trials) {
        this.trials = trials;
    }

    Answer answer() {
        Set<String> tokens = trials.template()
                .tokenizer()
                .modelDefaults()
                .specialTokens()
                .named()
                .keySet();
        List<Finding> findings = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (VariableRead variable : trials.template().template().variables()) {
            String name = variable.name();
            boolean isToken =
                    name.endsWith("_token") && tokens.contains(name.substring(0, name.length() - "_token".length()));
            if (!CONVERSATION.contains(name) && !isToken && variable.presence() == Presence.TAKEN_FOR_GRANTED) {
                missing.add(name);
            }
            findings.add(Finding.at(
                    variable.place(), name + ": " + giver(name, isToken) + presence(name, variable.presence())));
        }
        for (Trials.Trial trial : trials.all()) {
            trial.refusal().ifPresent(refusal -> findings.add(refused(trial.probe(), refusal)));
            trial.rendered()
                    .filter(rendered -> leavesOut(trial.probe(), rendered))
                    .ifPresent(
                            rendered -> findings.add(Finding.of("leaves out what the assistant says in a conversation"
                                    + " with " + trial.probe().sort())));
        }
        String summary = missing.isEmpty()
                ? "the conversation and the tokenizer give all that it takes for granted"
                : "the caller may have to give " + String.join(", ", missing);
        return new Answer(Question.NEEDS, missing.isEmpty() ? Verdict.YES : Verdict.NO, summary, findings);
    }

    /** Whether nothing of some message of the assistant is written. */
    private static boolean leavesOut(Probe probe, RenderedChat rendered) {
        List<Message> messages = probe.conversation().messages();
        return IntStream.range(0, messages.size())
                .filter(index -> messages.get(index).role().equals("assistant"))
                .anyMatch(index -> MaskCheck.body(rendered, index).isEmpty());
    }

    private static String giver(String name, boolean isToken) {
        if (isToken) {
            return "from the tokenizer";
        }
        return CONVERSATION.contains(name) ? "from the conversation" : "from the caller";
    }

    private static String presence(String name, Presence presence) {
        if (CONVERSATION.contains(name)) {
            return "";
        }
        return presence == Presence.ASKED_FOR ? ", may be missing" : ", taken for granted";
    }

    private static Finding refused(Probe probe, TemplateException refusal) {
        return Finding.at(
                new SourcePlace(refusal.line(), refusal.column()),
                "does not take " + probe.sort() + ": " + refusal.detail());
    }
}
