package dev.tokenwright.load;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Which backend a tokenizer gets, decided once: the flag if there is one, else the environment, else the default. Nothing
 * is looked up later, so two tokenizers of one program may have different ones.
 *
 * @param fallback what happens when a tokenizer cannot have the backend
 */
public record BackendChoice(Backend backend, Fallback fallback) {
    /** The environment variable that names the backend. */
    public static final String BACKEND_VARIABLE = "DYN_TOKENIZER";

    /** The environment variable that switches the fallback on or off. */
    public static final String FALLBACK_VARIABLE = "DYN_TOKENIZER_FALLBACK";

    private static final System.Logger LOG = System.getLogger(BackendChoice.class.getName());

    /** What happens when a tokenizer cannot have the backend that was chosen. */
    public enum Fallback {
        /** It gets the reference pipeline, with one warning that names the cause. */
        REFERENCE,
        /** Loading fails. */
        FAIL
    }

    /** Checks that nothing is null. */
    public BackendChoice {
        Objects.requireNonNull(backend, "backend");
        Objects.requireNonNull(fallback, "fallback");
    }

    /** A backend, with the reference pipeline to fall back to. */
    public static BackendChoice of(Backend backend) {
        return new BackendChoice(backend, Fallback.REFERENCE);
    }

    /** The same choice with another fallback. */
    public BackendChoice withFallback(Fallback newFallback) {
        return new BackendChoice(backend, newFallback);
    }

    /**
     * The choice of a command line.
     *
     * @param flag the value of {@code --tokenizer}, when it was given
     * @param fallbackFlag whether {@code --tokenizer-fallback} or its opposite was given
     * @param otherwise the backend when neither flag nor environment names one
     * @throws IllegalArgumentException when the value that counts is none of the legal ones
     */
    public static BackendChoice ofCommandLine(
            Optional<String> flag,
            Optional<Fallback> fallbackFlag,
            Map<String, String> environment,
            Backend otherwise) {
        Consumer<String> refuse = problem -> {
            throw new IllegalArgumentException(problem);
        };
        Backend backend = flag.map(value -> backend("--tokenizer", value, otherwise, refuse))
                .or(() -> variable(environment, BACKEND_VARIABLE)
                        .map(value -> backend(BACKEND_VARIABLE, value, otherwise, refuse)))
                .orElse(otherwise);
        return new BackendChoice(backend, fallbackFlag.orElseGet(() -> fallback(environment, refuse)));
    }

    /**
     * The choice of a program that has no flags: what the environment says. A value that is not legal counts as not
     * given, with one warning.
     */
    public static BackendChoice ofEnvironment(Map<String, String> environment) {
        Consumer<String> warn = problem -> LOG.log(System.Logger.Level.WARNING, problem + "; using the default");
        Backend backend = variable(environment, BACKEND_VARIABLE)
                .map(value -> backend(BACKEND_VARIABLE, value, Backend.DEFAULT, warn))
                .orElse(Backend.DEFAULT);
        return new BackendChoice(backend, fallback(environment, warn));
    }

    private static Optional<String> variable(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }

    private static Backend backend(String place, String value, Backend otherwise, Consumer<String> problem) {
        Optional<Backend> named = Backend.named(value);
        if (named.isEmpty()) {
            problem.accept(place + " is \"" + value + "\"; it must be one of " + String.join(", ", Backend.labels()));
        }
        return named.orElse(otherwise);
    }

    private static Fallback fallback(Map<String, String> environment, Consumer<String> problem) {
        String value = variable(environment, FALLBACK_VARIABLE).orElse("true");
        switch (value.toLowerCase(Locale.ROOT)) {
            case "true", "1", "on", "yes" -> {
                return Fallback.REFERENCE;
            }
            case "false", "0", "off", "no" -> {
                return Fallback.FAIL;
            }
            default -> {
                problem.accept(FALLBACK_VARIABLE + " is \"" + value
                        + "\"; it must be one of 0, 1, false, no, off, on, true, yes");
                return Fallback.REFERENCE;
            }
        }
    }
}
