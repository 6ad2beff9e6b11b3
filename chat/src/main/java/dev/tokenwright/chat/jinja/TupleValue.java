package dev.tokenwright.chat.jinja;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A tuple. */
final class TupleValue extends SequenceValue {
    static final TupleValue EMPTY = new TupleValue(List.of());

    /** Whether the tuple is a group, whose parts have the names {@code grouper} and {@code list}. */
    private final boolean group;

    private TupleValue(List<Value> items, boolean group) {
        super(items);
        this.group = group;
    }

    TupleValue(List<Value> items) {
        this(items, false);
    }

    static TupleValue of(Value first, Value second) {
        return new TupleValue(List.of(first, second), false);
    }

    /** A group of {@code groupby}. */
    static TupleValue group(Value grouper, Value members) {
        return new TupleValue(List.of(grouper, members), true);
    }

    @Override
    String type() {
        return group ? "_GroupTuple" : "tuple";
    }

    @Override
    TupleValue with(List<Value> newItems) {
        return new TupleValue(newItems, false);
    }

    @Override
    boolean hashable() {
        return items().stream().allMatch(Value::hashable);
    }

    @Override
    @Nullable
    Value attribute(String name) {
        if (group && (name.equals("grouper") || name.equals("list"))) {
            return items().get(name.equals("grouper") ? 0 : 1);
        }
        return name.equals("count") || name.equals("index") ? new MethodValue(this, name) : Dunders.find(this, name);
    }

    @Override
    void repr(StrBuilder out) {
        out.append("(");
        writeItems(out);
        out.append(length() == 1 ? ",)" : ")");
    }
}
