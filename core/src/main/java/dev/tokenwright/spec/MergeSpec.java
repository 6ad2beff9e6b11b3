package dev.tokenwright.spec;

import java.util.Arrays;
import java.util.Objects;

/** Which neighbouring tokens byte pair encoding may merge, and in which order. */
public sealed interface MergeSpec {
    /** Two tokens merge when their joined bytes are a token; the smallest id merges first. */
    record ByRank() implements MergeSpec {}

    /**
     * Two tokens merge when their joined bytes are a token; the highest score merges first, the leftmost of equals. A code
     * point that is no token takes part too.
     */
    record ByScore(ModelSpec.Scores scores) implements MergeSpec {
        /** Checks the scores. */
        public ByScore {
            Objects.requireNonNull(scores, "scores");
        }
    }

    /** Merges as a list, the first being the strongest. Of a pair that stands twice the later place counts. Immutable. */
    final class Listed implements MergeSpec {
        private final int[] leftIds;
        private final int[] rightIds;
        private final int[] mergedIds;

        private Listed(int[] leftIds, int[] rightIds, int[] mergedIds) {
            this.leftIds = leftIds;
            this.rightIds = rightIds;
            this.mergedIds = mergedIds;
        }

        /** A copy of the first {@code size} entries of three parallel arrays of ids; the index is the rank. */
        public static Listed copyOf(int[] leftIds, int[] rightIds, int[] mergedIds, int size) {
            return new Listed(
                    Arrays.copyOf(leftIds, size), Arrays.copyOf(rightIds, size), Arrays.copyOf(mergedIds, size));
        }

        /** Number of merges. */
        public int size() {
            return leftIds.length;
        }

        /** Id of the left token of the merge with this rank. */
        public int leftId(int rank) {
            return leftIds[rank];
        }

        /** Id of the right token of the merge with this rank. */
        public int rightId(int rank) {
            return rightIds[rank];
        }

        /** Id of the token that the merge with this rank makes. */
        public int mergedId(int rank) {
            return mergedIds[rank];
        }
    }

    /**
     * Merges as a list, the first being the strongest, each given by the token that it makes and the length of that token's
     * left part. Immutable.
     */
    final class Splits implements MergeSpec {
        private final int[] mergedIds;
        private final int[] leftLengths;

        private Splits(int[] mergedIds, int[] leftLengths) {
            this.mergedIds = mergedIds;
            this.leftLengths = leftLengths;
        }

        /** A copy of two parallel arrays; the index is the rank. */
        public static Splits copyOf(int[] mergedIds, int[] leftLengths) {
            return new Splits(mergedIds.clone(), leftLengths.clone());
        }

        /** Number of merges. */
        public int size() {
            return mergedIds.length;
        }

        /** Id of the token that the merge with this rank makes. */
        public int mergedId(int rank) {
            return mergedIds[rank];
        }

        /** Length, in stored bytes, of the left part of the token that the merge with this rank makes. */
        public int leftLength(int rank) {
            return leftLengths[rank];
        }
    }
}
