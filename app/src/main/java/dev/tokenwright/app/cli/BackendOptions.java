package dev.tokenwright.app.cli;

import dev.tokenwright.load.Backend;
import dev.tokenwright.load.BackendChoice;
import dev.tokenwright.load.BackendChoice.Fallback;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Which backend encodes: flag, else environment, else what the command usually has. */
final class BackendOptions {
    @Option(
            names = "--tokenizer",
            paramLabel = "BACKEND",
            description = "What encodes: auto, default or fastokens; all give the same ids. default is the reference"
                    + " pipeline, fastokens the fast engine, auto the fast engine after a self-check. Also read from"
                    + " DYN_TOKENIZER.")
    @Nullable
    String tokenizer;

    @Option(
            names = "--no-tokenizer-fallback",
            negatable = true,
            description = "Fail when a model cannot have its backend, instead of using the reference pipeline with a"
                    + " warning. Also read from DYN_TOKENIZER_FALLBACK.")
    @Nullable
    Boolean noFallback;

    /** The choice, empty when neither a flag nor the environment says anything. */
    Optional<BackendChoice> given(CommandSpec command) {
        Map<String, String> environment = environment(command);
        boolean said = tokenizer != null
                || noFallback != null
                || !environment.getOrDefault(BackendChoice.BACKEND_VARIABLE, "").isEmpty()
                || !environment
                        .getOrDefault(BackendChoice.FALLBACK_VARIABLE, "")
                        .isEmpty();
        return said ? Optional.of(choice(command, Backend.FASTOKENS)) : Optional.empty();
    }

    /** The choice. */
    BackendChoice choice(CommandSpec command, Backend otherwise) {
        Optional<Fallback> fallback =
                Optional.ofNullable(noFallback).map(off -> off ? Fallback.FAIL : Fallback.REFERENCE);
        try {
            return BackendChoice.ofCommandLine(
                    Optional.ofNullable(tokenizer), fallback, environment(command), otherwise);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), String.valueOf(e.getMessage()));
        }
    }

    private static Map<String, String> environment(CommandSpec command) {
        return command.root().userObject() instanceof Main main ? main.environment() : Map.of();
    }
}
