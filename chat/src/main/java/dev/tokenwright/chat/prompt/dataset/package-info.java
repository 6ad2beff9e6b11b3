/** Megatron's training files: sequences of ids in a {@code .bin} file and what they are in an {@code .idx} file. */
@NullMarked
package dev.tokenwright.chat.prompt.dataset;

import org.jspecify.annotations.NullMarked;
