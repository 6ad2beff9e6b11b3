/** Rewrites text before it is cut, and keeps the way back to the input. */
@NullMarked
package dev.tokenwright.stage.normalize;

import org.jspecify.annotations.NullMarked;
