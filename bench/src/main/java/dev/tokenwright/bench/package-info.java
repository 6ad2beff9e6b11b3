/** How fast it is: benchmarks, rivals behind one interface, and the worker that is timed beside peers of other languages. */
@NullMarked
package dev.tokenwright.bench;

import org.jspecify.annotations.NullMarked;
