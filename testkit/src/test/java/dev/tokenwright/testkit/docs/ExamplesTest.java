package dev.tokenwright.testkit.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The programs in examples/ run and print what they say; the README's Java snippets are taken from them. */
class ExamplesTest {
    private static final Pattern PRINTS = Pattern.compile("/\\* prints:\n(.*?)\\*/", Pattern.DOTALL);
    private static final Pattern SNIPPET = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @TempDir
    Path classes;

    @TestFactory
    List<DynamicTest> examplesPrintWhatTheySay() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        try (var files = Files.list(root().resolve("examples"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".java"))
                    .sorted()
                    .toList()) {
                tests.add(DynamicTest.dynamicTest(file.getFileName().toString(), () -> printsWhatItSays(file)));
            }
        }
        assertThat(tests).isNotEmpty();
        return tests;
    }

    private void printsWhatItSays(Path file) throws Exception {
        Matcher expected = PRINTS.matcher(Files.readString(file));
        assertThat(expected.find()).as("a prints: comment").isTrue();
        int exitCode = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-d",
                        classes.toString(),
                        "-encoding",
                        "UTF-8",
                        "-proc:none",
                        "-cp",
                        System.getProperty("java.class.path"),
                        file.toString());
        assertThat(exitCode).as("compiles").isZero();
        String name = file.getFileName().toString().replace(".java", "");
        assertThat(run(name)).isEqualTo(expected.group(1));
    }

    private String run(String className) throws Exception {
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        URL[] urls = {classes.toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(urls, ExamplesTest.class.getClassLoader())) {
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            loader.loadClass(className).getMethod("main", String[].class).invoke(null, (Object) new String[0]);
        } finally {
            System.setOut(before);
        }
        return printed.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
    }

    @Test
    void snippetsStandInTheExamples() throws IOException {
        standIn("README.md", "examples/Readme.java", "examples/Rollouts.java");
        standIn("docs/streams.md", "examples/Streams.java");
        standIn("docs/renderers.md", "examples/Rollouts.java");
    }

    private static void standIn(String document, String... programs) throws IOException {
        StringBuilder texts = new StringBuilder();
        for (String program : programs) {
            texts.append(Files.readString(root().resolve(program)));
        }
        String example = withoutIndent(texts.toString());
        Matcher snippet = SNIPPET.matcher(Files.readString(root().resolve(document)));
        int count = 0;
        while (snippet.find()) {
            assertThat(example).contains(withoutIndent(snippet.group(1)));
            count++;
        }
        assertThat(count).isGreaterThanOrEqualTo(3);
    }

    private static String withoutIndent(String code) {
        return code.replaceAll("(?m)^ +", "");
    }

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("README.md"))) {
            folder = folder.getParent();
        }
        return folder;
    }
}
