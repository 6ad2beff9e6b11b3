/** Turns token ids into bytes and text. */
@NullMarked
package dev.tokenwright.stage.decode;

import org.jspecify.annotations.NullMarked;
