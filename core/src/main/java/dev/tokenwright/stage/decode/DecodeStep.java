package dev.tokenwright.stage.decode;

import java.util.List;

/** One step from tokens to text. Immutable. */
@FunctionalInterface
interface DecodeStep {
    /** Gives the texts that follow from texts. */
    List<String> apply(List<String> texts);
}
