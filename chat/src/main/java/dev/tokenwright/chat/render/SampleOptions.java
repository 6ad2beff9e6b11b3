package dev.tokenwright.chat.render;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What a model is trained on. Without options: all that it would have sampled.
 *
 * @param roles the roles whose sampled tokens count; empty for all
 * @param contentRoles further roles whose text is trained on, without what stands around it
 * @param finalStop whether a last turn of the assistant that nothing ends gets the id that ends it
 * @param messages by message: whether it counts; empty for all. It only ever takes away
 */
public record SampleOptions(
        Optional<Set<String>> roles, Set<String> contentRoles, FinalStop finalStop, Optional<List<Boolean>> messages) {
    /** All that a model would have sampled. */
    public static final SampleOptions SAMPLED =
            new SampleOptions(Optional.empty(), Set.of(), FinalStop.AS_WRITTEN, Optional.empty());

    /** What becomes of a last turn that nothing ends. */
    public enum FinalStop {
        /** It stays as the family writes it. */
        AS_WRITTEN,
        /** It gets the id that ends a turn, which is trained on. */
        ENSURED
    }

    /** Copies the collections. */
    public SampleOptions {
        roles = roles.map(Set::copyOf);
        contentRoles = Set.copyOf(contentRoles);
        Objects.requireNonNull(finalStop, "finalStop");
        messages = messages.map(List::copyOf);
    }

    /** The same options for the sampled tokens of some roles. */
    public SampleOptions withRoles(Set<String> newRoles) {
        return new SampleOptions(Optional.of(newRoles), contentRoles, finalStop, messages);
    }

    /** The same options with the text of further roles. */
    public SampleOptions withContentOf(Set<String> newRoles) {
        return new SampleOptions(roles, newRoles, finalStop, messages);
    }

    /** The same options with the end of the last turn. */
    public SampleOptions withFinalStop(FinalStop newFinalStop) {
        return new SampleOptions(roles, contentRoles, newFinalStop, messages);
    }

    /** The same options for some messages alone. */
    public SampleOptions withMessages(List<Boolean> newMessages) {
        return new SampleOptions(roles, contentRoles, finalStop, Optional.of(newMessages));
    }
}
