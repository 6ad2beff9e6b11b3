/** Conversations of many turns with tools, in which what a model sampled is never tokenized again. */
@NullMarked
package dev.tokenwright.chat.rollout;

import org.jspecify.annotations.NullMarked;
