/** Byte pair encoding. */
@NullMarked
package dev.tokenwright.stage.model.bpe;

import org.jspecify.annotations.NullMarked;
