package dev.tokenwright.bench;

import dev.tokenwright.EncodeOptions;
import dev.tokenwright.Framing;
import dev.tokenwright.TokenBuffer;
import dev.tokenwright.Tokenizer;
import dev.tokenwright.vocab.Tokenizers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * How long 200,000 characters take by each way out of this library, document by document: ids, ids of UTF-8 into a buffer,
 * their number alone, ids with offsets. With {@code -prof gc} it shows what each allocates.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(2)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
public class OffsetsBenchmark {
    private static final int CHARS = 200_000;
    private static final EncodeOptions OPTIONS = EncodeOptions.DEFAULT.withFraming(Framing.NONE);

    /** A bundled model, or one of the fixtures. */
    @Param({"r50k_base", "o200k_base", "qwen3"})
    String model = "";

    /** Kind of text. */
    @Param
    TextKind text = TextKind.ENGLISH;

    private Optional<Tokenizer> opened = Optional.empty();
    private List<String> documents = List.of();
    private List<byte[]> utf8 = List.of();
    private final TokenBuffer buffer = new TokenBuffer();

    /** Opens the model. */
    @Setup
    public void open() {
        Optional<Path> file = Model.named(model).file();
        opened = Optional.of(file.isPresent() ? Tokenizer.load(file.get()) : Tokenizers.bundled(model));
        documents = Texts.documents(text, CHARS);
        utf8 = documents.stream()
                .map(document -> document.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    private Tokenizer tokenizer() {
        return opened.orElseThrow();
    }

    /** Ids alone. */
    @Benchmark
    public void encode(Blackhole sink) {
        documents.forEach(document -> sink.consume(tokenizer().encode(document, OPTIONS)));
    }

    /** Ids into a buffer. */
    @Benchmark
    public int encodeUtf8() {
        buffer.clear();
        for (byte[] document : utf8) {
            tokenizer().encodeUtf8(document, 0, document.length, OPTIONS, buffer);
        }
        return buffer.size();
    }

    /** How many ids. */
    @Benchmark
    public long count() {
        return documents.stream()
                .mapToLong(document -> tokenizer().count(document, OPTIONS))
                .sum();
    }

    /** How many ids UTF-8 has. */
    @Benchmark
    public long countUtf8() {
        long count = 0;
        for (byte[] document : utf8) {
            count += tokenizer().countUtf8(document, 0, document.length, OPTIONS);
        }
        return count;
    }

    /** Ids with offsets. */
    @Benchmark
    public void encodeWithOffsets(Blackhole sink) {
        documents.forEach(document -> sink.consume(tokenizer().encodeWithOffsets(document, OPTIONS)));
    }
}
