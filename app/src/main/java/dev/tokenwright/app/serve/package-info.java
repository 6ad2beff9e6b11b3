/** The server. */
@NullMarked
package dev.tokenwright.app.serve;

import org.jspecify.annotations.NullMarked;
