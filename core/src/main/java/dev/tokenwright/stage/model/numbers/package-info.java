/** The model whose text is ids written as numbers. */
@NullMarked
package dev.tokenwright.stage.model.numbers;

import org.jspecify.annotations.NullMarked;
