package dev.tokenwright.chat.check;

import dev.tokenwright.chat.ChatOptions.Ending;
import dev.tokenwright.chat.Conversation;
import dev.tokenwright.chat.RenderedChat;
import dev.tokenwright.chat.check.Answer.Question;
import dev.tokenwright.chat.check.Answer.Verdict;
import dev.tokenwright.chat.jinja.SourcePlace;
import dev.tokenwright.error.TemplateException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether what was written stays as it is when messages are added: text and ids, of messages and of prompts. */
final class PastCheck {
    private static final int SHOWN = 24;

    private final Trials trials;
    private final Map<Finding, Integer> findings = new LinkedHashMap<>();
    private int steps;

    PastCheck(Trials trials) {
        this.trials = trials;
    }

    Answer answer() {
        for (Trials.Trial trial : trials.rendered()) {
            Conversation whole = trial.probe().conversation();
            for (int count = 1; count < whole.messages().size(); count++) {
                step(trial.probe(), count, Ending.NOTHING);
                if (whole.messages().get(count).role().equals("assistant")) {
                    step(trial.probe(), count, Ending.GENERATION_PROMPT);
                }
            }
        }
        Verdict verdict = steps == 0 ? Verdict.UNKNOWN : findings.isEmpty() ? Verdict.YES : Verdict.NO;
        String summary =
                switch (verdict) {
                    case YES -> "text and ids stayed in all " + steps + " places where a message was added";
                    case NO -> "changed in " + changes() + " of " + steps + " places where a message was added";
                    case UNKNOWN -> "the template took no conversation that could be cut";
                };
        return new Answer(Question.PAST, verdict, summary, List.copyOf(findings.keySet()));
    }

    private int changes() {
        return findings.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Adds a message to the first ones of a conversation. */
    private void step(Probe probe, int count, Ending ending) {
        Optional<RenderedChat> before = rendered(probe.conversation(), count, ending);
        Optional<RenderedChat> after = rendered(probe.conversation(), count + 1, Ending.NOTHING);
        if (before.isEmpty() || after.isEmpty()) {
            return;
        }
        steps++;
        String old = before.get().text();
        String extended = after.get().text();
        int same = commonLength(old, extended);
        String what = ending == Ending.NOTHING ? "the messages before" : "the prompt before";
        if (same < old.length()) {
            SourcePlace place =
                    same < extended.length() ? trials.place(after.get(), same) : trials.place(before.get(), same);
            add(
                    place,
                    what + " an added message changes, in a conversation with " + probe.sort() + ": " + shown(old, same)
                            + " becomes " + shown(extended, same));
        } else if (!startsWith(after.get().ids(), before.get().ids())) {
            add(
                    trials.place(after.get(), same),
                    "the text of " + what + " an added message stays, its ids do not: a token reaches over the border");
        }
    }

    private void add(SourcePlace place, String text) {
        boolean isKnown = findings.keySet().stream()
                .anyMatch(finding -> finding.place().filter(place::equals).isPresent());
        if (isKnown) {
            findings.entrySet().stream()
                    .filter(entry ->
                            entry.getKey().place().filter(place::equals).isPresent())
                    .findFirst()
                    .ifPresent(entry -> entry.setValue(entry.getValue() + 1));
        } else {
            findings.put(Finding.at(place, text), 1);
        }
    }

    private Optional<RenderedChat> rendered(Conversation conversation, int count, Ending ending) {
        Conversation beginning = new Conversation(
                conversation.messages().subList(0, count),
                conversation.tools(),
                conversation.documents(),
                conversation.variables());
        try {
            return Optional.of(trials.render(beginning, ending));
        } catch (TemplateException refused) {
            return Optional.empty();
        }
    }

    private static int commonLength(String first, String second) {
        int length = 0;
        while (length < Math.min(first.length(), second.length()) && first.charAt(length) == second.charAt(length)) {
            length++;
        }
        return length;
    }

    private static boolean startsWith(int[] whole, int[] beginning) {
        for (int index = 0; index < beginning.length; index++) {
            if (index >= whole.length || whole[index] != beginning[index]) {
                return false;
            }
        }
        return true;
    }

    private static String shown(String text, int from) {
        String rest = text.substring(from);
        return rest.isEmpty()
                ? "nothing"
                : "\"" + (rest.length() > SHOWN ? rest.substring(0, SHOWN) + "…" : rest).replace("\n", "\\n") + "\"";
    }
}
