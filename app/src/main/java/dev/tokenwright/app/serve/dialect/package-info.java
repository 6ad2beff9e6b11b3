/** The wire formats, one class each. */
@NullMarked
package dev.tokenwright.app.serve.dialect;

import org.jspecify.annotations.NullMarked;
