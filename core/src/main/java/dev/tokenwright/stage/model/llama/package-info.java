/** The models that only llama.cpp has. */
@NullMarked
package dev.tokenwright.stage.model.llama;

import org.jspecify.annotations.NullMarked;
