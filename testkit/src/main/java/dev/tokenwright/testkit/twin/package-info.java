/** Plain twins: the slow and obvious form of every fast stage, which is the oracle of its tests. */
@NullMarked
package dev.tokenwright.testkit.twin;

import org.jspecify.annotations.NullMarked;
