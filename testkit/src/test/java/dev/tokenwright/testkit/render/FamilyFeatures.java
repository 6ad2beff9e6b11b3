package dev.tokenwright.testkit.render;

import dev.tokenwright.testkit.random.RandomConversations;
import dev.tokenwright.testkit.random.RandomConversations.Feature;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What conversations of a family can have so that nothing of a message is lost when it is written. */
final class FamilyFeatures {
    /** Marks in contents mean something; late system messages are not written, or refused. */
    private static final Set<Feature> USUAL = RandomConversations.allBut(
            Feature.MARKS, Feature.LATE_SYSTEM, Feature.PARTS, Feature.BARE_TOOLS, Feature.TEXT_ARGUMENTS);

    /** True, false and null are written as Python shows them, which is no JSON. */
    private static final List<Feature> PYTHON_CONSTANTS = List.of(Feature.CONSTANTS);

    /** The family has no place for reasoning, or its template drops that of a last message too. */
    private static final List<Feature> NO_REASONING = List.of(Feature.REASONING);

    /** Reasoning that begins with line breaks is read together with the name of its channel. */
    private static final List<Feature> LINES_BEFORE_REASONING = List.of(Feature.REASONING);

    /** A content of null is written as the word None, as Python shows it. */
    private static final List<Feature> NULL_IS_A_WORD = List.of(Feature.NULL_CONTENT);

    private static final Map<String, List<Feature>> LACKING = Map.ofEntries(
            Map.entry("qwen3.5", PYTHON_CONSTANTS),
            Map.entry("nemotron-3", PYTHON_CONSTANTS),
            Map.entry("nemotron-3-ultra", PYTHON_CONSTANTS),
            Map.entry("nemotron-3.5", PYTHON_CONSTANTS),
            Map.entry("prime-qwen3", List.of(Feature.CONSTANTS, Feature.REASONING)),
            Map.entry("qwen3-vl", NO_REASONING),
            Map.entry("kimi-k2", NO_REASONING),
            Map.entry("kimi-k2.5", NO_REASONING),
            Map.entry("deepseek-v3", NO_REASONING),
            Map.entry("deepseek-v4", NO_REASONING),
            Map.entry("gpt-oss", NO_REASONING),
            Map.entry("hy3", NO_REASONING),
            Map.entry("laguna-xs-2.1", NO_REASONING),
            Map.entry("gemma4", LINES_BEFORE_REASONING),
            Map.entry("glm-4.5", NULL_IS_A_WORD),
            Map.entry("glm-5", NULL_IS_A_WORD),
            Map.entry("glm-5.1", NULL_IS_A_WORD),
            Map.entry("minimax-m2", NULL_IS_A_WORD),
            Map.entry("deepseek-r1", NO_REASONING),
            Map.entry("llama-3", List.of(Feature.REASONING, Feature.SEVERAL_CALLS, Feature.CALLS_WITH_CONTENT)));

    private FamilyFeatures() {}

    static Set<Feature> of(String family) {
        Set<Feature> features = EnumSet.copyOf(USUAL);
        features.removeAll(LACKING.getOrDefault(family, List.of()));
        return features;
    }
}
