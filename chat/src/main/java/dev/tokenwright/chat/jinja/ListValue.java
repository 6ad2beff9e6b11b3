package dev.tokenwright.chat.jinja;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A list. Nothing changes it once it is made. */
final class ListValue extends SequenceValue {
    private static final Set<String> METHODS =
            Set.of("append", "clear", "copy", "count", "extend", "index", "insert", "pop", "remove", "reverse", "sort");
    private static final Set<String> UNSAFE =
            Set.of("append", "clear", "pop", "reverse", "insert", "sort", "extend", "remove");

    ListValue(List<Value> items) {
        super(items);
    }

    @Override
    String type() {
        return "list";
    }

    @Override
    ListValue with(List<Value> newItems) {
        return new ListValue(newItems);
    }

    @Override
    boolean hashable() {
        return false;
    }

    @Override
    @Nullable
    Value attribute(String name) {
        if (UNSAFE.contains(name)) {
            return Undefined.unsafe(this, name);
        }
        return METHODS.contains(name) ? new MethodValue(this, name) : Dunders.find(this, name);
    }

    @Override
    void repr(StrBuilder out) {
        out.append("[");
        writeItems(out);
        out.append("]");
    }
}
