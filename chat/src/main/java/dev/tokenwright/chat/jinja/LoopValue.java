package dev.tokenwright.chat.jinja;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The variable {@code loop} of a {@code for} loop, and the walk through its elements. */
final class LoopValue extends Value {
    /** Renders the body of a recursive loop for other elements. */
    interface Recursion {
        /** Renders, one level deeper. */
        Value render(Value iterable, int depth0);
    }

    private final Value iterable;
    private final @Nullable Recursion recursion;
    private final int depth0;
    private Iterator<Value> elements;
    private int index0 = -1;
    private int length = -1;
    private @Nullable Value before;
    private @Nullable Value current;
    private @Nullable Value after;
    private @Nullable TupleValue lastChanged;

    LoopValue(Value iterable, Iterator<Value> elements, @Nullable Recursion recursion, int depth0) {
        this.iterable = iterable;
        this.elements = elements;
        this.recursion = recursion;
        this.depth0 = depth0;
    }

    /** The next element, or null at the end. */
    @Nullable
    Value advance() {
        Value next = after;
        after = null;
        if (next == null) {
            if (!elements.hasNext()) {
                return null;
            }
            next = elements.next();
        }
        index0++;
        before = current;
        current = next;
        return next;
    }

    private @Nullable Value peek() {
        if (after == null && elements.hasNext()) {
            after = elements.next();
        }
        return after;
    }

    @Override
    int length() {
        if (length < 0) {
            if (iterable.sized()) {
                length = iterable.length();
            } else {
                List<Value> rest = new ArrayList<>();
                elements.forEachRemaining(rest::add);
                elements = rest.iterator();
                length = rest.size() + index0 + 1 + (after == null ? 0 : 1);
            }
        }
        return length;
    }

    @Override
    boolean sized() {
        return true;
    }

    @Override
    boolean iterable() {
        return true;
    }

    /** The rest of the walk: each element with the loop itself. */
    @Override
    Iterator<Value> iterator() {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return peek() != null;
            }

            @Override
            public Value next() {
                Value element = advance();
                if (element == null) {
                    throw new java.util.NoSuchElementException();
                }
                return TupleValue.of(element, LoopValue.this);
            }
        };
    }

    @Override
    boolean truth() {
        return length() > 0;
    }

    @Override
    String type() {
        return "LoopContext";
    }

    @Override
    @Nullable
    Value attribute(String name) {
        return switch (name) {
            case "index" -> IntValue.of(index0 + 1L);
            case "index0" -> IntValue.of(index0);
            case "first" -> BoolValue.of(index0 == 0);
            case "last" -> BoolValue.of(peek() == null);
            case "length" -> IntValue.of(length());
            case "revindex" -> IntValue.of(length() - index0);
            case "revindex0" -> IntValue.of(length() - index0 - 1L);
            case "depth" -> IntValue.of(depth0 + 1L);
            case "depth0" -> IntValue.of(depth0);
            case "previtem" -> orUndefined(index0 == 0 ? null : before, "there is no previous item");
            case "nextitem" -> orUndefined(peek(), "there is no next item");
            case "cycle", "changed" -> new MethodValue(this, name);
            default -> Dunders.find(this, name);
        };
    }

    private static Value orUndefined(@Nullable Value value, String otherwise) {
        return value == null ? Undefined.of(otherwise) : value;
    }

    Value cycle(List<Value> items) {
        if (items.isEmpty()) {
            throw Failure.type("no items for cycling given");
        }
        return items.get(index0 % items.size());
    }

    boolean changed(List<Value> values) {
        TupleValue now = new TupleValue(values);
        if (lastChanged != null && Equality.equal(lastChanged, now)) {
            return false;
        }
        lastChanged = now;
        return true;
    }

    Value recurse(Value inner) {
        if (recursion == null) {
            throw Failure.type("The loop must have the 'recursive' marker to be called recursively.");
        }
        return recursion.render(inner, depth0 + 1);
    }

    @Override
    void repr(StrBuilder out) {
        out.append("<LoopContext " + (index0 + 1) + "/" + length() + ">");
    }
}
