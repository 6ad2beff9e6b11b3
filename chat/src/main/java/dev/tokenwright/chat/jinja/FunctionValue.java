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

    /** Whether the function is a class of the reference. */
    boolean isType() {
        return type.equals("type");
    }

    String name() {
        return name;
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
        String inTemplates = "transformers.utils.chat_template_utils._cached_compile_jinja_template.<locals>.";
        out.append(
                switch (name) {
                    case "namespace" -> "<class '" + inTemplates + "TemplateNamespace'>";
                    case "cycler" -> "<class 'jinja2.utils.Cycler'>";
                    case "joiner" -> "<class 'jinja2.utils.Joiner'>";
                    case "dict" -> "<" + inTemplates + "TemplateDict object at " + ADDRESS + ">";
                    case "range" -> "<function safe_range at " + ADDRESS + ">";
                    case "lipsum" -> "<function generate_lorem_ipsum at " + ADDRESS + ">";
                    default -> "<function _cached_compile_jinja_template.<locals>." + name + " at " + ADDRESS + ">";
                });
    }
}
