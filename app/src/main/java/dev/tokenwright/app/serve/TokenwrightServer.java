package dev.tokenwright.app.serve;

import dev.tokenwright.CachingTokenizer;
import dev.tokenwright.CachingTokenizer.Reuse;
import dev.tokenwright.Tokenizer;
import dev.tokenwright.app.serve.api.ChatPrompts;
import dev.tokenwright.app.serve.api.Models;
import dev.tokenwright.app.serve.api.Route;
import dev.tokenwright.app.serve.api.ServedModel;
import dev.tokenwright.app.serve.api.StreamRoute;
import dev.tokenwright.app.serve.chat.TemplatePrompts;
import dev.tokenwright.app.serve.dialect.CountingDialects;
import dev.tokenwright.app.serve.dialect.Errors;
import dev.tokenwright.app.serve.dialect.ExplainDialect;
import dev.tokenwright.app.serve.dialect.LlamaDialect;
import dev.tokenwright.app.serve.dialect.OwnDialect;
import dev.tokenwright.app.serve.dialect.SglangDialect;
import dev.tokenwright.app.serve.dialect.SharedPaths;
import dev.tokenwright.app.serve.dialect.StreamDialect;
import dev.tokenwright.app.serve.dialect.TeiDialect;
import dev.tokenwright.app.serve.dialect.TgiDialect;
import dev.tokenwright.app.serve.dialect.VllmDerender;
import dev.tokenwright.app.serve.dialect.VllmDialect;
import dev.tokenwright.app.serve.dialect.VllmRender;
import dev.tokenwright.app.serve.http.FrontSettings;
import dev.tokenwright.app.serve.http.HttpServer;
import dev.tokenwright.app.serve.http.RouteTable;
import dev.tokenwright.load.Backend;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tokenizers over HTTP, in the wire formats of several systems.
 *
 * <ol>
 *   <li>{@link #start} opens the port and tests the models;
 *   <li>{@link #port} says which one;
 *   <li>{@link #stop} once.
 * </ol>
 */
public final class TokenwrightServer {
    private final ServerMetrics metrics;
    private final Models models;
    private final ProbeRoutes probes;
    private final RouteTable routes;
    private final HttpServer http;

    private TokenwrightServer(ServeSettings settings) {
        metrics = new ServerMetrics(settings.countsAsDynamo());
        models = models(settings);
        probes = new ProbeRoutes(models, metrics::scrape);
        routes = routes(settings);
        FrontSettings front =
                new FrontSettings(routes, Errors.VLLM, models, settings.limits(), settings.keys(), metrics);
        http = new HttpServer(front, settings.host(), settings.port(), settings.threads(), settings.idle());
    }

    /**
     * Starts a server.
     *
     * @throws IllegalStateException when a model fails its self-test
     */
    public static TokenwrightServer start(ServeSettings settings) throws Exception {
        TokenwrightServer server = new TokenwrightServer(settings);
        server.http.start();
        server.metrics.watch(server.http::bytesInFlight);
        server.models.all().forEach(SelfTest::run);
        server.probes.become(ProbeRoutes.Readiness.OK);
        return server;
    }

    /** The port that is open. */
    public int port() {
        return http.port();
    }

    /** Every method and path, sorted, as {@code POST /tokenize}. */
    public List<String> routeNames() {
        return routes.names();
    }

    /**
     * Stops: no longer ready, after a while no new work, and what has begun comes to its end.
     *
     * @param before how long requests are still taken, so that those who route them learn of it
     * @param wait how long what has begun may take
     */
    public void stop(Duration before, Duration wait) throws Exception {
        probes.become(ProbeRoutes.Readiness.DRAINING);
        Thread.sleep(before.toMillis());
        http.stop(wait);
    }

    private Models models(ServeSettings settings) {
        List<ServedModel> served = new ArrayList<>();
        for (ServeSettings.Served model : settings.models()) {
            Optional<ChatPrompts> chat = TemplatePrompts.of(model.tokenizer(), Clock.system(ZoneId.systemDefault()));
            Optional<CachingTokenizer> cache = cache(model.tokenizer(), settings.cacheBytes());
            ServedModel one = new ServedModel(
                    model.name(), model.tokenizer(), cache, model.maxLength(), chat, settings.limits(), metrics);
            metrics.add(one);
            cache.ifPresent(caching -> metrics.watch(one.name(), caching));
            served.add(one);
        }
        return Models.of(served);
    }

    /** A cache for the fast engine, where texts have parts that can be encoded by themselves. */
    private static Optional<CachingTokenizer> cache(Tokenizer tokenizer, long bytes) {
        if (bytes == 0 || tokenizer.backend().backend() != Backend.FASTOKENS) {
            return Optional.empty();
        }
        return Optional.of(CachingTokenizer.of(tokenizer, bytes)).filter(cache -> cache.reuse() != Reuse.NOTHING);
    }

    private RouteTable routes(ServeSettings settings) {
        Clock clock = Clock.systemUTC();
        VllmDialect vllm = new VllmDialect(models, clock, settings.version(), settings.showsTokenizer());
        List<Route> all = new ArrayList<>(probes.routes());
        all.addAll(vllm.routes());
        all.addAll(new VllmRender(models).routes());
        all.addAll(new VllmDerender(models, clock).routes());
        all.addAll(new SharedPaths(settings.profile(), models, vllm).routes());
        all.addAll(new CountingDialects(models).routes());
        all.addAll(new SglangDialect(models).routes());
        all.addAll(new TeiDialect(models).routes());
        all.addAll(new TgiDialect(models).routes());
        all.addAll(new LlamaDialect(models).routes());
        all.addAll(new OwnDialect(models).routes());
        all.addAll(new ExplainDialect(models).routes());
        all.addAll(StaticFiles.routes());
        List<StreamRoute> streams = List.of(new StreamDialect(models, settings.limits(), metrics).route());
        return new RouteTable(all, streams);
    }
}
