package dev.tokenwright.chat.render.family;

import dev.tokenwright.chat.RendererInfo.Retention;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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

    /**
     * The same, where an option of the family asks for some retention: the two may not contradict each other, unless the
     * option is what it is anyhow.
     *
     * @param asked what the option asks for
     * @param option an option that was asked for before
     * @param otherwise what the option is when nobody says
     */
    Retention retention(Retention implied, Retention asked, String option, @Nullable Object otherwise) {
        boolean isRetentionGiven = isGiven("thinking_retention");
        Retention chosen = retention(implied);
        Object value = values.get(option);
        if (isRetentionGiven && chosen != asked && value != null && !value.equals(otherwise)) {
            throw new IllegalArgumentException("renderer " + family + ": " + option + "=" + value
                    + " implies thinking_retention=" + asked.name().toLowerCase(Locale.ROOT)
                    + ", which contradicts thinking_retention=" + values.get("thinking_retention"));
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
