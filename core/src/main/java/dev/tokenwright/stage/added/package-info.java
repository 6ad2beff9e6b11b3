/** Finds added and special tokens in text. */
@NullMarked
package dev.tokenwright.stage.added;

import org.jspecify.annotations.NullMarked;
