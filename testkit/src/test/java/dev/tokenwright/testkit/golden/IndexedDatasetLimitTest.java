package dev.tokenwright.testkit.golden;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.tokenwright.chat.prompt.dataset.IndexedDataset;
import dev.tokenwright.chat.prompt.dataset.Modes;
import dev.tokenwright.error.LoadException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexedDatasetLimitTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void anIndexThatIsLargerThanAnArrayIsRefusedBeforeItIsRead() throws IOException {
        Files.createFile(folder.resolve("large.bin"));
        try (RandomAccessFile index =
                new RandomAccessFile(folder.resolve("large.idx").toFile(), "rw")) {
            index.setLength(1L << 31);
        }
        assertThatThrownBy(() -> IndexedDataset.open(folder.resolve("large"), Modes.NONE))
                .hasMessageContaining("large.idx")
                .asInstanceOf(type(LoadException.class))
                .extracting(LoadException::kind)
                .isEqualTo(LoadException.Kind.LIMIT);
    }
}
