package dev.tokenwright.testkit.property;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenwright.chat.jinja.InputPath;
import dev.tokenwright.chat.jinja.RenderOptions;
import dev.tokenwright.chat.jinja.RenderedText;
import dev.tokenwright.chat.jinja.Template;
import dev.tokenwright.error.TemplateException;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The filters {@code pprint} and {@code urlize} write what jinja2 3.1.6 writes, under Python 3.11. */
class LongFiltersTest {
    private static final RenderOptions OPTIONS = RenderOptions.at(LocalDateTime.of(2026, 7, 4, 9, 5));

    private static String rendered(String template) {
        return Template.compile("filters", template).render(Map.of(), OPTIONS).text();
    }

    @TestFactory
    List<DynamicTest> jinjaAgrees() {
        return List.of(
                same(
                        "{{ {'b': [1] * 30, 'a': 'x y ' * 30, 'c': {}}|pprint }}",
                        "{'a': 'x y x y x y x y x y x y x y x y x y x y x y x y x y x y x y x y x y x y '\n      'x y x y x y x y x y x y x y x y x y x y x y x y ',\n 'b': [1,\n       1,\n       1,\n       1,\n       1,\n       1,\n       1,\n       1,\n       1,\n       1,\n       1,\n       1,\n       1,\n       1,\n       1,\n       1,\n       1,\n       1,\n       1,\n       1,\n       1,\n       1,\n       1,\n       1,\n       1,\n       1,\n       1,\n       1,\n       1,\n       1],\n 'c': {}}"),
                same(
                        "{{ ('it\\'s one line\\nand ' ~ 'many words ' * 9)|pprint }}",
                        "(\"it's one line\\n\"\n 'and many words many words many words many words many words many words many '\n 'words many words many words ')"),
                same(
                        "{{ ['a' * 40, ('b' * 50,), ['c' * 30, '', none, 1.5]]|pprint }}",
                        "['aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',\n ('bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb',),\n ['cccccccccccccccccccccccccccccc', '', None, 1.5]]"),
                same(
                        "{{ ('abcdefgh' * 12).encode()|pprint }}",
                        "(b'abcdefghabcdefghabcdefghabcdefghabcdefghabcdefghabcdefghabcdefghabcdefghabcd'\n b'efghabcdefghabcdefgh')"),
                same(
                        "{{ 'see https://x.org/a?b=1&c=2, (www.y.de) or <me@z.com>.'|urlize }}",
                        "see <a href=\"https://x.org/a?b=1&amp;c=2\" rel=\"noopener\">https://x.org/a?b=1&amp;c=2</a>, (<a href=\"https://www.y.de\" rel=\"noopener\">www.y.de</a>) or &lt;<a href=\"mailto:me@z.com\">me@z.com</a>&gt;."),
                same(
                        "{{ 'http://[::1]:80/ http://1.2.3.4 ftp://a.b tel:1 mailto:a@b.c x.com. @a@b.c'|urlize(9, true, '_blank', 'me', ['tel:']) }}",
                        "<a href=\"http://[::1]:80/\" rel=\"me nofollow noopener\" target=\"_blank\">http://[:...</a> <a href=\"http://1.2.3.4\" rel=\"me nofollow noopener\" target=\"_blank\">http://1....</a> ftp://a.b <a href=\"tel:1\" rel=\"me nofollow noopener\" target=\"_blank\">tel:1</a> <a href=\"mailto:a@b.c\">a@b.c</a> x.com. @a@b.c"),
                same(
                        "{{ 'http://a.com/(b)) \u0130.com \u0663.org'|urlize }}",
                        "<a href=\"http://a.com/(b)\" rel=\"noopener\">http://a.com/(b)</a>) \u0130.com \u0663.org"));
    }

    private static DynamicTest same(String template, String expected) {
        return DynamicTest.dynamicTest(
                template, () -> assertThat(rendered(template)).isEqualTo(expected));
    }

    @Test
    void whatIsWrittenAroundAnAddressCountsAsTyped() {
        RenderedText text = Template.compile("filters", "{{ x | urlize }}{{ [x] | pprint }}")
                .render(Map.of("x", "a www.x.org b"), OPTIONS);
        String link = "<a href=\"https://www.x.org\"";
        int start = text.text().indexOf(link);
        assertThat(text.spans())
                .filteredOn(span -> span.start() < start + "<a href=\"https://www.x.org".length() && span.end() > start)
                .allMatch(span -> span.origin() instanceof InputPath);
    }

    @Test
    void randomTextIsRefused() {
        assertThatThrownBy(() -> rendered("{{ lipsum() }}"))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining("random text");
    }
}
