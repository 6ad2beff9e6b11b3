/** WordPiece: the longest token from the left, again and again. */
@NullMarked
package dev.tokenwright.stage.model.wordpiece;

import org.jspecify.annotations.NullMarked;
