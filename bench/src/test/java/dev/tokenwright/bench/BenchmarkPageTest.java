package dev.tokenwright.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page of benchmarks belongs to a result file that is committed. */
class BenchmarkPageTest {
    private static final Pattern LINK = Pattern.compile("\\]\\(\\.\\./(bench/results/[^)]+\\.json)\\)");

    @Test
    void thePageNamesItsResultFileAndCommit() throws IOException {
        Path root = Checkout.root();
        String page = Files.readString(root.resolve("docs/benchmarks.md"));
        Matcher link = LINK.matcher(page);
        assertThat(link.find()).isTrue();
        Path result = root.resolve(link.group(1));
        assertThat(result).exists();
        String commit = result.getFileName().toString().replaceFirst(".*-(\\w+)\\.json", "$1");
        assertThat(page).contains(commit);
        assertThat(Files.readString(result)).contains("\"commit\": \"" + commit + "\"");
    }
}
