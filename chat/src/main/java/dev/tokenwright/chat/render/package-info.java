/** Renderers: which family a model belongs to. */
@NullMarked
package dev.tokenwright.chat.render;

import org.jspecify.annotations.NullMarked;
