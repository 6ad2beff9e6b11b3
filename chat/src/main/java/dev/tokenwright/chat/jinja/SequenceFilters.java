package dev.tokenwright.chat.jinja;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Filters of lists and other things with elements. */
final class SequenceFilters {
    private SequenceFilters() {}

    static void register(Map<String, Filters.Filter> filters) {
        filters.put("list", (render, input, arguments) -> {
            arguments.bind("do_list");
            return new ListValue(Ordering.list(render, input));
        });
        filters.put("join", SequenceFilters::join);
        filters.put("first", SequenceFilters::first);
        filters.put("last", SequenceFilters::last);
        filters.put("random", SequenceFilters::first);
        filters.put("reverse", SequenceFilters::reverse);
        filters.put("sort", SequenceFilters::sort);
        filters.put("dictsort", SequenceFilters::dictSort);
        filters.put("unique", SequenceFilters::unique);
        filters.put("min", (render, input, arguments) -> extreme(render, input, arguments, Ordering.Relation.LESS));
        filters.put("max", (render, input, arguments) -> extreme(render, input, arguments, Ordering.Relation.GREATER));
        filters.put("sum", SequenceFilters::sum);
        filters.put("batch", SequenceFilters::batch);
        filters.put("slice", SequenceFilters::slice);
        filters.put("groupby", SequenceFilters::groupBy);
        filters.put("items", SequenceFilters::items);
        Selections.register(filters);
    }

    /** What elements are compared by: an attribute, and without regard to case unless that is asked for. */
    static Value key(Render render, Value element, @Nullable Value attribute, boolean caseSensitive) {
        Value key = AttributePath.of(attribute).of(render, element, null);
        return caseSensitive ? key : ignoringCase(render, key);
    }

    private static Value ignoringCase(Render render, Value value) {
        return value instanceof StrValue text ? StrMethods.lower(render, text) : value;
    }

    private static Value join(Render render, Value input, Arguments arguments) {
        Arguments.Bound bound = arguments.bind("do_join", "d", "attribute");
        StrValue separator = bound.or(0, StrValue.EMPTY).str(render);
        AttributePath path = AttributePath.of(bound.orNone(1));
        StrBuilder out = new StrBuilder(render);
        boolean first = true;
        Iterator<Value> elements = input.iterator();
        while (elements.hasNext()) {
            render.step();
            if (!first) {
                out.append(separator);
            }
            first = false;
            path.of(render, elements.next(), null).text(out);
        }
        return out.build();
    }

    private static Value first(Render render, Value input, Arguments arguments) {
        arguments.bind("do_first");
        Iterator<Value> elements = input.iterator();
        return elements.hasNext() ? elements.next() : Undefined.of("No first item, sequence was empty.");
    }

    private static Value last(Render render, Value input, Arguments arguments) {
        arguments.bind("do_last");
        List<Value> reversed = reversed(render, input);
        if (reversed == null) {
            throw Failure.type("'" + input.type() + "' object is not reversible");
        }
        return reversed.isEmpty() ? Undefined.of("No last item, sequence was empty.") : reversed.get(0);
    }

    /** The elements from the last to the first, or null when the type has no order to reverse. */
    private static @Nullable List<Value> reversed(Render render, Value input) {
        boolean reversible = input instanceof StrValue
                || input instanceof SequenceValue
                || input instanceof DictValue
                || input instanceof DictView
                || input instanceof RangeValue
                || input instanceof Undefined;
        if (!reversible) {
            return null;
        }
        List<Value> elements = new ArrayList<>(Ordering.list(render, input));
        Collections.reverse(elements);
        return elements;
    }

    private static Value reverse(Render render, Value input, Arguments arguments) {
        arguments.bind("do_reverse");
        if (input instanceof StrValue text) {
            return Access.slice(render, text, null, null, IntValue.of(-1));
        }
        List<Value> reversed = reversed(render, input);
        if (reversed != null) {
            return GeneratorValue.reversed(input, reversed.iterator());
        }
        if (!input.iterable()) {
            throw Failure.argument("argument must be iterable");
        }
        List<Value> elements = Ordering.list(render, input);
        Collections.reverse(elements);
        return new ListValue(elements);
    }

    private static Value sort(Render render, Value input, Arguments arguments) {
        Arguments.Bound bound = arguments.bind("do_sort", "reverse", "case_sensitive", "attribute");
        List<AttributePath> paths = AttributePath.several(bound.orNone(2));
        boolean caseSensitive = bound.truth(1, false);
        List<Ordering.Keyed> keyed = new ArrayList<>();
        for (Value element : Ordering.list(render, input)) {
            List<Value> keys = new ArrayList<>(paths.size());
            for (AttributePath path : paths) {
                Value key = path.of(render, element, null);
                keys.add(caseSensitive ? key : ignoringCase(render, key));
            }
            keyed.add(new Ordering.Keyed(new ListValue(keys), element));
        }
        return new ListValue(Ordering.sorted(render, keyed, bound.truth(0, false)));
    }

    private static Value dictSort(Render render, Value input, Arguments arguments) {
        Arguments.Bound bound = arguments.bind("do_dictsort", "case_sensitive", "by", "reverse");
        Value by = bound.or(1, StrValue.of("key"));
        boolean byKey = by instanceof StrValue text && text.text().equals("key");
        if (!byKey && !(by instanceof StrValue text && text.text().equals("value"))) {
            throw Failure.argument("You can only sort by either \"key\" or \"value\"");
        }
        if (!(input instanceof DictValue dict)) {
            throw Failure.attribute(input, "items");
        }
        List<Ordering.Keyed> keyed = new ArrayList<>();
        for (DictValue.Entry entry : dict.entries()) {
            Value key = byKey ? entry.key() : entry.value();
            keyed.add(new Ordering.Keyed(
                    bound.truth(0, false) ? key : ignoringCase(render, key),
                    TupleValue.of(entry.key(), entry.value())));
        }
        return new ListValue(Ordering.sorted(render, keyed, bound.truth(2, false)));
    }

    private static Value unique(Render render, Value input, Arguments arguments) {
        Arguments.Bound bound = arguments.bind("do_unique", "case_sensitive", "attribute");
        Set<Object> seen = new HashSet<>();
        return Selections.lazily(render, input, element -> {
            Value key = key(render, element, bound.orNone(1), bound.truth(0, false));
            return seen.add(Equality.hashKey(key)) ? element : null;
        });
    }

    private static Value extreme(Render render, Value input, Arguments arguments, Ordering.Relation better) {
        Arguments.Bound bound = arguments.bind("do_min_or_max", "case_sensitive", "attribute");
        Value best = null;
        Value bestKey = null;
        for (Value element : Ordering.list(render, input)) {
            Value key = key(render, element, bound.orNone(1), bound.truth(0, false));
            if (best == null || bestKey == null || Ordering.holds(better, key, bestKey)) {
                best = element;
                bestKey = key;
            }
        }
        return best == null ? Undefined.of("No aggregated item, sequence was empty.") : best;
    }

    private static Value sum(Render render, Value input, Arguments arguments) {
        Arguments.Bound bound = arguments.bind("do_sum", "attribute", "start");
        AttributePath path = AttributePath.of(bound.orNone(0));
        Value sum = bound.or(1, IntValue.of(0));
        if (sum instanceof StrValue) {
            throw Failure.type("sum() can't sum strings [use ''.join(seq) instead]");
        }
        for (Value element : Ordering.list(render, input)) {
            sum = Arithmetic.apply(render, Arithmetic.Operator.ADD, sum, path.of(render, element, null));
        }
        return sum;
    }

    private static Value batch(Render render, Value input, Arguments arguments) {
        Arguments.Bound bound = arguments.bind("do_batch", "linecount!", "fill_with");
        Value count = bound.required(0);
        Value filling = bound.orNone(1);
        return new GeneratorValue("do_batch", new DeferredIterator(() -> rows(render, input, count, filling)));
    }

    private static List<Value> rows(Render render, Value input, Value count, @Nullable Value filling) {
        List<Value> rows = new ArrayList<>();
        List<Value> row = new ArrayList<>();
        for (Value element : Ordering.list(render, input)) {
            if (Equality.equal(IntValue.of(row.size()), count)) {
                rows.add(new ListValue(row));
                row = new ArrayList<>();
            }
            row.add(element);
        }
        if (!row.isEmpty()) {
            if (filling != null && Ordering.holds(Ordering.Relation.LESS, IntValue.of(row.size()), count)) {
                int missing = StrMethods.integer(count) - row.size();
                Arithmetic.payForElements(render, missing);
                row.addAll(Collections.nCopies(missing, filling));
            }
            rows.add(new ListValue(row));
        }
        return rows;
    }

    private static Value slice(Render render, Value input, Arguments arguments) {
        Arguments.Bound bound = arguments.bind("do_slice", "slices!", "fill_with");
        Value filling = bound.orNone(1);
        return new GeneratorValue(
                "sync_do_slice", new DeferredIterator(() -> columns(render, input, bound.required(0), filling)));
    }

    private static List<Value> columns(Render render, Value input, Value count, @Nullable Value filling) {
        List<Value> elements = Ordering.list(render, input);
        int slices = StrMethods.integer(count);
        if (slices == 0) {
            throw Arithmetic.zeroDivision("integer division or modulo by zero");
        }
        Arithmetic.payForElements(render, Math.max(0, slices));
        int each = Math.floorDiv(elements.size(), slices);
        int extra = Math.floorMod(elements.size(), slices);
        List<Value> columns = new ArrayList<>();
        int start = 0;
        for (int column = 0; column < slices; column++) {
            int end = start + each + (column < extra ? 1 : 0);
            List<Value> members = new ArrayList<>(elements.subList(start, end));
            if (filling != null && column >= extra) {
                members.add(filling);
            }
            columns.add(new ListValue(members));
            start = end;
        }
        return columns;
    }

    private static Value groupBy(Render render, Value input, Arguments arguments) {
        Arguments.Bound bound = arguments.bind("do_groupby", "attribute!", "default", "case_sensitive");
        AttributePath path = AttributePath.of(bound.required(0));
        Value otherwise = bound.orNone(1);
        boolean caseSensitive = bound.truth(2, false);
        List<Ordering.Keyed> keyed = new ArrayList<>();
        for (Value element : Ordering.list(render, input)) {
            Value key = path.of(render, element, otherwise);
            Value compared = caseSensitive ? key : ignoringCase(render, key);
            keyed.add(new Ordering.Keyed(compared, new TupleValue(List.of(compared, key, element))));
        }
        List<Value> groups = new ArrayList<>();
        List<Value> members = new ArrayList<>();
        Value current = null;
        for (Value sorted : Ordering.sorted(render, keyed, false)) {
            List<Value> three = ((TupleValue) sorted).items();
            if (current == null || !Equality.same(current, three.get(0))) {
                members = new ArrayList<>();
                groups.add(TupleValue.group(three.get(1), new ListValue(members)));
            }
            current = three.get(0);
            members.add(three.get(2));
        }
        return new ListValue(groups);
    }

    private static Value items(Render render, Value input, Arguments arguments) {
        arguments.bind("do_items");
        if (input instanceof Undefined) {
            return new GeneratorValue("do_items", Collections.emptyIterator());
        }
        if (!(input instanceof DictValue dict)) {
            return new GeneratorValue("do_items", new DeferredIterator(() -> {
                throw Failure.type("Can only get item pairs from a mapping.");
            }));
        }
        render.steps(dict.length());
        return new GeneratorValue("do_items", new DictView(dict, DictView.Part.ITEMS).iterator());
    }
}
