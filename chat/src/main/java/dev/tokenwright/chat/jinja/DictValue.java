package dev.tokenwright.chat.jinja;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A dictionary, in the order of insertion. Nothing changes it once the code that makes it is done. */
final class DictValue extends Value {
    private static final int MAX_NAMES_IN_MESSAGES = 20;
    private static final Set<String> METHODS = Set.of("copy", "fromkeys", "get", "items", "keys", "values");
    private static final Set<String> UNSAFE = Set.of("clear", "pop", "popitem", "setdefault", "update");

    /** A key as it is printed, and its value. */
    record Entry(Value key, Value value) {}

    private final Map<Object, Entry> entries = new LinkedHashMap<>();

    /** Adds or replaces; a key that is there already stays as it was. */
    void put(Value key, Value value) {
        Object hash = Equality.hashKey(key);
        Entry before = entries.get(hash);
        entries.put(hash, new Entry(before == null ? key : before.key(), value));
    }

    void putAll(DictValue other) {
        other.entries.values().forEach(entry -> put(entry.key(), entry.value()));
    }

    @Nullable
    Value get(Value key) {
        Entry entry = entries.get(Equality.hashKey(key));
        return entry == null ? null : entry.value();
    }

    @Nullable
    Value get(String key) {
        Entry entry = entries.get(key);
        return entry == null ? null : entry.value();
    }

    boolean contains(Value key) {
        return entries.containsKey(Equality.hashKey(key));
    }

    Collection<Entry> entries() {
        return entries.values();
    }

    List<Value> keys() {
        List<Value> keys = new ArrayList<>(entries.size());
        for (Entry entry : entries.values()) {
            keys.add(entry.key());
        }
        return keys;
    }

    @Override
    String type() {
        return "dict";
    }

    @Override
    boolean truth() {
        return !entries.isEmpty();
    }

    @Override
    boolean sized() {
        return true;
    }

    @Override
    int length() {
        return entries.size();
    }

    @Override
    boolean iterable() {
        return true;
    }

    @Override
    Iterator<Value> iterator() {
        return keys().iterator();
    }

    @Override
    boolean subscriptable() {
        return true;
    }

    @Override
    @Nullable
    Value item(Value key) {
        return key.hashable() ? get(key) : null;
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
        out.render().enterData();
        out.append("{");
        String separator = "";
        for (Entry entry : entries.values()) {
            out.render().step();
            out.append(separator);
            entry.key().repr(out);
            out.append(": ");
            entry.value().repr(out);
            separator = ", ";
        }
        out.append("}");
        out.render().leaveData();
    }

    @Override
    String inventory() {
        List<String> names = new ArrayList<>();
        for (Object key : entries.keySet()) {
            if (names.size() == MAX_NAMES_IN_MESSAGES) {
                names.add("…");
                break;
            }
            names.add(key instanceof String name ? name : String.valueOf(key));
        }
        return names.isEmpty() ? "it is empty" : "it has " + String.join(", ", names);
    }
}
