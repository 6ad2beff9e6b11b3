package dev.tokenwright.testkit.badinput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenwright.chat.jinja.RenderLimits;
import dev.tokenwright.chat.jinja.RenderOptions;
import dev.tokenwright.chat.jinja.Template;
import dev.tokenwright.error.TemplateException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Hostile and random templates end, and with nothing but typed errors. */
class HostileTemplateTest {
    private static final LocalDateTime NOW = LocalDateTime.of(2026, 7, 4, 9, 5, 3);
    private static final RenderOptions SMALL =
            RenderOptions.at(NOW).withLimits(new RenderLimits(200_000, 400_000, 200_000, 60));

    @TestFactory
    List<DynamicTest> whatBlowsUpIsRefused() {
        List<String> hostile = List.of(
                "{% for i in range(100000) %}{% for j in range(100000) %}{% endfor %}{% endfor %}",
                "{{ 'a' * 10**9 }}",
                "{{ [0] * 10**9 }}",
                "{{ '%0999999999d' % 1 }}",
                "{{ '%.999999999f' % 1.5 }}",
                "{{ '{:>999999999}'.format(1) }}",
                "{{ 10**10000000 }}",
                "{{ (2**60000)|string }}",
                "{{ range(10**9) }}",
                "{{ 'a'|center(10**9) }}",
                "{{ 'a\nb'|indent(10**9) }}",
                "{{ [1]|tojson(indent=10**9) }}",
                "{{ [1]|batch(10**9, 0)|list }}",
                "{{ [1]|slice(10**9)|list }}",
                "{{ ('a' * 100000).replace('', 'bbbbbbbbbb') }}",
                "{% set ns = namespace(x=[1]) %}{% for i in range(99) %}{% set ns.x = ns.x + ns.x %}{% endfor %}",
                "{% set ns = namespace(x=1) %}{% for i in range(9000) %}{% set ns.x = [ns.x] %}{% endfor %}{{ ns.x }}",
                "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
                "{% for i in [1] recursive %}{{ loop([1]) }}{% endfor %}",
                "{{ " + "(".repeat(5000) + "1" + ")".repeat(5000) + " }}",
                "{{ 1" + "+1".repeat(5000) + " }}",
                "{{ " + "not ".repeat(5000) + "1 }}",
                "{% if 1 %}".repeat(3000) + "{% endif %}".repeat(3000),
                "{% include 'x' %}",
                "{{ ''.__class__.__mro__ }}",
                "{{ messages.append(1) }}");
        return hostile.stream()
                .map(template -> DynamicTest.dynamicTest(
                        template.length() > 60 ? template.substring(0, 60) : template,
                        () -> assertThatThrownBy(() -> Template.compile("hostile", template)
                                        .render(Map.of("messages", List.of()), SMALL))
                                .isInstanceOf(TemplateException.class)
                                .hasMessageStartingWith("hostile:")))
                .toList();
    }

    @Test
    void anErrorNamesLineAndColumnAndWhatTheDataDidHave() {
        Template template = Template.compile("chat_template.jinja", "a\n  {{ messages[0].contents.x }}");
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("role", "user");
        message.put("content", "Hi");
        assertThatThrownBy(() -> template.render(Map.of("messages", List.of(message)), RenderOptions.at(NOW)))
                .isInstanceOf(TemplateException.class)
                .hasMessage(
                        "chat_template.jinja:2:26: 'dict object' has no attribute 'contents'; it has role, content");
    }

    @Test
    void randomTemplatesMeetNothingButTypedErrors() {
        long seed = 20260704;
        Random random = new Random(seed);
        int rendered = 0;
        for (int round = 0; round < 20_000; round++) {
            String template = template(random);
            try {
                Template.compile("random", template).render(data(), SMALL);
                rendered++;
            } catch (TemplateException expected) {
                assertThat(expected.line()).as(template).isPositive();
            } catch (RuntimeException | StackOverflowError unexpected) {
                throw new AssertionError("seed " + seed + ": " + template, unexpected);
            }
        }
        assertThat(rendered).isGreaterThan(500);
    }

    private static Map<String, Object> data() {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("messages", List.of(Map.of("role", "user", "content", "Hi 👋 <b>")));
        data.put("s", " a,b ");
        data.put("l", List.of(3, 1, 2));
        data.put("d", Map.of("a", 1, "items", List.of(1.5, "x")));
        data.put("n", 7);
        return data;
    }

    private static final List<String> WORDS = List.of(
            "{{",
            "}}",
            "{%",
            "%}",
            "{%-",
            "-%}",
            "{#",
            "#}",
            "if",
            "else",
            "elif",
            "endif",
            "for",
            "endfor",
            "in",
            "set",
            "endset",
            "macro",
            "endmacro",
            "call",
            "endcall",
            "filter",
            "endfilter",
            "with",
            "endwith",
            "generation",
            "endgeneration",
            "raw",
            "endraw",
            "break",
            "continue",
            "not",
            "and",
            "or",
            "is",
            "none",
            "true",
            "loop",
            "s",
            "l",
            "d",
            "n",
            "messages",
            "x",
            "(",
            ")",
            "[",
            "]",
            "{",
            "}",
            ",",
            ":",
            ".",
            "|",
            "~",
            "+",
            "-",
            "*",
            "/",
            "//",
            "**",
            "%",
            "==",
            "<",
            "=",
            "'a'",
            "\"%s\"",
            "'{}'",
            "0",
            "1",
            "-1",
            "2.5",
            "upper",
            "join",
            "length",
            "sort",
            "tojson",
            "items",
            "split",
            "format",
            "range",
            "namespace",
            "defined",
            "first",
            "map",
            "attribute",
            "\n",
            " ");

    private static final List<String> STATEMENTS = List.of(
            "{{ EXPR }}",
            "{% if EXPR %}a{% else %}BODY{% endif %}",
            "{% for q in EXPR %}BODY{{ loop.index }}{% endfor %}",
            "{% set q = EXPR %}BODY",
            "{% set q %}BODY{% endset %}{{ q }}",
            "{% macro m(a, b=1) %}BODY{% endmacro %}{{ m(EXPR) }}",
            "{% filter upper %}BODY{% endfilter %}",
            "{% generation %}BODY{% endgeneration %}");

    private static final List<String> EXPRESSIONS = List.of(
            "s",
            "l",
            "d",
            "n",
            "q",
            "x",
            "messages",
            "1",
            "2.5",
            "'a'",
            "none",
            "[EXPR, EXPR]",
            "{'k': EXPR}",
            "EXPR.a",
            "EXPR[EXPR]",
            "EXPR[1:]",
            "EXPR[::-1]",
            "EXPR + EXPR",
            "EXPR * EXPR",
            "EXPR % EXPR",
            "EXPR ~ EXPR",
            "EXPR ** EXPR",
            "EXPR // EXPR",
            "EXPR < EXPR",
            "EXPR in EXPR",
            "not EXPR",
            "-n",
            "EXPR if EXPR else EXPR",
            "EXPR|upper",
            "EXPR|tojson(indent=EXPR)",
            "EXPR|join(EXPR)",
            "EXPR|sort",
            "EXPR|map('string')|list",
            "EXPR|replace(EXPR, EXPR)",
            "EXPR|center(EXPR)",
            "EXPR|batch(EXPR)|list",
            "EXPR|indent(EXPR)",
            "EXPR|round",
            "EXPR|int",
            "EXPR|format(EXPR)",
            "'%5s|%d' % EXPR",
            "'{:>5}'.format(EXPR)",
            "EXPR.split(EXPR)",
            "EXPR is defined",
            "range(EXPR)",
            "EXPR|wordwrap(EXPR)",
            "EXPR|truncate(EXPR)",
            "EXPR|groupby(EXPR)",
            "EXPR|urlencode",
            "EXPR.items()",
            "EXPR|pprint",
            "EXPR|striptags",
            "EXPR|safe + EXPR",
            "EXPR|dictsort");

    /** Half of the templates are words in a row, half follow the grammar. */
    private static String template(Random random) {
        if (random.nextBoolean()) {
            List<String> words = new ArrayList<>();
            for (int count = 1 + random.nextInt(20); count > 0; count--) {
                words.add(WORDS.get(random.nextInt(WORDS.size())));
            }
            return String.join(random.nextInt(4) == 0 ? "" : " ", words);
        }
        String template = "BODY";
        for (int round = 0; round < 12; round++) {
            String statement = round > 8 ? "{{ EXPR }}" : STATEMENTS.get(random.nextInt(STATEMENTS.size()));
            template = template.replaceFirst("BODY", java.util.regex.Matcher.quoteReplacement(statement));
            int choices = round > 6 ? 11 : EXPRESSIONS.size();
            for (int time = 0; time < 4; time++) {
                String expression = EXPRESSIONS.get(random.nextInt(choices));
                template = template.replaceFirst("EXPR", java.util.regex.Matcher.quoteReplacement(expression));
            }
        }
        return template.replace("BODY", "z").replace("EXPR", EXPRESSIONS.get(random.nextInt(11)));
    }
}
