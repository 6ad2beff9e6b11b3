package dev.tokenwright.chat.jinja;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code cycler} gives. */
final class CyclerValue extends Value {
    private final List<Value> items;
    private int position;

    CyclerValue(List<Value> items) {
        if (items.isEmpty()) {
            throw Failure.value("RuntimeError", "at least one item has to be provided");
        }
        this.items = items;
    }

    Value next() {
        Value current = items.get(position);
        position = (position + 1) % items.size();
        return current;
    }

    void reset() {
        position = 0;
    }

    @Override
    String type() {
        return "Cycler";
    }

    @Override
    @Nullable
    Value attribute(String name) {
        return switch (name) {
            case "current" -> items.get(position);
            case "pos" -> IntValue.of(position);
            case "items" -> new TupleValue(items);
            case "next", "reset" -> new MethodValue(this, name);
            default -> Dunders.find(this, name);
        };
    }

    @Override
    void repr(StrBuilder out) {
        out.append("<jinja2.utils.Cycler object at " + ADDRESS + ">");
    }
}
