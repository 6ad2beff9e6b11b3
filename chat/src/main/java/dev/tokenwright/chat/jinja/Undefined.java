package dev.tokenwright.chat.jinja;

import dev.tokenwright.error.TemplateException.Kind;
import java.util.Collections;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Stands for a value that is not there. It prints as nothing, is false and empty; anything else fails. */
final class Undefined extends Value {
    private final Kind kind;
    private final String detail;
    private final String hint;

    private Undefined(Kind kind, String detail, String hint) {
        this.kind = kind;
        this.detail = detail;
        this.hint = hint;
    }

    static Undefined of(String detail) {
        return new Undefined(Kind.UNDEFINED, detail, "");
    }

    static Undefined ofName(String name, String hint) {
        return new Undefined(Kind.UNDEFINED, PythonText.quoted(name) + " is undefined", hint);
    }

    /** For an attribute or element that a value does not have. */
    static Undefined of(Value owner, Value key) {
        String detail;
        if (key instanceof StrValue name) {
            detail = PythonText.quoted(owner.typeInMessages()) + " has no attribute " + PythonText.quoted(name.text());
        } else {
            String shown = key instanceof IntValue index ? index.digits() : key.type();
            detail = owner.typeInMessages() + " has no element " + shown;
        }
        return new Undefined(Kind.UNDEFINED, detail, owner.inventory());
    }

    /** For an attribute that the sandbox does not give. */
    static Undefined unsafe(Value owner, String name) {
        return new Undefined(
                Kind.SECURITY,
                "access to attribute " + PythonText.quoted(name) + " of '" + owner.type() + "' object is unsafe.",
                "");
    }

    boolean isUnsafe() {
        return kind == Kind.SECURITY;
    }

    /** What using it fails with. */
    Failure failure() {
        return new Failure(kind, kind == Kind.SECURITY ? "SecurityError" : "UndefinedError", detail, hint);
    }

    @Override
    String type() {
        return "Undefined";
    }

    @Override
    boolean truth() {
        return false;
    }

    @Override
    boolean sized() {
        return true;
    }

    @Override
    int length() {
        return 0;
    }

    @Override
    boolean iterable() {
        return true;
    }

    @Override
    Iterator<Value> iterator() {
        return Collections.emptyIterator();
    }

    @Override
    boolean subscriptable() {
        return true;
    }

    @Override
    @Nullable
    Value item(Value key) {
        throw failure();
    }

    @Override
    @Nullable
    Value attribute(String name) {
        if (name.startsWith("__") && name.endsWith("__")) {
            return Dunders.find(this, name);
        }
        throw failure();
    }

    @Override
    void repr(StrBuilder out) {
        out.append("Undefined");
    }

    @Override
    void text(StrBuilder out) {
        // prints as nothing
    }
}
