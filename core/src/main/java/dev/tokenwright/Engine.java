package dev.tokenwright;

import dev.tokenwright.error.LoadException;
import dev.tokenwright.error.Place;
import dev.tokenwright.load.Backend;
import dev.tokenwright.load.BackendChoice;
import dev.tokenwright.load.BackendChoice.Fallback;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a tokenizer encodes with, and why.
 *
 * @param inUse the backend that {@code ids} is
 */
record Engine(TextToIds ids, TextToPlaces places, BackendInUse inUse) {
    private static final System.Logger LOG = System.getLogger(Engine.class.getName());

    /** The fast engine where there is one, else the reference pipeline. */
    static Engine usual(Pipeline pipeline) {
        return pipeline.vocabulary().takesWholeText()
                ? reference(pipeline, Optional.empty())
                : fast(pipeline, IdEncoder.of(pipeline));
    }

    /** The engine that was chosen. */
    static Engine of(Pipeline pipeline, BackendChoice choice, String source) {
        return of(pipeline, choice, source, Engine::fastIds);
    }

    /**
     * The engine that was chosen.
     *
     * @param source the tokenizer's name in messages
     * @param fastIds makes the fast engine, or fails
     */
    static Engine of(Pipeline pipeline, BackendChoice choice, String source, Function<Pipeline, TextToIds> fastIds) {
        if (choice.backend() == Backend.DEFAULT) {
            return reference(pipeline, Optional.empty());
        }
        try {
            TextToIds ids = fastIds.apply(pipeline);
            if (choice.backend() == Backend.AUTO) {
                new SelfCheck(pipeline.vocabulary(), ids, new PlainIds(pipeline)).run();
            }
            return fast(pipeline, ids);
        } catch (RuntimeException cause) { // whatever it is, the reference pipeline works without it
            return fallBack(pipeline, choice, source, cause);
        }
    }

    private static Engine fallBack(Pipeline pipeline, BackendChoice choice, String source, RuntimeException cause) {
        String reason = cause instanceof LoadException ? String.valueOf(cause.getMessage()) : cause.toString();
        String problem = "the tokenizer backend " + choice.backend() + " cannot be used (" + reason + ")";
        if (choice.fallback() == Fallback.FAIL) {
            throw new LoadException(
                    LoadException.Kind.UNSUPPORTED,
                    Place.of(source),
                    problem + " and fallback is disabled; choose the backend " + Backend.DEFAULT,
                    cause);
        }
        LOG.log(
                System.Logger.Level.WARNING,
                source + ": " + problem + "; using the reference pipeline, " + Backend.DEFAULT);
        return reference(pipeline, Optional.of(reason));
    }

    private static TextToIds fastIds(Pipeline pipeline) {
        if (pipeline.vocabulary().takesWholeText()) {
            throw new UnsupportedOperationException(
                    "its model takes a text as one piece, for which the fast engine has no way of its own");
        }
        return IdEncoder.of(pipeline);
    }

    private static Engine fast(Pipeline pipeline, TextToIds ids) {
        return new Engine(ids, PlaceEncoder.of(pipeline), new BackendInUse(Backend.FASTOKENS, Optional.empty()));
    }

    private static Engine reference(Pipeline pipeline, Optional<String> reason) {
        return new Engine(new PlainIds(pipeline), new PlainPlaces(pipeline), new BackendInUse(Backend.DEFAULT, reason));
    }
}
