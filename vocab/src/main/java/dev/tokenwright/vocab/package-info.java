/** Vocabularies that come with the library. */
@NullMarked
package dev.tokenwright.vocab;

import org.jspecify.annotations.NullMarked;
