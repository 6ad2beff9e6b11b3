package dev.tokenwright.chat.jinja;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** {@code map}, {@code select} and their kin: elements one by one, computed when they are asked for. */
final class Selections {
    /** What becomes of an element. */
    interface Step {
        /** The element that is passed on, or null for none. */
        @Nullable
        Value apply(Value element);
    }

    private Selections() {}

    static void register(Map<String, Filters.Filter> filters) {
        filters.put("map", Selections::map);
        filters.put("select", (render, input, arguments) -> select(render, input, arguments, true, 0));
        filters.put("reject", (render, input, arguments) -> select(render, input, arguments, false, 0));
        filters.put("selectattr", (render, input, arguments) -> select(render, input, arguments, true, 1));
        filters.put("rejectattr", (render, input, arguments) -> select(render, input, arguments, false, 1));
    }

    private static Value map(Render render, Value input, Arguments arguments) {
        if (!input.truth()) {
            return new GeneratorValue("sync_do_map", java.util.Collections.emptyIterator());
        }
        return new GeneratorValue("sync_do_map", new Lazy(render, input, () -> mapping(render, arguments)));
    }

    private static Step mapping(Render render, Arguments arguments) {
        if (arguments.count() == 0 && arguments.named().containsKey("attribute")) {
            Map<String, Value> rest = new LinkedHashMap<>(arguments.named());
            AttributePath path = AttributePath.of(rest.remove("attribute"));
            Value otherwise = rest.remove("default");
            if (!rest.isEmpty()) {
                throw Failure.argument("Unexpected keyword argument "
                        + PythonText.quoted(rest.keySet().iterator().next()));
            }
            return element -> path.of(render, element, otherwise instanceof NoneValue ? null : otherwise);
        }
        if (arguments.count() == 0) {
            throw Failure.argument("map requires a filter argument");
        }
        String name = name(arguments.get(0), "filter");
        Arguments rest = arguments.from(1);
        return element -> Filters.apply(render, name, element, rest);
    }

    private static String name(Value value, String what) {
        if (value instanceof StrValue text) {
            return text.text();
        }
        throw Failure.runtime("No " + what + " named " + value.type() + ".");
    }

    private static Value select(Render render, Value input, Arguments arguments, boolean wanted, int skipped) {
        if (!input.truth()) {
            return new GeneratorValue("select_or_reject", java.util.Collections.emptyIterator());
        }
        return new GeneratorValue(
                "select_or_reject", new Lazy(render, input, () -> selecting(render, arguments, wanted, skipped)));
    }

    private static Step selecting(Render render, Arguments arguments, boolean wanted, int skipped) {
        if (arguments.count() < skipped) {
            throw Failure.argument("Missing parameter for attribute name");
        }
        AttributePath path = AttributePath.of(skipped == 0 ? null : arguments.get(0));
        if (arguments.count() == skipped) {
            return element -> path.of(render, element, null).truth() == wanted ? element : null;
        }
        String name = name(arguments.get(skipped), "test");
        Arguments rest = arguments.from(skipped + 1);
        return element -> Tests.apply(render, name, path.of(render, element, null), rest) == wanted ? element : null;
    }

    /** Passes the elements of a value through a step. */
    static GeneratorValue lazily(Render render, Value input, Step step) {
        return new GeneratorValue("sync_do_unique", new Lazy(render, input, () -> step));
    }

    /** Prepares itself when the first element is asked for, as a generator does. */
    private static final class Lazy implements Iterator<Value> {
        private final Render render;
        private final Value input;
        private final java.util.function.Supplier<Step> preparation;
        private @Nullable Step step;
        private @Nullable Iterator<Value> elements;
        private @Nullable Value next;

        Lazy(Render render, Value input, java.util.function.Supplier<Step> preparation) {
            this.render = render;
            this.input = input;
            this.preparation = preparation;
        }

        @Override
        public boolean hasNext() {
            Step prepared = step;
            Iterator<Value> source = elements;
            if (prepared == null || source == null) {
                prepared = preparation.get();
                step = prepared;
                source = input.iterator();
                elements = source;
            }
            while (next == null && source.hasNext()) {
                render.step();
                next = prepared.apply(source.next());
            }
            return next != null;
        }

        @Override
        public Value next() {
            if (!hasNext() || next == null) {
                throw new NoSuchElementException();
            }
            Value element = next;
            next = null;
            return element;
        }
    }
}
