/** Prompt formats and conversations with training targets, as Megatron's tokenizer layer defines them. */
@NullMarked
package dev.tokenwright.chat.prompt;

import org.jspecify.annotations.NullMarked;
