package dev.tokenwright.chat.jinja;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compiled arguments of a call. */
record Passing(
        Evaluation[] positional,
        List<String> names,
        Evaluation[] named,
        @Nullable Evaluation rest,
        @Nullable Evaluation namedRest) {

    Arguments in(Frame frame, @Nullable Evaluation caller) {
        if (positional.length == 0 && named.length == 0 && rest == null && namedRest == null && caller == null) {
            return Arguments.NONE;
        }
        List<Value> values = new ArrayList<>(positional.length);
        for (Evaluation argument : positional) {
            values.add(argument.in(frame));
        }
        if (rest != null) {
            values.addAll(Ordering.list(frame.render, rest.in(frame)));
        }
        return new Arguments(values, byName(frame, caller));
    }

    private Map<String, Value> byName(Frame frame, @Nullable Evaluation caller) {
        if (named.length == 0 && namedRest == null && caller == null) {
            return Map.of();
        }
        Map<String, Value> values = new LinkedHashMap<>();
        for (int index = 0; index < named.length; index++) {
            values.put(names.get(index), named[index].in(frame));
        }
        if (caller != null) {
            add(values, "caller", caller.in(frame));
        }
        if (namedRest != null) {
            Value more = namedRest.in(frame);
            if (!(more instanceof DictValue dict)) {
                throw more instanceof Undefined undefined
                        ? undefined.failure()
                        : Failure.type("argument after ** must be a mapping, not " + more.type());
            }
            for (DictValue.Entry entry : dict.entries()) {
                frame.render.step();
                add(values, StrMethods.text(entry.key(), "keywords"), entry.value());
            }
        }
        return values;
    }

    private static void add(Map<String, Value> values, String name, Value value) {
        if (values.put(name, value) != null) {
            throw Failure.type("got multiple values for keyword argument '" + name + "'");
        }
    }
}
