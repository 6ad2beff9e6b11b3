/** Plain data (null, booleans, numbers, strings, lists, maps) as Python writes and reads it. */
@NullMarked
package dev.tokenwright.chat.plain;

import org.jspecify.annotations.NullMarked;
