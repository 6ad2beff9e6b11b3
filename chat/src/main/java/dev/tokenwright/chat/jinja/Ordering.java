package dev.tokenwright.chat.jinja;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Python's {@code <} and its kin, and sorting. */
final class Ordering {
    /** Which comparison is asked for. */
    enum Relation {
        LESS("<"),
        LESS_OR_EQUAL("<="),
        GREATER(">"),
        GREATER_OR_EQUAL(">=");

        private final String sign;

        Relation(String sign) {
            this.sign = sign;
        }

        boolean holds(int comparison) {
            return switch (this) {
                case LESS -> comparison < 0;
                case LESS_OR_EQUAL -> comparison <= 0;
                case GREATER -> comparison > 0;
                case GREATER_OR_EQUAL -> comparison >= 0;
            };
        }
    }

    private Ordering() {}

    static boolean holds(Relation relation, Value left, Value right) {
        if (left instanceof Undefined undefined) {
            throw undefined.failure();
        }
        if (right instanceof Undefined undefined) {
            throw undefined.failure();
        }
        if (left instanceof NumberValue first && right instanceof NumberValue second) {
            return !isNan(first) && !isNan(second) && relation.holds(compareNumbers(first, second));
        }
        if (left instanceof StrValue first && right instanceof StrValue second) {
            return relation.holds(compareTexts(first.text(), second.text()));
        }
        if (left instanceof SequenceValue first
                && right instanceof SequenceValue second
                && first instanceof ListValue == second instanceof ListValue) {
            return sequences(relation, first, second);
        }
        throw Failure.type("'" + relation.sign + "' not supported between instances of '" + left.type() + "' and '"
                + right.type() + "'");
    }

    private static boolean isNan(NumberValue number) {
        return number.isFloat() && Double.isNaN(number.asDouble());
    }

    private static boolean sequences(Relation relation, SequenceValue left, SequenceValue right) {
        int common = Math.min(left.length(), right.length());
        for (int index = 0; index < common; index++) {
            Value first = left.items().get(index);
            Value second = right.items().get(index);
            if (!Equality.same(first, second)) {
                return holds(relation, first, second);
            }
        }
        return relation.holds(Integer.compare(left.length(), right.length()));
    }

    /** Compares exactly; NaN is like nothing. */
    static int compareNumbers(NumberValue left, NumberValue right) {
        if (left.fitsLong() && right.fitsLong()) {
            return Long.compare(left.asLong(), right.asLong());
        }
        if (left.isFloat() && right.isFloat()) {
            double first = left.asDouble();
            double second = right.asDouble();
            return first == second ? 0 : first < second ? -1 : 1;
        }
        if (left.isFloat() && !Double.isFinite(left.asDouble())) {
            return left.asDouble() < 0 ? -1 : 1;
        }
        if (right.isFloat() && !Double.isFinite(right.asDouble())) {
            return right.asDouble() < 0 ? 1 : -1;
        }
        return left.exact().compareTo(right.exact());
    }

    /** Compares by code points. */
    static int compareTexts(String left, String right) {
        int common = Math.min(left.length(), right.length());
        for (int index = 0; index < common; index++) {
            char first = left.charAt(index);
            char second = right.charAt(index);
            if (first != second) {
                boolean surrogates = Character.isSurrogate(first) != Character.isSurrogate(second);
                return surrogates ? (Character.isSurrogate(first) ? 1 : -1) : Character.compare(first, second);
            }
        }
        return Integer.compare(left.length(), right.length());
    }

    /** An element and what it is sorted by. */
    record Keyed(Value key, Value element) {}

    /** Sorts stably. A reversed sort keeps equal elements in their order too. */
    static List<Value> sorted(Render render, List<Keyed> elements, boolean reverse) {
        List<Keyed> sorted = new ArrayList<>(elements);
        if (reverse) {
            java.util.Collections.reverse(sorted);
        }
        mergeSort(render, sorted);
        if (reverse) {
            java.util.Collections.reverse(sorted);
        }
        List<Value> result = new ArrayList<>(sorted.size());
        sorted.forEach(keyed -> result.add(keyed.element()));
        return result;
    }

    /** Bottom-up merging: any order that comparisons claim, contradictory ones too, ends. */
    private static void mergeSort(Render render, List<Keyed> list) {
        Keyed[] from = list.toArray(Keyed[]::new);
        Keyed[] to = new Keyed[from.length];
        for (int width = 1; width < from.length; width *= 2) {
            for (int start = 0; start < from.length; start += 2 * width) {
                merge(
                        render,
                        from,
                        to,
                        start,
                        Math.min(start + width, from.length),
                        Math.min(start + 2 * width, from.length));
            }
            Keyed[] swap = from;
            from = to;
            to = swap;
        }
        for (int index = 0; index < from.length; index++) {
            list.set(index, from[index]);
        }
    }

    private static void merge(Render render, Keyed[] from, Keyed[] to, int start, int middle, int end) {
        int left = start;
        int right = middle;
        for (int index = start; index < end; index++) {
            render.step();
            boolean takeRight =
                    left == middle || (right < end && holds(Relation.LESS, from[right].key(), from[left].key()));
            to[index] = takeRight ? from[right++] : from[left++];
        }
    }

    /** What an element of a list costs, in characters. */
    private static final int ELEMENT = 8;

    /** All elements of an iterable value. */
    static List<Value> list(Render render, Value value) {
        List<Value> list = new ArrayList<>();
        Iterator<Value> elements = value.iterator();
        while (elements.hasNext()) {
            render.step();
            render.spend(ELEMENT);
            list.add(elements.next());
        }
        return list;
    }
}
