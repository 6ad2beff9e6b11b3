package dev.tokenwright.chat.jinja;

import org.jspecify.annotations.Nullable;

/** What {@code joiner} gives: nothing at the first call, the separator from then on. */
final class JoinerValue extends CallableValue {
    private final Value separator;
    private boolean used;

    JoinerValue(Value separator) {
        this.separator = separator;
    }

    @Override
    String type() {
        return "Joiner";
    }

    @Override
    Value call(Render render, Arguments arguments) {
        arguments.bind("Joiner.__call__");
        if (!used) {
            used = true;
            return StrValue.EMPTY;
        }
        return separator;
    }

    @Override
    @Nullable
    Value attribute(String name) {
        return switch (name) {
            case "sep" -> separator;
            case "used" -> BoolValue.of(used);
            default -> Dunders.find(this, name);
        };
    }

    @Override
    void repr(StrBuilder out) {
        out.append("<jinja2.utils.Joiner object at " + ADDRESS + ">");
    }
}
