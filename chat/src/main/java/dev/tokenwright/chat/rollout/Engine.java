package dev.tokenwright.chat.rollout;

/** Something that samples: ids in, ids out. Any number of threads may ask at once. */
@FunctionalInterface
public interface Engine {
    /**
     * Goes on behind a prompt.
     *
     * @throws dev.tokenwright.error.EngineException when there is no usable answer
     */
    Completion generate(GenerationRequest request);
}
