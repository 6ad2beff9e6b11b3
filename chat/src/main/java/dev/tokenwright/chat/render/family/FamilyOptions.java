package dev.tokenwright.chat.render.family;

import dev.tokenwright.chat.RendererInfo.Retention;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The options that somebody asked of a family. Each is asked for by name; what nobody asked for is refused at the end. */
final class FamilyOptions {
    private final String family;
    private final Map<String, @Nullable Object> left;
    private final Map<String, @Nullable Object> values = new LinkedHashMap<>();

    FamilyOptions(String family, Map<String, @Nullable Object> given) {
        this.family = family;
        this.left = new LinkedHashMap<>(given);
        left.remove("name");
    }

    /** Whether the option was given and is not null. */
    boolean isGiven(String name) {
        return left.get(name) != null || values.get(name) != null;
    }

    /** Whether the option was given and is another than it would be otherwise: only then it can contradict another. */
    boolean isChosen(String name, boolean otherwise) {
        return isGiven(name) && !Boolean.valueOf(otherwise).equals(left.get(name));
    }

    private @Nullable Object take(String name) {
        return left.remove(name);
    }

    /** A choice between true and false. */
    boolean flag(String name, boolean otherwise) {
        Object value = take(name);
        boolean chosen = value == null ? otherwise : asFlag(name, value);
        values.put(name, chosen);
        return chosen;
    }

    /** A choice between true and false, or none. */
    Optional<Boolean> flag(String name) {
        Object value = take(name);
        values.put(name, value);
        return value == null ? Optional.empty() : Optional.of(asFlag(name, value));
    }

    private boolean asFlag(String name, Object value) {
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw wrong(name, value, "true or false");
    }

    /** One of several words. */
    String choice(String name, String otherwise, List<String> words) {
        Object value = take(name);
        Object chosen = value == null ? otherwise : value;
        values.put(name, chosen);
        if (chosen instanceof String word && words.contains(word)) {
            return word;
        }
        throw wrong(name, chosen, "one of " + String.join(", ", words));
    }

    /** One of several words, or none. */
    Optional<String> choice(String name, List<String> words) {
        if (left.get(name) == null) {
            take(name);
            values.put(name, null);
            return Optional.empty();
        }
        return Optional.of(choice(name, "", words));
    }

    /** A text. */
    Optional<String> text(String name) {
        Object value = take(name);
        values.put(name, value);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof String text) {
            return Optional.of(text);
        }
        throw wrong(name, value, "a text");
    }

    /** A whole number. */
    long whole(String name, long otherwise) {
        Object value = take(name);
        Object chosen = value == null ? otherwise : value;
        values.put(name, chosen);
        if (chosen instanceof Long || chosen instanceof Integer) {
            return ((Number) chosen).longValue();
        }
        throw wrong(name, chosen, "a whole number");
    }

    /** A value that the family checks. */
    Optional<Object> any(String name) {
        Object value = take(name);
        values.put(name, value);
        return Optional.ofNullable(value);
    }

    /** A value that the family checks, or the one that the family has without it. */
    Object any(String name, Object otherwise) {
        Object value = take(name);
        values.put(name, value == null ? otherwise : value);
        return value == null ? otherwise : value;
    }

    /** What becomes of earlier reasoning: as asked, or as the family's other options imply. */
    Retention retention(Retention implied) {
        return choice("thinking_retention", List.of("tool_cycle", "all"))
                .map(word -> word.equals("all") ? Retention.ALL : Retention.TOOL_CYCLE)
                .orElse(implied);
    }

    /** The same, where an option that was given implies one of its own: the two may not contradict each other. */
    Retention retention(Retention implied, String option, boolean isOptionGiven) {
        Retention chosen = retention(implied);
        if (isOptionGiven && chosen != implied) {
            throw new IllegalArgumentException("renderer " + family + ": " + option + "=" + values.get(option)
                    + " implies thinking_retention=" + implied.name().toLowerCase(java.util.Locale.ROOT)
                    + ", which contradicts thinking_retention=" + values.get("thinking_retention"));
        }
        return chosen;
    }

    /**
     * The same, where an option that was given asks for one of its own: the two may not contradict each other.
     *
     * @param asked what the option asks for
     */
    Retention retention(Retention implied, Retention asked, String option, boolean isOptionGiven) {
        boolean isRetentionGiven = isGiven("thinking_retention");
        Retention chosen = retention(implied);
        if (isOptionGiven && isRetentionGiven && chosen != asked) {
            throw new IllegalArgumentException("renderer " + family + ": " + option + "=" + values.get(option)
                    + " contradicts thinking_retention=" + values.get("thinking_retention"));
        }
        return chosen;
    }

    /** An error about a value. */
    IllegalArgumentException wrong(String name, @Nullable Object value, String expected) {
        return new IllegalArgumentException(
                "renderer " + family + ": option " + name + " must be " + expected + ", found " + value);
    }

    /** The options with their values; refuses what is left. */
    Map<String, @Nullable Object> finish() {
        if (!left.isEmpty()) {
            throw new IllegalArgumentException("renderer " + family + " has no option "
                    + left.keySet().iterator().next() + "; it has " + String.join(", ", values.keySet()));
        }
        return values;
    }
}
