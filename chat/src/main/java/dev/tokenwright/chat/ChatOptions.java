package dev.tokenwright.chat;

import dev.tokenwright.SpecialText;
import dev.tokenwright.chat.jinja.RenderOptions;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Objects;

/**
 * How a conversation is rendered.
 *
 * @param ending what comes behind the last message
 * @param typed what becomes of control tokens' text that somebody typed: in messages, tools and documents. The template's
 *     own control tokens are always recognised
 * @param rendering the time and the limits
 */
public record ChatOptions(Ending ending, SpecialText typed, RenderOptions rendering) {
    /** What comes behind the last message. */
    public enum Ending {
        /** What the template writes behind a finished message. */
        NOTHING,
        /** The beginning of the model's reply: {@code add_generation_prompt}. */
        GENERATION_PROMPT,
        /** Nothing, not even the end of the last message, which the model goes on with: {@code continue_final_message}. */
        CONTINUATION
    }

    /** Checks that nothing is null. */
    public ChatOptions {
        Objects.requireNonNull(ending, "ending");
        Objects.requireNonNull(typed, "typed");
        Objects.requireNonNull(rendering, "rendering");
    }

    /** For training, and as the reference does by default: control tokens that somebody typed are recognised. */
    public static ChatOptions reference() {
        return new ChatOptions(
                Ending.NOTHING, SpecialText.RECOGNIZE, RenderOptions.at(LocalDateTime.now(ZoneId.systemDefault())));
    }

    /** For serving: the model is to reply, and what somebody typed never becomes a control token. */
    public static ChatOptions safePrompt() {
        return reference().withEnding(Ending.GENERATION_PROMPT).withTyped(SpecialText.AS_TEXT);
    }

    /** The same options with another ending. */
    public ChatOptions withEnding(Ending newEnding) {
        return new ChatOptions(newEnding, typed, rendering);
    }

    /** The same options with another treatment of control tokens that somebody typed. */
    public ChatOptions withTyped(SpecialText newTyped) {
        return new ChatOptions(ending, newTyped, rendering);
    }

    /** The same options with another time and other limits. */
    public ChatOptions withRendering(RenderOptions newRendering) {
        return new ChatOptions(ending, typed, newRendering);
    }
}
