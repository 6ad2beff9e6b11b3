/** The command line. */
@NullMarked
package dev.tokenwright.app.cli;

import org.jspecify.annotations.NullMarked;
