package dev.tokenwright.chat.jinja;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A macro, or the body of a call block, together with the variables around it. */
final class MacroValue extends CallableValue {
    /**
     * What a macro takes.
     *
     * @param name its name, empty for the body of a call block
     * @param parameters names of the parameters
     * @param caller whether the body uses {@code caller} without a parameter of that name
     * @param varargs whether it uses {@code varargs}
     * @param kwargs whether it uses {@code kwargs}
     */
    record Signature(String name, List<String> parameters, boolean caller, boolean varargs, boolean kwargs) {}

    /** The compiled body. */
    interface Body {
        /** Runs with the arguments in the order of the parameters; null where there is none. */
        Value run(Frame outer, @Nullable Value[] arguments);
    }

    private final Signature signature;
    private final Body body;
    private final Frame outer;

    MacroValue(Signature signature, Body body, Frame outer) {
        this.signature = signature;
        this.body = body;
        this.outer = outer;
    }

    @Override
    String type() {
        return "Macro";
    }

    @Override
    Value call(Render render, Arguments arguments) {
        List<@Nullable Value> values = new ArrayList<>();
        Map<String, Value> named = new LinkedHashMap<>(arguments.named());
        boolean foundCaller = false;
        int filled = Math.min(arguments.count(), signature.parameters().size());
        for (int index = 0; index < signature.parameters().size(); index++) {
            String name = signature.parameters().get(index);
            values.add(index < filled ? arguments.get(index) : named.remove(name));
            foundCaller |= name.equals("caller");
        }
        if (signature.caller() && !foundCaller) {
            Value caller = named.remove("caller");
            values.add(caller != null ? caller : Undefined.of("No caller defined"));
        }
        if (signature.kwargs()) {
            DictValue rest = new DictValue();
            named.forEach((name, value) -> rest.put(StrValue.of(name), value));
            values.add(rest);
        } else if (!named.isEmpty()) {
            throw refusal(named.keySet().iterator().next());
        }
        if (signature.varargs()) {
            values.add(new TupleValue(List.copyOf(arguments.positional().subList(filled, arguments.count()))));
        } else if (arguments.count() > signature.parameters().size()) {
            throw Failure.type("macro " + shownName() + " takes not more than "
                    + signature.parameters().size() + " argument(s)");
        }
        render.enter();
        Value text = body.run(outer, values.toArray(new Value[0]));
        render.leave();
        return text;
    }

    private Failure refusal(String name) {
        return Failure.type(
                name.equals("caller")
                        ? "macro " + shownName() + " was invoked with two values for the special caller argument. "
                                + "This is most likely a bug."
                        : "macro " + shownName() + " takes no keyword argument " + PythonText.quoted(name));
    }

    private String shownName() {
        return signature.name().isEmpty() ? "None" : PythonText.quoted(signature.name());
    }

    @Override
    @Nullable
    Value attribute(String attribute) {
        return switch (attribute) {
            case "name" -> signature.name().isEmpty() ? NoneValue.NONE : StrValue.of(signature.name());
            case "arguments" ->
                new TupleValue(List.copyOf(
                        signature.parameters().stream().map(StrValue::of).toList()));
            case "caller" -> BoolValue.of(signature.caller());
            case "catch_kwargs" -> BoolValue.of(signature.kwargs());
            case "catch_varargs" -> BoolValue.of(signature.varargs());
            case "explicit_caller" -> BoolValue.of(signature.parameters().contains("caller"));
            default -> Dunders.find(this, attribute);
        };
    }

    @Override
    void repr(StrBuilder out) {
        out.append("<Macro " + (signature.name().isEmpty() ? "anonymous" : PythonText.quoted(signature.name())) + ">");
    }
}
