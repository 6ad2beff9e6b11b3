/** Families of models: how each writes conversations and what it does with its replies. One class a family. */
@NullMarked
package dev.tokenwright.chat.render.family;

import org.jspecify.annotations.NullMarked;
