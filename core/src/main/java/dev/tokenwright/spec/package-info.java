@NullMarked
package dev.tokenwright.spec;

import org.jspecify.annotations.NullMarked;
