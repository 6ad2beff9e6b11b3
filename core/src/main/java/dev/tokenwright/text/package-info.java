/** UTF-8, code points, pinned Unicode tables and reusable text buffers. Knows nothing of tokenizers. */
@NullMarked
package dev.tokenwright.text;

import org.jspecify.annotations.NullMarked;
