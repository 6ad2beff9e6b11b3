/** Readers of the notations that tokenizer files are written in, with positions and limits. Knows nothing of tokenizers. */
@NullMarked
package dev.tokenwright.wire;

import org.jspecify.annotations.NullMarked;
