package dev.tokenwright.chat.jinja;

import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A list or a tuple. */
abstract sealed class SequenceValue extends Value permits ListValue, TupleValue {
    private final List<Value> items;

    SequenceValue(List<Value> items) {
        this.items = items;
    }

    final List<Value> items() {
        return items;
    }

    /** Another of the same kind. */
    abstract SequenceValue with(List<Value> newItems);

    @Override
    final boolean truth() {
        return !items.isEmpty();
    }

    @Override
    final boolean sized() {
        return true;
    }

    @Override
    final int length() {
        return items.size();
    }

    @Override
    final boolean iterable() {
        return true;
    }

    @Override
    final Iterator<Value> iterator() {
        return items.iterator();
    }

    @Override
    final boolean subscriptable() {
        return true;
    }

    @Override
    final @Nullable Value item(Value key) {
        if (!(key instanceof NumberValue number) || number.isFloat() || !number.fitsLong()) {
            return null;
        }
        long index = number.asLong() < 0 ? number.asLong() + items.size() : number.asLong();
        return index < 0 || index >= items.size() ? null : items.get((int) index);
    }

    final void writeItems(StrBuilder out) {
        out.render().enterData();
        String separator = "";
        for (Value item : items) {
            out.render().step();
            out.append(separator);
            item.repr(out);
            separator = ", ";
        }
        out.render().leaveData();
    }

    @Override
    final String inventory() {
        return "it has " + items.size() + (items.size() == 1 ? " element" : " elements");
    }
}
