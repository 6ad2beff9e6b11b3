/** Grammars of replies: reasoning, and the ways in which models write calls of tools. */
@NullMarked
package dev.tokenwright.chat.reply;

import org.jspecify.annotations.NullMarked;
