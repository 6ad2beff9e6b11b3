/** Cuts text into pieces. */
@NullMarked
package dev.tokenwright.stage.split;

import org.jspecify.annotations.NullMarked;
