/** The contract of all models: a piece of text in, tokens out. */
@NullMarked
package dev.tokenwright.stage.model;

import org.jspecify.annotations.NullMarked;
