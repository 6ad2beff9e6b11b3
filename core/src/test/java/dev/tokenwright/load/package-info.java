@NullMarked
package dev.tokenwright.load;

import org.jspecify.annotations.NullMarked;
