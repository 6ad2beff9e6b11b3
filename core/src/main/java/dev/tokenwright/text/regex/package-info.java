/**
 * Regular expressions as tokenizer files use them, exact to the dialect of the reference that reads the file: own parser,
 * own Unicode classes.
 */
@NullMarked
package dev.tokenwright.text.regex;

import org.jspecify.annotations.NullMarked;
