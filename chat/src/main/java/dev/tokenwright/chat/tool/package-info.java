/** Tools of Java as the JSON Schema that templates are given. */
@NullMarked
package dev.tokenwright.chat.tool;

import org.jspecify.annotations.NullMarked;
