package dev.tokenwright.testkit.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenwright.chat.Conversation;
import dev.tokenwright.chat.Renderer;
import dev.tokenwright.chat.render.Renderers;
import dev.tokenwright.testkit.golden.GoldenFolder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** One renderer serves any number of threads, from its first use on: no pool is needed. */
class RendererThreadsTest {
    private static final int THREADS = 64;

    @TestFactory
    List<DynamicTest> threadsShareARenderer() {
        List<DynamicTest> tests = new ArrayList<>();
        GoldenFolder.shared()
                .ifPresentOrElse(
                        folder -> {
                            for (String name : List.of("qwen3", "gpt-oss", "glm-4.5", "deepseek-v3")) {
                                if (Renderers.names().contains(name)) {
                                    tests.add(DynamicTest.dynamicTest(name, () -> share(name, folder)));
                                }
                            }
                        },
                        () -> System.out.println("threads: no shared fixtures here, nothing tried"));
        return tests;
    }

    private static void share(String name, GoldenFolder folder) throws Exception {
        RendererFixture fixture = RendererFixture.open(name, folder);
        List<Conversation> conversations = new ArrayList<>();
        for (Map<String, @Nullable Object> record : fixture.records()) {
            if ("sample".equals(record.get("kind"))) {
                conversations.add(Conversation.of(RendererFixture.messages(record.get("messages")))
                        .withTools(fixture.tools(record.get("tools"))));
            }
        }
        List<int[]> expected = all(fixture.renderer(Map.of()), conversations);
        Renderer fresh = RendererFixture.open(name, folder).renderer(Map.of());
        CountDownLatch start = new CountDownLatch(THREADS);
        List<Callable<List<int[]>>> tasks = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            tasks.add(() -> {
                start.countDown();
                start.await();
                return all(fresh, conversations);
            });
        }
        ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        int compared = 0;
        for (Future<List<int[]>> result : pool.invokeAll(tasks)) {
            for (int index = 0; index < expected.size(); index++) {
                assertThat(Arrays.equals(result.get().get(index), expected.get(index)))
                        .isTrue();
                compared++;
            }
        }
        pool.shutdown();
        assertThat(compared).isGreaterThan(THREADS * 50);
    }

    private static List<int[]> all(Renderer renderer, List<Conversation> conversations) {
        return conversations.stream()
                .map(conversation -> renderer.render(conversation).ids())
                .toList();
    }
}
