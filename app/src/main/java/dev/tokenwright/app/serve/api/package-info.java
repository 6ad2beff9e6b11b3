/** What a request, an answer and a served model are; no HTTP library and no dialect. */
@NullMarked
package dev.tokenwright.app.serve.api;

import org.jspecify.annotations.NullMarked;
