package dev.tokenwright.app.serve;

import dev.tokenwright.CachingTokenizer;
import dev.tokenwright.app.serve.api.Measures;
import dev.tokenwright.app.serve.api.ServedModel;
import dev.tokenwright.app.serve.http.Traffic;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** What the server counts and times, for Prometheus. Safe for all threads. */
final class ServerMetrics implements Measures, Traffic {
    private static final Duration[] BUCKETS = {
        Duration.ofNanos(100_000),
        Duration.ofMillis(1),
        Duration.ofMillis(5),
        Duration.ofMillis(25),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(2),
        Duration.ofSeconds(10)
    };

    private static final String TIER = "blocks";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Map<Operation, Timer> timers = new EnumMap<>(Operation.class);
    private final Map<Operation, DistributionSummary> dynamo = new EnumMap<>(Operation.class);
    private final Timer queue = timer("tok.queue");
    private final DistributionSummary input =
            DistributionSummary.builder("tok.input").baseUnit("bytes").register(registry);
    private final Counter neutralised =
            Counter.builder("tok.injection.neutralised").register(registry);
    private final AtomicInteger openStreams = new AtomicInteger();

    ServerMetrics(boolean countsAsDynamo) {
        timers.put(Operation.ENCODE, timer("tok.encode"));
        timers.put(Operation.DECODE, timer("tok.detok.step"));
        timers.put(Operation.RENDER, timer("tok.render"));
        if (countsAsDynamo) {
            dynamo.put(Operation.ENCODE, dynamo("tokenize"));
            dynamo.put(Operation.DECODE, dynamo("detokenize"));
        }
        Gauge.builder("tok.streams.open", openStreams, AtomicInteger::get).register(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
    }

    private Timer timer(String name) {
        return Timer.builder(name).serviceLevelObjectives(BUCKETS).register(registry);
    }

    private DistributionSummary dynamo(String operation) {
        return DistributionSummary.builder("dynamo.frontend.tokenizer.latency")
                .baseUnit("ms")
                .tag("operation", operation)
                .serviceLevelObjectives(0.1, 1, 5, 25, 100, 500, 2_000, 10_000)
                .register(registry);
    }

    /** Says which backend a model has. */
    void add(ServedModel model) {
        var inUse = model.tokenizer().backend();
        Gauge.builder("tok.backend.info", () -> 1)
                .tag("model", model.name())
                .tag("backend", inUse.backend().label())
                .tag("fallback_reason", inUse.fallbackReason().orElse(""))
                .tag("fingerprint", model.tokenizer().spec().origin().fingerprint())
                .register(registry);
    }

    /** Watches what a cache does. */
    void watch(String model, CachingTokenizer cache) {
        FunctionCounter.builder(
                        "tok.cache.cached.tokens", cache, one -> one.counters().cachedTokens())
                .tags("model", model, "tier", TIER)
                .register(registry);
        FunctionCounter.builder("tok.cache.uncached.tokens", cache, one -> one.counters()
                        .uncachedTokens())
                .tags("model", model, "tier", TIER)
                .register(registry);
        Gauge.builder("tok.cache", cache, one -> one.counters().bytes())
                .baseUnit("bytes")
                .tags("model", model, "tier", TIER)
                .register(registry);
    }

    /** Watches how many bytes are in flight. */
    void watch(Supplier<Number> bytesInFlight) {
        Gauge.builder("tok.inflight", bytesInFlight).baseUnit("bytes").register(registry);
    }

    /** Everything, in Prometheus' text format. */
    String scrape() {
        return registry.scrape();
    }

    @Override
    public <T> T time(Operation operation, Supplier<T> work) {
        long start = System.nanoTime();
        try {
            return work.get();
        } finally {
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            Objects.requireNonNull(timers.get(operation)).record(took);
            DistributionSummary alsoDynamo = dynamo.get(operation);
            if (alsoDynamo != null) {
                alsoDynamo.record(took.toNanos() / 1e6);
            }
        }
    }

    @Override
    public void tokens(String operation, int count) {
        registry.counter("tok.tokens", "op", operation).increment(count);
    }

    @Override
    public void neutralised(int count) {
        neutralised.increment(count);
    }

    @Override
    public void streamOpened() {
        openStreams.incrementAndGet();
    }

    @Override
    public void streamClosed() {
        openStreams.decrementAndGet();
    }

    @Override
    public void answered(String route, String model, int status, Duration took) {
        registry.counter("tok.requests", "route", route, "model", model, "code", Integer.toString(status))
                .increment();
        Timer.builder("tok.request")
                .tag("route", route)
                .serviceLevelObjectives(BUCKETS)
                .register(registry)
                .record(took);
    }

    @Override
    public void rejected(String reason) {
        registry.counter("tok.rejected", "reason", reason).increment();
    }

    @Override
    public void queued(Duration waited) {
        queue.record(waited);
    }

    @Override
    public void received(int bytes) {
        input.record(bytes);
    }
}
