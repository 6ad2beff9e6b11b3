/**
 * The face of the library: {@link dev.tokenwright.Tokenizer} turns text into token ids and back, exactly as the reference
 * implementation of the tokenizer's format does.
 */
@NullMarked
package dev.tokenwright;

import org.jspecify.annotations.NullMarked;
