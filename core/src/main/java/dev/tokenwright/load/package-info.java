/** Bytes on disk to {@link dev.tokenwright.spec.TokenizerSpec}: one reader a format. */
@NullMarked
package dev.tokenwright.load;

import org.jspecify.annotations.NullMarked;
