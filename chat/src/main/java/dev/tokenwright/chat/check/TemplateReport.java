package dev.tokenwright.chat.check;

import dev.tokenwright.chat.check.Answer.Question;
import dev.tokenwright.chat.check.Answer.Verdict;
import java.util.List;
import java.util.Objects;

/**
 * What is known about a template.
 *
 * @param template the template's name
 * @param answers one a question, in the order of the questions
 */
public record TemplateReport(String template, List<Answer> answers) {
    /** Copies the list. */
    public TemplateReport {
        Objects.requireNonNull(template, "template");
        answers = List.copyOf(answers);
    }

    /** The answer to a question. */
    public Answer answer(Question question) {
        return answers.stream()
                .filter(answer -> answer.question() == question)
                .findFirst()
                .orElseThrow();
    }

    /** Whether something holds. */
    public boolean holds(Question question) {
        return answer(question).verdict() == Verdict.YES;
    }
}
