/** Requests off the wire, work off the network's threads, answers back on the wire. */
@NullMarked
package dev.tokenwright.app.serve.http;

import org.jspecify.annotations.NullMarked;
