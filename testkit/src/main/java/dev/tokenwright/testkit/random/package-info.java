/** Random texts and vocabularies from a seed. */
@NullMarked
package dev.tokenwright.testkit.random;

import org.jspecify.annotations.NullMarked;
