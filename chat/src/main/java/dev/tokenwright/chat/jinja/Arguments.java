package dev.tokenwright.chat.jinja;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a call passes. */
record Arguments(List<Value> positional, Map<String, Value> named) {
    static final Arguments NONE = new Arguments(List.of(), Map.of());

    int count() {
        return positional.size();
    }

    Value get(int index) {
        return positional.get(index);
    }

    /** The arguments without the first ones. */
    Arguments from(int index) {
        return index >= positional.size()
                ? new Arguments(List.of(), named)
                : new Arguments(positional.subList(index, positional.size()), named);
    }

    /** Refuses names and checks the number of arguments. */
    Arguments positional(String function, int least, int most) {
        if (!named.isEmpty()) {
            throw Failure.type(function + "() takes no keyword arguments");
        }
        if (count() < least || count() > most) {
            String expected = least == most ? String.valueOf(least) : least + " to " + most;
            throw Failure.type(function + "() takes " + expected + " arguments (" + count() + " given)");
        }
        return this;
    }

    /** Refuses names. */
    Arguments unnamed(String function) {
        return positional(function, 0, Integer.MAX_VALUE);
    }

    /** The argument at an index, or null. */
    @Nullable
    Value at(int index) {
        return index < positional.size() ? positional.get(index) : null;
    }

    /** Gives every parameter its argument; a parameter whose name ends in {@code !} must have one. */
    Bound bind(String function, String... parameters) {
        if (count() > parameters.length) {
            throw Failure.type(function + "() takes from 0 to " + parameters.length + " positional arguments but "
                    + count() + " were given");
        }
        Map<String, Value> rest = named.isEmpty() ? Map.of() : new LinkedHashMap<>(named);
        @Nullable Value[] values = new Value[parameters.length];
        for (int index = 0; index < parameters.length; index++) {
            boolean required = parameters[index].endsWith("!");
            String name = required ? parameters[index].substring(0, parameters[index].length() - 1) : parameters[index];
            Value byName = rest.isEmpty() ? null : rest.remove(name);
            if (index < count() && byName != null) {
                throw Failure.type(function + "() got multiple values for argument '" + name + "'");
            }
            values[index] = index < count() ? get(index) : byName;
            if (required && values[index] == null) {
                throw Failure.type(function + "() missing 1 required positional argument: '" + name + "'");
            }
        }
        if (!rest.isEmpty()) {
            throw Failure.type(function + "() got an unexpected keyword argument '"
                    + rest.keySet().iterator().next() + "'");
        }
        return new Bound(values);
    }

    /** Arguments in the order of the parameters; null where there is none. */
    record Bound(@Nullable Value[] values) {
        @Nullable
        Value at(int index) {
            return values[index];
        }

        /** An argument that {@link Arguments#bind} has made sure of. */
        Value required(int index) {
            return java.util.Objects.requireNonNull(values[index]);
        }

        Value or(int index, Value otherwise) {
            Value value = values[index];
            return value == null ? otherwise : value;
        }

        boolean truth(int index, boolean otherwise) {
            Value value = values[index];
            return value == null ? otherwise : value.truth();
        }

        /** An argument, or null when it is absent or None. */
        @Nullable
        Value orNone(int index) {
            Value value = values[index];
            return value instanceof NoneValue ? null : value;
        }
    }
}
