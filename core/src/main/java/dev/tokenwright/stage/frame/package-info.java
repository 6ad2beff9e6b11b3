/** Puts opening and closing tokens around the tokens of a text; truncates and pads. */
@NullMarked
package dev.tokenwright.stage.frame;

import org.jspecify.annotations.NullMarked;
