/** The exceptions of the library: unchecked, sealed under {@link dev.tokenwright.error.TokenwrightException}. */
@NullMarked
package dev.tokenwright.error;

import org.jspecify.annotations.NullMarked;
