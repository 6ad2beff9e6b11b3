package dev.tokenwright.chat.prompt;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How conversations are written and which of their tokens are trained on.
 *
 * @param assistantPrefixLength leading tokens of an assistant's turn that are not trained on
 * @param padId the id that fills conversations up
 * @param template the template; empty means the tokenizer's own
 * @param bos whether a turn that is written alone starts with the opening token
 * @param system what becomes of a system message
 * @param images whether an assistant may speak of images
 * @param roles how roles are written
 * @param masking whether turns are told apart at all
 * @param tools whether tools may take part
 */
public record PromptConfig(
        int assistantPrefixLength,
        OptionalInt padId,
        Optional<String> template,
        Bos bos,
        SystemMessage system,
        AssistantImages images,
        Roles roles,
        Masking masking,
        ToolRole tools) {
    /** Checks the parts. */
    public PromptConfig {
        Objects.requireNonNull(padId, "padId");
        Objects.requireNonNull(template, "template");
        Objects.requireNonNull(bos, "bos");
        Objects.requireNonNull(system, "system");
        Objects.requireNonNull(images, "images");
        Objects.requireNonNull(roles, "roles");
        Objects.requireNonNull(masking, "masking");
        Objects.requireNonNull(tools, "tools");
        if (assistantPrefixLength < 0) {
            throw new IllegalArgumentException("assistantPrefixLength must not be negative: " + assistantPrefixLength);
        }
    }

    /** Whether a turn that is written alone starts with the opening token. */
    public enum Bos {
        /** It does; all turns but the first lose it. */
        EACH_TURN,
        /** It does not. */
        NONE
    }

    /** What becomes of a system message. */
    public record SystemMessage(Use use, Optional<String> standard) {
        /** System messages are kept. */
        public static final SystemMessage KEPT = new SystemMessage(Use.KEPT, Optional.empty());

        /** A first system message is dropped. */
        public static final SystemMessage DROPPED = new SystemMessage(Use.DROPPED, Optional.empty());

        /** Checks the parts. */
        public SystemMessage {
            Objects.requireNonNull(use, "use");
            Objects.requireNonNull(standard, "standard");
            if (use == Use.FORCED && standard.isEmpty()) {
                throw new IllegalArgumentException("a forced system message needs a text");
            }
        }
    }

    /** What becomes of the system message that a conversation has. */
    public enum Use {
        /** It is kept. */
        KEPT,
        /** It is dropped when it comes first. */
        DROPPED,
        /** The standard one takes its place, or is put first. */
        FORCED
    }

    /** Whether an assistant may speak of images. */
    public enum AssistantImages {
        /** It may. */
        ALLOWED,
        /** It may not. */
        REFUSED
    }

    /** How roles are written. */
    public enum Roles {
        /** As they are. */
        KEPT,
        /** With a capital first letter. */
        CAPITALIZED
    }

    /** Whether turns are told apart. */
    public enum Masking {
        /** What the assistant did not say is masked, and every turn is checked. */
        BY_TURN,
        /** Every token is trained on, and nothing is checked. */
        NONE
    }

    /** Whether tools may take part, and so which turns may be empty. */
    public enum ToolRole {
        /** A tool's turns are masked; an assistant must follow somebody else and must say something. */
        ALLOWED,
        /** A tool's turns are refused, and so is every empty turn. */
        REFUSED
    }
}
