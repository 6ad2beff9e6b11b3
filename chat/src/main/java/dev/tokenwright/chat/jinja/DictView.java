package dev.tokenwright.chat.jinja;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code keys()}, {@code values()} or {@code items()} of a dictionary gives. */
final class DictView extends Value {
    /** Which part of the entries is seen. */
    enum Part {
        KEYS,
        VALUES,
        ITEMS
    }

    private final DictValue dict;
    private final Part part;

    DictView(DictValue dict, Part part) {
        this.dict = dict;
        this.part = part;
    }

    Part part() {
        return part;
    }

    DictValue dict() {
        return dict;
    }

    List<Value> items() {
        List<Value> items = new ArrayList<>(dict.length());
        for (DictValue.Entry entry : dict.entries()) {
            items.add(
                    switch (part) {
                        case KEYS -> entry.key();
                        case VALUES -> entry.value();
                        case ITEMS -> TupleValue.of(entry.key(), entry.value());
                    });
        }
        return items;
    }

    @Override
    String type() {
        return switch (part) {
            case KEYS -> "dict_keys";
            case VALUES -> "dict_values";
            case ITEMS -> "dict_items";
        };
    }

    @Override
    boolean truth() {
        return dict.truth();
    }

    @Override
    boolean sized() {
        return true;
    }

    @Override
    int length() {
        return dict.length();
    }

    @Override
    boolean iterable() {
        return true;
    }

    @Override
    Iterator<Value> iterator() {
        return items().iterator();
    }

    @Override
    boolean hashable() {
        return part == Part.VALUES;
    }

    @Override
    @Nullable
    Value attribute(String name) {
        if (name.equals("mapping")) {
            return dict;
        }
        return name.equals("isdisjoint") && part != Part.VALUES
                ? new MethodValue(this, name)
                : Dunders.find(this, name);
    }

    @Override
    void repr(StrBuilder out) {
        out.append(type()).append("(");
        new ListValue(items()).repr(out);
        out.append(")");
    }
}
