/** Megatron's command line: its options, old and new, to a training tokenizer. */
@NullMarked
package dev.tokenwright.chat.prompt.command;

import org.jspecify.annotations.NullMarked;
