package dev.tokenwright.chat.jinja;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The filters by name. */
final class Filters {
    /** A filter. */
    interface Filter {
        /** Filters a value. */
        Value apply(Render render, Value input, Arguments arguments);
    }

    private static final Map<String, Filter> FILTERS = new HashMap<>();

    static {
        TextFilters.register(FILTERS);
        SequenceFilters.register(FILTERS);
        ValueFilters.register(FILTERS);
    }

    private Filters() {}

    static @Nullable Filter find(String name) {
        return FILTERS.get(name);
    }

    /** Applies a filter whose name is only known now. */
    static Value apply(Render render, String name, Value input, Arguments arguments) {
        Filter filter = FILTERS.get(name);
        if (filter == null) {
            throw Failure.runtime("No filter named " + PythonText.quoted(name) + ".");
        }
        render.step();
        return filter.apply(render, input, arguments);
    }
}
