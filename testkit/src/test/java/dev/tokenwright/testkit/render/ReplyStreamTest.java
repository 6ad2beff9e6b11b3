package dev.tokenwright.testkit.render;

import static dev.tokenwright.testkit.golden.PlainData.ints;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenwright.chat.Renderer;
import dev.tokenwright.chat.Reply;
import dev.tokenwright.chat.ReplyContext;
import dev.tokenwright.chat.ReplyDelta;
import dev.tokenwright.chat.ReplyStream;
import dev.tokenwright.chat.render.Renderers;
import dev.tokenwright.testkit.golden.GoldenFolder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Streams of replies end with the reply that reading it whole gives, and never take anything back. */
class ReplyStreamTest {
    @TestFactory
    List<DynamicTest> streamsAreTheWholeReply() {
        List<DynamicTest> tests = new ArrayList<>();
        GoldenFolder.shared()
                .ifPresentOrElse(
                        folder -> {
                            for (String name : RendererFixture.names(folder)) {
                                if (Renderers.names().contains(name)) {
                                    tests.add(DynamicTest.dynamicTest(name, () -> streams(name, folder)));
                                }
                            }
                        },
                        () -> System.out.println("reply streams: no shared fixtures here, nothing compared"));
        return tests;
    }

    private static void streams(String name, GoldenFolder folder) {
        RendererFixture fixture = RendererFixture.open(name, folder);
        RendererCases cases = new RendererCases(fixture);
        Renderer renderer = fixture.renderer(Map.of());
        int compared = 0;
        for (Map<String, @Nullable Object> record : fixture.records()) {
            if ("parse".equals(record.get("kind"))) {
                int[] ids = ints(record.get("completion_ids"));
                for (int end = 0; end <= ids.length; end++) {
                    check(
                            name + " " + record.get("id") + " to " + end,
                            renderer,
                            Arrays.copyOf(ids, end),
                            cases.context(record));
                    compared++;
                }
            }
        }
        System.out.println(name + " " + compared + " streams 0 differences");
        assertThat(compared).isGreaterThan(500);
    }

    private static void check(String name, Renderer renderer, int[] ids, ReplyContext context) {
        ReplyStream stream = renderer.replyStream(context);
        StringBuilder reasoning = new StringBuilder();
        StringBuilder content = new StringBuilder();
        for (int id : ids) {
            ReplyDelta delta = stream.push(id);
            reasoning.append(delta.reasoning());
            content.append(delta.content());
        }
        ReplyStream.End end = stream.finish();
        reasoning.append(end.rest().reasoning());
        content.append(end.rest().content());
        Reply whole = renderer.parse(ids, context);
        assertThat(end.reply()).as(name).isEqualTo(whole);
        assertThat(content.toString())
                .as(name + " content")
                .isEqualTo(whole.content().strip());
        assertThat(reasoning.toString())
                .as(name + " reasoning")
                .isEqualTo(whole.reasoning().orElse("").strip());
    }
}
