package dev.tokenwright.testkit.property;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenwright.Tokenizer;
import dev.tokenwright.chat.ChatTemplate;
import dev.tokenwright.chat.check.Answer;
import dev.tokenwright.chat.check.Answer.Question;
import dev.tokenwright.chat.check.Answer.Verdict;
import dev.tokenwright.chat.check.Finding;
import dev.tokenwright.chat.check.TemplateCheck;
import dev.tokenwright.chat.check.TemplateReport;
import dev.tokenwright.chat.jinja.RenderOptions;
import dev.tokenwright.chat.jinja.Template;
import dev.tokenwright.error.TemplateException;
import dev.tokenwright.testkit.golden.GoldenFolder;
import dev.tokenwright.testkit.golden.PlainJson;
import dev.tokenwright.vocab.Tokenizers;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a check says of templates that do one thing each, and of all real ones. */
class TemplateCheckTest {
    private static final RenderOptions RENDERING = RenderOptions.at(LocalDateTime.of(2026, 7, 4, 9, 5, 3));
    private static final Tokenizer QWEN = Tokenizers.bundled("qwen3");
    private static final String PLAIN =
            """
            {%- for m in messages %}
            {{- '<|im_start|>' + m.role + '\\n' + m.content + '<|im_end|>\\n' }}
            {%- endfor %}
            {%- if add_generation_prompt %}
            {{- '<|im_start|>assistant\\n' }}
            {%- endif %}""";

    private static TemplateReport report(String template) {
        return TemplateCheck.report(ChatTemplate.of(Template.compile("test.jinja", template), QWEN), RENDERING);
    }

    private static List<String> findings(TemplateReport report, Question question) {
        return report.answer(question).findings().stream()
                .map(TemplateCheckTest::shown)
                .toList();
    }

    private static String shown(Finding finding) {
        return finding.place().map(place -> place + " ").orElse("") + finding.text();
    }

    @Test
    void aPlainTemplateNeedsTheConversationAndKeepsItsPastAndItsMasks() {
        TemplateReport report = report(PLAIN);
        assertThat(report.answers()).extracting(Answer::question).containsExactly(Question.values());
        assertThat(findings(report, Question.NEEDS))
                .contains("1:14 messages: from the conversation", "4:8 add_generation_prompt: from the conversation");
        assertThat(Arrays.stream(Question.values()).filter(report::holds)).containsExactly(Question.values());
        assertThat(findings(report, Question.CONTROL)).containsExactly("2:1 writes messages[].content");
    }

    @Test
    void variablesAreToldByWhoGivesThemAndWhetherTheyMayBeMissing() {
        TemplateReport report = report("{{ bos_token }}{% if x is defined %}{{ x }}{% endif %}{{ y|default('') }}\n"
                + "{{ eos_token }}{{ z }}{% set w = 1 %}{{ w }}{% if z %}{% set v = 1 %}{% endif %}{{ v }}{{ range(2) }}"
                + "{% for m in messages %}{{ loop.index }}{{ m.content }}{% endfor %}");
        assertThat(findings(report, Question.NEEDS))
                .containsExactly(
                        "1:4 bos_token: from the caller, taken for granted",
                        "1:22 x: from the caller, may be missing",
                        "1:58 y: from the caller, may be missing",
                        "2:4 eos_token: from the caller, taken for granted",
                        "2:19 z: from the caller, taken for granted",
                        "2:114 messages: from the conversation",
                        "leaves out what the assistant says in a conversation with tools");
        assertThat(report.answer(Question.NEEDS).summary())
                .isEqualTo("the caller may have to give bos_token, eos_token, z");
    }

    @Test
    void whatIsWrittenForTheLastMessageAloneIsAPastThatChanges() {
        TemplateReport report = report("{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content }}\n"
                + "{% if loop.last %}THE END{% endif %}{% endfor %}");
        assertThat(report.answer(Question.PAST).verdict()).isEqualTo(Verdict.NO);
        assertThat(findings(report, Question.PAST))
                .first()
                .asString()
                .startsWith("1:24 the messages before an added message changes")
                .contains("\"THE END\" becomes \"<|im_start|>assistant");
    }

    @Test
    void tokensThatReachOverBordersAreSeenInPastAndMasks() {
        TemplateReport report = report("{% for m in messages %}{{ ' ' }}{{ m.content }}{{ ' ' }}{% endfor %}");
        assertThat(findings(report, Question.PAST))
                .first()
                .asString()
                .contains("its ids do not: a token reaches over the border");
        assertThat(findings(report, Question.MASKS))
                .contains("1:28 a token reaches over the border of what the assistant says");
    }

    @Test
    void generationTagsAreComparedWithWhereTheTextCameFrom() {
        TemplateReport exact = report("{% for m in messages %}<|im_start|>{{ m.role }}\n{% if m.role == 'assistant' %}"
                + "{% generation %}{{ m.content }}<|im_end|>{% endgeneration %}{% else %}{{ m.content }}<|im_end|>"
                + "{% endif %}\n{% endfor %}");
        assertThat(exact.answer(Question.MASKS).summary()).startsWith("by generation tags: exact");
        TemplateReport tooWide = report(
                "{% for m in messages %}{% generation %}{{ m.content }}<|im_end|>{% endgeneration %}{% endfor %}");
        assertThat(findings(tooWide, Question.MASKS))
                .anyMatch(text -> text.contains("which the assistant did not say"));
        TemplateReport outside = report("{% for m in messages %}{% if m.role == 'assistant' %}{{ m.content }}"
                + "{% generation %}<|im_end|>{% endgeneration %}{% else %}{{ m.content }}{% endif %}{% endfor %}");
        assertThat(findings(outside, Question.MASKS)).anyMatch(text -> text.contains("outside of the generation tags"));
    }

    @Test
    void mixedMessagesAreNamedWithTheirPlace() {
        TemplateReport mixed = report("{% for m in messages %}{{ m.content[:2] }}{% endfor %}\n"
                + "{% for m in messages %}{{ m.content[2:] }}{% endfor %}");
        assertThat(findings(mixed, Question.MASKS)).anyMatch(text -> text.contains("stands inside message"));
    }

    @Test
    void placesInsideMacrosAndCapturedTextAreTheOnesNamed() {
        TemplateReport report = report("{% macro show(text) %}[{{ text }}]{% endmacro %}\n"
                + "{% for m in messages %}{% set body %}{{ m.content }}{% endset %}\n{{ body }}{{ show(m.role) }}"
                + "{{ show(m.name) }}{% endfor %}");
        assertThat(findings(report, Question.CONTROL))
                .containsExactly(
                        "1:24 writes messages[].name",
                        "2:38 writes messages[].content, messages[].content[].text, messages[].content[].text (key), "
                                + "messages[].content[].type, messages[].content[].type (key)");
    }

    @Test
    void aTemplateThatRefusesIsToldWhereAndWhy() {
        TemplateReport report = report("{{ raise_exception('nothing for you') }}");
        assertThat(findings(report, Question.NEEDS)).contains("1:19 does not take turns: nothing for you");
        assertThat(report.answer(Question.PAST).verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(report.answer(Question.CONTROL).verdict()).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void everyRealTemplateIsCheckedAndKeepsControlTokensOut() {
        GoldenFolder.shared()
                .ifPresentOrElse(
                        TemplateCheckTest::checkAll,
                        () -> System.out.println("template checks: no shared fixtures here, no real template checked"));
    }

    private static void checkAll(GoldenFolder folder) {
        int[] held = new int[Question.values().length];
        int checked = 0;
        for (byte[] line : folder.lines("chat_templates/templates.jsonl")) {
            String source = String.valueOf(PlainJson.object(line).get("template"));
            try {
                TemplateReport report = report(source);
                checked++;
                for (Question question : Question.values()) {
                    held[List.of(Question.values()).indexOf(question)] += report.holds(question) ? 1 : 0;
                }
                assertThat(report.answer(Question.CONTROL).verdict()).as(source).isNotEqualTo(Verdict.NO);
            } catch (TemplateException malformed) {
                assertThat(malformed.kind()).isEqualTo(TemplateException.Kind.SYNTAX);
            }
        }
        System.out.println("template checks: " + checked + " templates, held " + Arrays.toString(held));
        assertThat(checked).isGreaterThan(600);
    }
}
