package dev.tokenwright.app.serve.api;

import dev.tokenwright.Encoding;
import dev.tokenwright.app.json.JsonObject;
import dev.tokenwright.chat.Reply;
import java.util.List;
import java.util.Optional;

/** Conversations to prompts: where the chat templates of a model come in. Safe for all threads. */
public interface ChatPrompts {
    /**
     * The prompt of a conversation.
     *
     * @param request the fields {@code messages}, {@code tools}, {@code documents}, {@code add_generation_prompt},
     *     {@code continue_final_message}, {@code add_special_tokens}, {@code chat_template} and
     *     {@code chat_template_kwargs} of the OpenAI dialects, and {@code special_text}
     * @throws ApiError when the request is no conversation, or the template refuses it
     */
    Prompt prompt(JsonObject request);

    /**
     * The prompt of a conversation with what each of its tokens is.
     *
     * @param request as {@link #prompt} takes it
     * @throws ApiError when the request is no conversation, or the template refuses it
     */
    Parts parts(JsonObject request);

    /**
     * What an engine is given: the prompt's ids as the model's family writes them.
     *
     * @param request as {@link #prompt} takes it
     * @param prompt its prompt by the template, which decides where the family has nothing to say
     */
    int[] engineIds(JsonObject request, Prompt prompt);

    /**
     * What an engine generated, as a message.
     *
     * @param request the request of the prompt, if it is known
     * @return empty when nothing is known of how the model writes
     */
    Optional<Reply> reply(int[] completion, Optional<JsonObject> request);

    /**
     * A prompt and what its tokens are.
     *
     * @param parts stretches that tile the tokens
     * @param trained by token: 1 where a model would be trained on it
     */
    record Parts(Prompt prompt, List<Part> parts, int[] trained) {
        /** Copies the list. */
        public Parts {
            parts = List.copyOf(parts);
        }
    }

    /**
     * A stretch of tokens.
     *
     * @param start index of the first token
     * @param end index after the last
     * @param message index of the message that the tokens belong to, or -1
     * @param kind {@code scaffold}, {@code body} or {@code sampled}
     */
    record Part(int start, int end, int message, String kind) {}

    /**
     * A prompt.
     *
     * @param encoding its tokens, special tokens of the template among them and none of the conversation's text; offsets
     *     are chars of the text
     * @param neutralised how many control tokens the conversation's text spelled that were taken as text
     */
    record Prompt(String text, Encoding encoding, int neutralised) {
        /** The ids of its tokens. */
        public int[] ids() {
            return encoding.ids();
        }
    }
}
