/**
 * Specifications as other ones that mean the same: with the parts that a format has in place of those that it lacks. Knows
 * no file and no engine.
 */
@NullMarked
package dev.tokenwright.convert;

import org.jspecify.annotations.NullMarked;
