/** The model whose ids are bytes. */
@NullMarked
package dev.tokenwright.stage.model.bytes;

import org.jspecify.annotations.NullMarked;
