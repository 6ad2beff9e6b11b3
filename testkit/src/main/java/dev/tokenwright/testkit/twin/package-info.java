/** Plain twins: the same answers as the production engines by the most direct way. They run in tests only. */
@NullMarked
package dev.tokenwright.testkit.twin;

import org.jspecify.annotations.NullMarked;
