@NullMarked
package dev.tokenwright.error;

import org.jspecify.annotations.NullMarked;
