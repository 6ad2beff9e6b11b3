/** Reads golden vectors made by the reference libraries and compares a tokenizer with them. */
@NullMarked
package dev.tokenwright.testkit.golden;

import org.jspecify.annotations.NullMarked;
