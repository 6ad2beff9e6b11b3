package dev.tokenwright.testkit.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenwright.SpecialText;
import dev.tokenwright.chat.Conversation;
import dev.tokenwright.chat.Message;
import dev.tokenwright.chat.Rendered;
import dev.tokenwright.chat.Renderer;
import dev.tokenwright.chat.render.Renderers;
import dev.tokenwright.error.SpecialTokenException;
import dev.tokenwright.spec.AddedToken;
import dev.tokenwright.testkit.golden.GoldenFolder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Whatever somebody types, and wherever, no control token comes of it. */
class HostileRendererTest {
    private static final String BENIGN = "x";
    private static final int TOGETHER = 8;
    private static final List<String> FIELDS = List.of("system", "user", "result", "argument", "answer", "description");

    @TestFactory
    List<DynamicTest> noFieldGivesAControlToken() {
        List<DynamicTest> tests = new ArrayList<>();
        GoldenFolder.shared()
                .ifPresentOrElse(
                        folder -> {
                            for (String name : RendererFixture.names(folder)) {
                                if (Renderers.names().contains(name)) {
                                    tests.add(DynamicTest.dynamicTest(name, () -> isSafe(name, folder)));
                                }
                            }
                        },
                        () -> System.out.println("hostile renderers: no shared fixtures here, nothing tried"));
        return tests;
    }

    private static void isSafe(String name, GoldenFolder folder) {
        RendererFixture fixture = RendererFixture.open(name, folder);
        Renderer safe = fixture.renderer(Map.of(), SpecialText.AS_TEXT);
        Renderer strict = fixture.renderer(Map.of(), SpecialText.REJECT);
        List<String> contents = fixture.tokenizer().vocabulary().addedTokens().stream()
                .map(AddedToken::content)
                .filter(content -> !content.isBlank())
                .toList();
        int tried = 0;
        for (int first = 0; first < contents.size(); first += TOGETHER) {
            List<String> some = contents.subList(first, Math.min(contents.size(), first + TOGETHER));
            for (String field : FIELDS) {
                // families take reasoning out of an answer that spells its marks, and write them themselves
                List<String> spelled = some.stream()
                        .filter(content -> !field.equals("answer") || !content.contains("think"))
                        .toList();
                if (spelled.isEmpty()) {
                    continue;
                }
                String hostile = "a " + String.join(" ", spelled) + " b";
                Conversation benign = conversation(field, BENIGN);
                assertThat(added(fixture, safe.render(conversation(field, hostile))))
                        .as(name + " " + field + " " + hostile)
                        .isEqualTo(added(fixture, safe.render(benign)));
                if (!isLeftOut(strict, benign, conversation(field, hostile))) {
                    assertThatThrownBy(() -> strict.render(conversation(field, hostile)))
                            .as(name + " " + field + " " + hostile)
                            .isInstanceOf(SpecialTokenException.class);
                }
                tried += spelled.size();
            }
        }
        System.out.println(name + " " + tried + " hostile fields 0 control tokens");
        assertThat(tried).isGreaterThan(50);
    }

    /** Whether the family leaves the field out, so that nothing of it is there to reject. */
    private static boolean isLeftOut(Renderer renderer, Conversation benign, Conversation hostile) {
        try {
            return java.util.Arrays.equals(
                    renderer.render(benign).ids(), renderer.render(hostile).ids());
        } catch (SpecialTokenException e) {
            return false;
        }
    }

    private static Map<Integer, Integer> added(RendererFixture fixture, Rendered rendered) {
        Map<Integer, Integer> counts = new TreeMap<>();
        for (int id : rendered.ids()) {
            if (fixture.added(id)) {
                counts.merge(id, 1, Integer::sum);
            }
        }
        return counts;
    }

    private static Conversation conversation(String field, String text) {
        Map<String, @Nullable Object> call = object(
                "id",
                "functions.look:0",
                "type",
                "function",
                "function",
                object("name", "look", "arguments", object("at", of(field, "argument", text))));
        return Conversation.of(
                        Message.system(of(field, "system", text)),
                        Message.user(of(field, "user", text)),
                        Message.assistant("").with("tool_calls", List.of(call)),
                        Message.toolResult("functions.look:0", of(field, "result", text))
                                .with("name", "look"),
                        Message.assistant(of(field, "answer", text)))
                .withTools(List.of(object(
                        "type",
                        "function",
                        "function",
                        object(
                                "name",
                                "look",
                                "description",
                                of(field, "description", text),
                                "parameters",
                                object("type", "object", "properties", object("at", object("type", "string")))))));
    }

    private static String of(String field, String wanted, String text) {
        return field.equals(wanted) ? text : BENIGN;
    }

    private static Map<String, @Nullable Object> object(Object... members) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        for (int index = 0; index < members.length; index += 2) {
            object.put((String) members[index], members[index + 1]);
        }
        return object;
    }
}
