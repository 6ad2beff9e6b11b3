package dev.tokenwright.app.serve.api;

import dev.tokenwright.Encoding;
import dev.tokenwright.app.json.JsonObject;

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
