/** Conversations: what is said, what a template makes of it, and which of its tokens a model is trained on. */
@NullMarked
package dev.tokenwright.chat;

import org.jspecify.annotations.NullMarked;
