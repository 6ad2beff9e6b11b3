package dev.tokenwright.chat.jinja;

import org.jspecify.annotations.Nullable;

/** A function that every template has. */
final class FunctionValue extends CallableValue {
    /** What it does. */
    interface Body {
        /** Does it. */
        Value call(Render render, Arguments arguments);
    }

    private final String name;
    private final String type;
    private final Body body;

    FunctionValue(String name, String type, Body body) {
        this.name = name;
        this.type = type;
        this.body = body;
    }

    @Override
    String type() {
        return type;
    }

    @Override
    Value call(Render render, Arguments arguments) {
        return body.call(render, arguments);
    }

    @Override
    @Nullable
    Value attribute(String attribute) {
        if (name.equals("dict") && attribute.equals("fromkeys")) {
            return new MethodValue(new DictValue(), "fromkeys");
        }
        return Dunders.find(this, attribute);
    }

    @Override
    void repr(StrBuilder out) {
        throw Failure.type("the function " + name + " is printed, which shows an address of memory in the reference");
    }
}
