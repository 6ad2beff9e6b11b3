package dev.tokenwright.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The worker answers what the measuring script asks. */
class WorkerTest {
    @TempDir
    Path folder;

    private WorkerSession text;
    private WorkerSession utf8;

    @BeforeEach
    void open() {
        Model model = Model.named("r50k_base");
        text = new WorkerSession(() -> Library.TOKENWRIGHT.open(model), false, 1);
        utf8 = new WorkerSession(() -> Library.TOKENWRIGHT.open(model), true, 2);
    }

    @AfterEach
    void close() {
        text.close();
        utf8.close();
    }

    private String request(String more) throws IOException {
        Path file =
                Files.writeString(folder.resolve("corpus.txt"), "Hello, world<|endoftext|>naïve 🙂<|endoftext|>third");
        return "{\"op\":\"text\",\"path\":\"" + file + "\",\"separator\":\"<|endoftext|>\"" + more + "}";
    }

    @Test
    void everyFormAndNumberOfThreadsGivesTheSameChecksums() throws IOException {
        List<Worker> workers = List.of(new Worker(text), new Worker(utf8));
        for (Worker worker : workers) {
            assertThat(worker.answer(request(""))).isEqualTo("{\"documents\":3,\"bytes\":28}");
            assertThat(worker.answer("{\"op\":\"encode\"}")).startsWith("{\"wall_s\":");
            assertThat(worker.answer("{\"op\":\"decode\"}")).contains("\"same\":true");
        }
        assertThat(workers.get(0).answer("{\"op\":\"check\"}"))
                .contains("\"crc32\":[" + WorkerSession.crc32(new int[] {15496, 11, 995}))
                .isEqualTo(workers.get(1).answer("{\"op\":\"check\"}"));
    }

    @Test
    void theChecksumIsOfLittleEndianIntegers() {
        // Python: zlib.crc32(struct.pack("<3I", 15496, 11, 995))
        assertThat(WorkerSession.crc32(new int[] {15496, 11, 995})).isEqualTo(2_760_395_379L);
    }

    @Test
    void aLimitOfBytesTakesWholeDocuments() throws IOException {
        assertThat(new Worker(text).answer(request(",\"bytes\":5"))).isEqualTo("{\"documents\":1,\"bytes\":12}");
    }

    @Test
    void latencyTimesTheDocumentsAfterTheWarmOnes() throws IOException {
        Worker worker = new Worker(text);
        worker.answer(request(""));
        assertThat(worker.answer("{\"op\":\"latency\",\"warm\":1}"))
                .matches("\\{\"cpu_ns\":\\[\\d+,\\d+],\"wall_ns\":\\[\\d+,\\d+]}");
    }

    @Test
    void aModelIsLoadedAnewOnRequest() {
        assertThat(new Worker(text).answer("{\"op\":\"reload\"}")).startsWith("{\"wall_s\":");
    }

    @Test
    void whatFailsIsAnsweredWithItsError() {
        assertThat(new Worker(text).answer("{\"op\":\"sing\"}"))
                .contains("error")
                .contains("sing");
        assertThat(new Worker(text).answer("{\"op\":\"text\",\"path\":\"nowhere\"}"))
                .contains("error");
    }
}
