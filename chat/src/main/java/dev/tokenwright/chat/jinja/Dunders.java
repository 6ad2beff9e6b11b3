package dev.tokenwright.chat.jinja;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Python's own attributes, which every object has and the sandbox gives nobody. */
final class Dunders {
    private static final Set<String> OF_ALL = Set.of(
            "__class__",
            "__delattr__",
            "__dir__",
            "__doc__",
            "__eq__",
            "__format__",
            "__ge__",
            "__getattribute__",
            "__getstate__",
            "__gt__",
            "__hash__",
            "__init__",
            "__init_subclass__",
            "__le__",
            "__lt__",
            "__ne__",
            "__new__",
            "__reduce__",
            "__reduce_ex__",
            "__repr__",
            "__setattr__",
            "__sizeof__",
            "__str__",
            "__subclasshook__");
    private static final Set<String> OF_CONTAINERS = Set.of("__len__", "__iter__", "__contains__", "__getitem__");
    private static final Set<String> OF_FUNCTIONS =
            Set.of("__call__", "__name__", "__self__", "__globals__", "__code__", "__func__", "__module__", "__dict__");

    private Dunders() {}

    /** An undefined value that says why, or null when there is no such attribute. */
    static @Nullable Value find(Value owner, String name) {
        if (!name.startsWith("__")) {
            return null;
        }
        boolean there = OF_ALL.contains(name)
                || (owner.sized() && OF_CONTAINERS.contains(name))
                || (owner instanceof CallableValue && OF_FUNCTIONS.contains(name))
                || (owner instanceof NumberValue && name.equals("__add__"))
                || (owner instanceof StrValue text && text.markup() && name.equals("__html__"));
        return there ? Undefined.unsafe(owner, name) : null;
    }
}
