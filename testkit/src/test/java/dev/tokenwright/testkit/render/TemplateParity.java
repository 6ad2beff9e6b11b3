package dev.tokenwright.testkit.render;

import dev.tokenwright.chat.Conversation;
import dev.tokenwright.testkit.random.RandomConversations.Feature;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A family and its model's own template.
 *
 * @param name of the family
 * @param template the template's name among the fixtures
 * @param variants options, which are variables of the template too
 * @param features what the conversations may have
 * @param deviations where the family writes something else on purpose
 * @param variables further variables of the template
 * @param modelName what the model is called
 * @param tools what is done to the tools before the template sees them
 */
record TemplateParity(
        String name,
        String template,
        List<Map<String, Object>> variants,
        Set<Feature> features,
        List<Deviation> deviations,
        Map<String, Object> variables,
        String modelName,
        UnaryOperator<@Nullable Object> tools) {
    /**
     * Conversations that a family writes in another way than the template.
     *
     * @param reason why
     * @param where which, with the options
     */
    record Deviation(String reason, Predicate<Case> where) {}

    /** A conversation and the options. */
    record Case(Conversation conversation, Map<String, Object> options) {}

    static TemplateParity of(String name, String template) {
        return new TemplateParity(
                name,
                template,
                List.of(Map.of()),
                EnumSet.allOf(Feature.class),
                List.of(),
                Map.of(),
                "",
                UnaryOperator.identity());
    }

    TemplateParity with(String option, Object... values) {
        List<Map<String, Object>> more = new ArrayList<>(variants);
        for (Object value : values) {
            more.add(Map.of(option, value));
        }
        return new TemplateParity(name, template, more, features, deviations, variables, modelName, tools);
    }

    TemplateParity without(Feature... missing) {
        Set<Feature> left = EnumSet.copyOf(features);
        left.removeAll(List.of(missing));
        return new TemplateParity(name, template, variants, left, deviations, variables, modelName, tools);
    }

    TemplateParity variable(String variable, Object value) {
        Map<String, Object> more = new java.util.HashMap<>(variables);
        more.put(variable, value);
        return new TemplateParity(name, template, variants, features, deviations, more, modelName, tools);
    }

    TemplateParity model(String newName) {
        return new TemplateParity(name, template, variants, features, deviations, variables, newName, tools);
    }

    TemplateParity tools(UnaryOperator<@Nullable Object> newTools) {
        return new TemplateParity(name, template, variants, features, deviations, variables, modelName, newTools);
    }

    TemplateParity except(String reason, Predicate<Case> where) {
        List<Deviation> more = new ArrayList<>(deviations);
        more.add(new Deviation(reason, where));
        return new TemplateParity(name, template, variants, features, more, variables, modelName, tools);
    }
}
