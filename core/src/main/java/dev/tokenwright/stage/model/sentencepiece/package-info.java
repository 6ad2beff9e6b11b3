/** The models of SentencePiece. */
@NullMarked
package dev.tokenwright.stage.model.sentencepiece;

import org.jspecify.annotations.NullMarked;
