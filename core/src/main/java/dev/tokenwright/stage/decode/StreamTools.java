package dev.tokenwright.stage.decode;

import dev.tokenwright.spec.NormalizerSpec;
import dev.tokenwright.spec.PatternSpec;
import dev.tokenwright.text.TextPattern;
import dev.tokenwright.text.cut.MatchAutomaton;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * What steps of a stream are made with.
 *
 * @param patterns makes patterns ready to search
 * @param automata makes those that can be searched code point by code point ready for that
 * @param normalizers makes normalizers ready to rewrite text
 */
public record StreamTools(
        Function<PatternSpec, TextPattern> patterns,
        Function<PatternSpec, Optional<MatchAutomaton>> automata,
        Function<NormalizerSpec, UnaryOperator<String>> normalizers) {}
