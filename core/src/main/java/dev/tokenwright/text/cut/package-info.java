/**
 * Split patterns compiled to one table: where the pieces of a text end, found in one pass without going back. The argument
 * is in {@code docs/algorithms/cut-transducer.md}.
 */
@NullMarked
package dev.tokenwright.text.cut;

import org.jspecify.annotations.NullMarked;
