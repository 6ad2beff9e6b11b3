package dev.tokenwright.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** How long it takes from a model's name to its first ids, in a JVM that has loaded such models before. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(3)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
@State(Scope.Benchmark)
public class LoadBenchmark {
    /** Library and model, as in {@link Workload}. */
    @Param({
        "tokenwright:r50k_base", "jtokkit:r50k_base",
        "tokenwright:cl100k_base", "jtokkit:cl100k_base",
        "tokenwright:o200k_base", "jtokkit:o200k_base",
        "tokenwright:qwen3"
    })
    String contender = "";

    /** Loads and encodes one sentence. */
    @Benchmark
    public int[] load() {
        try (Contender loaded = Workload.open(contender)) {
            return loaded.encode("The first text that it sees.");
        }
    }
}
