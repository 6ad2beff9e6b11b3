package dev.tokenwright.testkit.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenwright.chat.render.Renderers;
import dev.tokenwright.testkit.golden.GoldenFolder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every family renders, reads and extends as the reference does, on every vector. */
class RendererVectorsTest {
    @TestFactory
    List<DynamicTest> theReferenceAgrees() {
        List<DynamicTest> tests = new ArrayList<>();
        GoldenFolder.shared()
                .ifPresentOrElse(
                        folder -> {
                            String only = System.getProperty("tokenwright.renderer", "");
                            for (String name : RendererFixture.names(folder)) {
                                if (Renderers.names().contains(name) && (only.isEmpty() || only.equals(name))) {
                                    tests.add(DynamicTest.dynamicTest(name, () -> agrees(name, folder)));
                                }
                            }
                        },
                        () -> System.out.println("renderers: no shared fixtures here, nothing compared"));
        return tests;
    }

    private static void agrees(String name, GoldenFolder folder) {
        RendererFixture fixture = RendererFixture.open(name, folder);
        RendererCases cases = new RendererCases(fixture);
        Map<String, Integer> compared = new TreeMap<>();
        List<String> differences = new ArrayList<>();
        for (Map<String, @Nullable Object> record : fixture.records()) {
            compared.merge((String) record.get("kind"), 1, Integer::sum);
            cases.compare(record)
                    .ifPresent(difference ->
                            differences.add(record.get("kind") + " " + describe(record) + ": " + difference));
        }
        System.out.println(name + " " + compared + " " + differences.size() + " differences");
        differences.stream().limit(20).forEach(line -> System.out.println("   " + line));
        assertThat(compared).hasSize(5);
        assertThat(differences).isEmpty();
    }

    private static String describe(Map<String, @Nullable Object> record) {
        return record.get("id") + " " + record.getOrDefault("options", record.getOrDefault("config", ""));
    }
}
