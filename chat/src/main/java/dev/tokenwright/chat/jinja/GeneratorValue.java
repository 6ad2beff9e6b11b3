package dev.tokenwright.chat.jinja;

import java.util.Iterator;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Elements that can be walked through once, computed on the way. */
final class GeneratorValue extends Value {
    private static final Set<String> METHODS = Set.of("close", "send", "throw");
    private static final Set<String> UNSAFE = Set.of("gi_frame", "gi_code");

    private final String type;
    /** What {@code repr} shows before the address. */
    private final String shown;

    private final Iterator<Value> elements;

    private GeneratorValue(String type, String shown, Iterator<Value> elements) {
        this.type = type;
        this.shown = shown;
        this.elements = elements;
    }

    /**
     * Creates a generator.
     *
     * @param function name of the reference's function that makes the elements
     */
    GeneratorValue(String function, Iterator<Value> elements) {
        this("generator", "generator object " + function, elements);
    }

    /** What {@code reversed} gives for a value. */
    static GeneratorValue reversed(Value value, Iterator<Value> elements) {
        String type = "reversed";
        if (value instanceof ListValue) {
            type = "list_reverseiterator";
        } else if (value instanceof RangeValue) {
            type = "range_iterator";
        } else if (value instanceof DictValue) {
            type = "dict_reversekeyiterator";
        } else if (value instanceof DictView view) {
            type = switch (view.part()) {
                case KEYS -> "dict_reversekeyiterator";
                case VALUES -> "dict_reversevalueiterator";
                case ITEMS -> "dict_reverseitemiterator";
            };
        }
        return new GeneratorValue(type, type + " object", elements);
    }

    @Override
    String type() {
        return type;
    }

    @Override
    boolean iterable() {
        return true;
    }

    @Override
    Iterator<Value> iterator() {
        return elements;
    }

    @Override
    @Nullable
    Value attribute(String name) {
        if (type.equals("generator") && UNSAFE.contains(name)) {
            return Undefined.unsafe(this, name);
        }
        return type.equals("generator") && METHODS.contains(name)
                ? new MethodValue(this, name)
                : Dunders.find(this, name);
    }

    @Override
    void repr(StrBuilder out) {
        out.append("<" + shown + " at " + ADDRESS + ">");
    }
}
