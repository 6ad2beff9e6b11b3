package dev.tokenwright.chat.jinja;

import java.util.Iterator;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Elements that can be walked through once, computed on the way. */
final class GeneratorValue extends Value {
    private static final Set<String> METHODS = Set.of("close", "send", "throw");
    private static final Set<String> UNSAFE = Set.of("gi_frame", "gi_code");

    private final String type;
    private final Iterator<Value> elements;

    /**
     * Creates a generator.
     *
     * @param type Python's name of the type
     */
    GeneratorValue(String type, Iterator<Value> elements) {
        this.type = type;
        this.elements = elements;
    }

    GeneratorValue(Iterator<Value> elements) {
        this("generator", elements);
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
        throw new Failure(
                dev.tokenwright.error.TemplateException.Kind.TYPE,
                "TypeError",
                "a " + type + " is printed, which shows an address of memory in the reference",
                "use the list filter");
    }
}
