package dev.tokenwright.chat.check;

import java.util.List;
import java.util.Objects;

/**
 * The answer to a question about a template.
 *
 * @param question what was asked
 * @param verdict whether it holds
 * @param summary the answer in a sentence
 * @param findings what it rests on, in the order of the template
 */
public record Answer(Question question, Verdict verdict, String summary, List<Finding> findings) {
    /** What is asked about a template. */
    public enum Question {
        /** Whether the conversation and the tokenizer bring along all that the template needs. */
        NEEDS,
        /** Whether what was written stays as it is when messages are added. */
        PAST,
        /** Whether it is known exactly which tokens the model says. */
        MASKS,
        /** Whether text that somebody typed is kept from becoming control tokens. */
        CONTROL
    }

    /** Whether something holds. */
    public enum Verdict {
        /** It does, in all that was tried. */
        YES,
        /** It does not. */
        NO,
        /** The template refused all that could show it. */
        UNKNOWN
    }

    /** Copies the list. */
    public Answer {
        Objects.requireNonNull(question, "question");
        Objects.requireNonNull(verdict, "verdict");
        Objects.requireNonNull(summary, "summary");
        findings = List.copyOf(findings);
    }
}
