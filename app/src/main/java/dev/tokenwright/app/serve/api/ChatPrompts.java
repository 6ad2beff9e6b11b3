package dev.tokenwright.app.serve.api;

import dev.tokenwright.app.json.JsonObject;

/** Conversations to prompts: where the chat templates of a model come in. Safe for all threads. */
public interface ChatPrompts {
    /**
     * The prompt of a conversation.
     *
     * @param request the fields {@code messages}, {@code tools}, {@code documents}, {@code add_generation_prompt},
     *     {@code continue_final_message}, {@code chat_template} and {@code chat_template_kwargs} of the OpenAI dialects
     * @throws ApiError when the request is no conversation, or the template refuses it
     */
    Prompt prompt(JsonObject request);

    /**
     * A prompt.
     *
     * @param ids its tokens, special tokens of the template among them and none of the conversation's text
     */
    @SuppressWarnings("ArrayRecordComponent") // passed on, never compared
    record Prompt(String text, int[] ids) {}
}
