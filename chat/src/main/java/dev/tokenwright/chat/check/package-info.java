/** What a chat template needs, and what can be relied on: its past, its masks, and that typed text is no control. */
@NullMarked
package dev.tokenwright.chat.check;

import org.jspecify.annotations.NullMarked;
