package dev.tokenwright.chat.jinja;

import org.jspecify.annotations.Nullable;

/** A method of a value, bound to it. */
final class MethodValue extends CallableValue {
    private final Value owner;
    private final String name;

    MethodValue(Value owner, String name) {
        this.owner = owner;
        this.name = name;
    }

    @Override
    String type() {
        return owner instanceof CyclerValue || owner instanceof LoopValue ? "method" : "builtin_function_or_method";
    }

    @Override
    Value call(Render render, Arguments arguments) {
        return Methods.call(render, owner, name, arguments);
    }

    @Override
    @Nullable
    Value attribute(String attribute) {
        return Dunders.find(this, attribute);
    }

    @Override
    void repr(StrBuilder out) {
        String of = type().equals("method") ? "bound method " + owner.type() + "." + name + " of " : "built-in method ";
        out.append("<" + of + name + " of " + owner.type() + " object at " + ADDRESS + ">");
    }
}
