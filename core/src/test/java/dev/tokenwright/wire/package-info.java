@NullMarked
package dev.tokenwright.wire;

import org.jspecify.annotations.NullMarked;
