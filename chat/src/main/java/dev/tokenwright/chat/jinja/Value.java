package dev.tokenwright.chat.jinja;

import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Anything an expression can be: plain data, and the few kinds of objects that the language itself makes. The methods
 * are Python's protocols; what a kind does not have fails with the reference's words.
 */
abstract sealed class Value
        permits NoneValue,
                NumberValue,
                StrValue,
                BytesValue,
                SequenceValue,
                DictValue,
                DictView,
                Undefined,
                RangeValue,
                GeneratorValue,
                NamespaceValue,
                LoopValue,
                CyclerValue,
                CallableValue {

    /** Stands where the reference prints where an object is in memory. */
    static final String ADDRESS = "0x000000000000";

    /** Python's name of the type. */
    abstract String type();

    boolean truth() {
        return true;
    }

    /** Whether {@code len} works. */
    boolean sized() {
        return false;
    }

    int length() {
        throw Failure.type("object of type '" + type() + "' has no len()");
    }

    /** Whether {@code iter} works. */
    boolean iterable() {
        return false;
    }

    Iterator<Value> iterator() {
        throw Failure.type("'" + type() + "' object is not iterable");
    }

    /** Whether {@code value[key]} is an operation of the type. */
    boolean subscriptable() {
        return false;
    }

    /** {@code value[key]}, or null when there is none. */
    @Nullable
    Value item(Value key) {
        return null;
    }

    /** {@code value.name}, methods included, or null when there is none. */
    @Nullable
    Value attribute(String name) {
        return null;
    }

    /** Whether the type has a hash, so that the value can be a key. */
    boolean hashable() {
        return true;
    }

    /** Writes what {@code repr} gives. */
    abstract void repr(StrBuilder out);

    /** Writes what {@code str} gives. */
    void text(StrBuilder out) {
        repr(out);
    }

    /** What {@code str} gives. */
    StrValue str(Render render) {
        StrBuilder out = new StrBuilder(render);
        text(out);
        return out.build();
    }

    /** What the data had, for a message about something missing. */
    String inventory() {
        return "";
    }

    /** The type as {@code jinja2} names it in messages. */
    String typeInMessages() {
        return type() + " object";
    }
}
