/**
 * The template language of chat templates, as {@code transformers} renders it: plain data in, text out, with the origin
 * of every character. Knows nothing of conversations.
 */
@NullMarked
package dev.tokenwright.chat.jinja;

import org.jspecify.annotations.NullMarked;
