package dev.tokenwright.chat.jinja;

import org.jspecify.annotations.Nullable;

/** What {@code namespace} gives: the one thing that templates can change. */
final class NamespaceValue extends Value {
    private final DictValue attributes;

    NamespaceValue(DictValue attributes) {
        attributes.entries().forEach(entry -> check(entry.key()));
        this.attributes = attributes;
    }

    private static void check(Value name) {
        if (name instanceof StrValue text && text.text().startsWith("_")) {
            throw Failure.security("Chat templates cannot store underscore-prefixed attributes on a namespace, but got "
                    + PythonText.quoted(text.text()) + ". Please rename the attribute.");
        }
    }

    void set(String name, Value value) {
        StrValue key = StrValue.of(name);
        check(key);
        attributes.put(key, value);
    }

    @Override
    String type() {
        return "TemplateNamespace";
    }

    @Override
    @Nullable
    Value attribute(String name) {
        Value value = attributes.get(name);
        if (value != null) {
            return name.startsWith("_") ? Undefined.unsafe(this, name) : value;
        }
        return name.equals("__class__") ? Undefined.unsafe(this, name) : null;
    }

    @Override
    void repr(StrBuilder out) {
        out.append("<Namespace ");
        attributes.repr(out);
        out.append(">");
    }

    @Override
    String inventory() {
        return attributes.inventory();
    }
}
