package dev.tokenwright.chat.jinja;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The way to a value of the input, such as {@code messages[3].content}. */
public final class InputPath implements Origin {
    private static final int KEY = -2;
    private static final int MEMBER = -1;

    private final @Nullable InputPath parent;
    private final String name;
    /** The element's index, {@link #MEMBER} for a value under a name, {@link #KEY} for the name itself. */
    private final int index;

    private InputPath(@Nullable InputPath parent, String name, int index) {
        this.parent = parent;
        this.name = name;
        this.index = index;
    }

    /** The variable of a name. */
    public static InputPath variable(String name) {
        return new InputPath(null, Objects.requireNonNull(name, "name"), MEMBER);
    }

    InputPath member(String key) {
        return new InputPath(this, key, MEMBER);
    }

    /** The name of a member, where the name itself is printed. */
    InputPath key(String key) {
        return new InputPath(this, key, KEY);
    }

    InputPath element(int position) {
        return new InputPath(this, "", position);
    }

    /** The name of the variable that the path starts at. */
    public String root() {
        InputPath first = this;
        while (first.parent != null) {
            first = first.parent;
        }
        return first.name;
    }

    /** The steps from the variable on: a {@code String} is a name, an {@code Integer} an index. */
    public List<Object> steps() {
        List<Object> steps = new ArrayList<>();
        for (InputPath step = this; step != null; step = step.parent) {
            steps.add(step.index >= 0 ? (Object) step.index : step.name);
        }
        Collections.reverse(steps);
        return List.copyOf(steps);
    }

    /** Whether the text is the name of a member and not its value. */
    public boolean isKey() {
        return index == KEY;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        boolean first = true;
        for (Object step : steps()) {
            if (step instanceof Integer) {
                text.append('[').append(step).append(']');
            } else {
                text.append(first ? "" : ".").append(step);
            }
            first = false;
        }
        return isKey() ? text.append(" (key)").toString() : text.toString();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof InputPath path
                && index == path.index
                && name.equals(path.name)
                && Objects.equals(parent, path.parent);
    }

    @Override
    public int hashCode() {
        return Objects.hash(parent, name, index);
    }
}
