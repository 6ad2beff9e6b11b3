/** JSON of requests and results. */
@NullMarked
package dev.tokenwright.app.json;

import org.jspecify.annotations.NullMarked;
