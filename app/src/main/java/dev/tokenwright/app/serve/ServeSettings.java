package dev.tokenwright.app.serve;

import dev.tokenwright.Tokenizer;
import dev.tokenwright.app.serve.api.Limits;
import dev.tokenwright.app.serve.dialect.Profile;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a server is started with.
 *
 * @param port 0 for any that is free
 * @param threads threads that tokenize
 * @param cacheBytes what remembering texts may take, a model; 0 remembers none
 * @param keys keys that are let in; empty lets everybody in
 * @param showsTokenizer whether {@code /tokenizer_info} is there
 * @param countsAsDynamo whether latencies are also counted under NVIDIA Dynamo's name
 * @param idle how long a connection may be silent
 */
public record ServeSettings(
        String host,
        int port,
        List<Served> models,
        Profile profile,
        Limits limits,
        int threads,
        long cacheBytes,
        List<String> keys,
        boolean showsTokenizer,
        boolean countsAsDynamo,
        Duration idle,
        String version) {
    /** Checks and copies. */
    public ServeSettings {
        Objects.requireNonNull(host, "host");
        models = List.copyOf(models);
        Objects.requireNonNull(profile, "profile");
        Objects.requireNonNull(limits, "limits");
        keys = List.copyOf(keys);
        Objects.requireNonNull(idle, "idle");
        if (threads < 1 || cacheBytes < 0) {
            throw new IllegalArgumentException("threads must be positive, and cacheBytes must not be negative");
        }
    }

    /**
     * A model and the name that it is served under.
     *
     * @param maxLength most tokens that it takes, when that is not what its files say
     */
    public record Served(String name, Tokenizer tokenizer, Optional<Integer> maxLength) {
        /** Checks the parts. */
        public Served {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(tokenizer, "tokenizer");
            Objects.requireNonNull(maxLength, "maxLength");
        }
    }
}
