@NullMarked
package dev.tokenwright.text;

import org.jspecify.annotations.NullMarked;
