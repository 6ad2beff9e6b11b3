/**
 * What a tokenizer is: immutable records and sealed choices, told apart from any file format and any algorithm.
 * Readers in {@code load} produce a {@link dev.tokenwright.spec.TokenizerSpec}; engines in {@code stage} consume it.
 */
@NullMarked
package dev.tokenwright.spec;

import org.jspecify.annotations.NullMarked;
