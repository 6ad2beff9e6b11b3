/** Conversations of requests to prompts, by the chat templates of the served models. */
@NullMarked
package dev.tokenwright.app.serve.chat;

import org.jspecify.annotations.NullMarked;
