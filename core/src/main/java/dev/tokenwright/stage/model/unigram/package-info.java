/** Unigram: the row of tokens with the best sum of scores. */
@NullMarked
package dev.tokenwright.stage.model.unigram;

import org.jspecify.annotations.NullMarked;
