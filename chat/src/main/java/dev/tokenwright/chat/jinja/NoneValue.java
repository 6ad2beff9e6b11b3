package dev.tokenwright.chat.jinja;

import org.jspecify.annotations.Nullable;

/** {@code None}. */
final class NoneValue extends Value {
    /** The one that the template wrote. */
    static final NoneValue NONE = new NoneValue(Origin.TEMPLATE);

    private final Origin origin;

    NoneValue(Origin origin) {
        this.origin = origin;
    }

    @Override
    String type() {
        return "NoneType";
    }

    @Override
    boolean truth() {
        return false;
    }

    @Override
    @Nullable
    Value attribute(String name) {
        return Dunders.find(this, name);
    }

    @Override
    void repr(StrBuilder out) {
        out.append("None", origin, Runs.DERIVED);
    }

    @Override
    String typeInMessages() {
        return "None";
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof NoneValue;
    }

    @Override
    public int hashCode() {
        return 1;
    }
}
