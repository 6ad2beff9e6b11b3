/** Word level: a piece is a token as a whole, or unknown. */
@NullMarked
package dev.tokenwright.stage.model.wordlevel;

import org.jspecify.annotations.NullMarked;
