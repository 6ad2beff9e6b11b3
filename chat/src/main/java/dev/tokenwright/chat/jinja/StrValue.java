package dev.tokenwright.chat.jinja;

import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * A text with the origin of each character: the one kind of text there is. Indices of the template count code points,
 * those of the methods here UTF-16 units unless they say otherwise.
 */
final class StrValue extends Value {
    static final StrValue EMPTY = new StrValue("", null, false);

    private static final int UNKNOWN = -1;

    private final String text;
    /** Null where nobody asked, or where the template computed all of it. */
    private final @Nullable Runs runs;
    /** Whether the text is marked as safe markup. */
    private final boolean markup;

    /** Number of code points, once known. */
    private int codePoints = UNKNOWN;

    StrValue(String text, @Nullable Runs runs, boolean markup) {
        this.text = text;
        this.runs = runs;
        this.markup = markup;
    }

    /** A text that the template computed from nothing but itself. */
    static StrValue of(String text) {
        return text.isEmpty() ? EMPTY : new StrValue(text, null, false);
    }

    String text() {
        return text;
    }

    @Nullable
    Runs runs() {
        return runs;
    }

    boolean markup() {
        return markup;
    }

    StrValue asMarkup() {
        return markup ? this : new StrValue(text, runs, true);
    }

    StrValue asPlain() {
        return markup ? new StrValue(text, runs, false) : this;
    }

    /** Another text of the same length, character by character from this one. */
    StrValue rewritten(String sameLength) {
        return sameLength.equals(text) ? this : new StrValue(sameLength, runs, markup);
    }

    /** A text computed from the whole of this one. */
    StrValue derived(String computed) {
        Runs derived = runs == null ? null : Runs.of(computed.length(), Runs.whole(runs), Runs.DERIVED);
        return new StrValue(computed, derived, markup);
    }

    /** The origin of something computed from the whole. */
    Origin origin() {
        return Runs.whole(runs);
    }

    StrValue slice(int from, int to) {
        if (from == 0 && to == text.length()) {
            return this;
        }
        if (from >= to) {
            return markup ? EMPTY.asMarkup() : EMPTY;
        }
        return new StrValue(text.substring(from, to), runs == null ? null : runs.slice(from, to), markup);
    }

    /** Index of the UTF-16 unit at which a code point begins. */
    int unit(int codePoint) {
        return isBasic() ? codePoint : text.offsetByCodePoints(0, codePoint);
    }

    /** Number of code points before a UTF-16 unit. */
    int codePoint(int unit) {
        return isBasic() ? unit : text.codePointCount(0, unit);
    }

    private boolean isBasic() {
        return length() == text.length();
    }

    @Override
    String type() {
        return markup ? "Markup" : "str";
    }

    @Override
    boolean truth() {
        return !text.isEmpty();
    }

    @Override
    boolean sized() {
        return true;
    }

    /** Number of code points. */
    @Override
    int length() {
        int count = codePoints;
        if (count == UNKNOWN) {
            count = text.codePointCount(0, text.length());
            codePoints = count;
        }
        return count;
    }

    @Override
    boolean iterable() {
        return true;
    }

    /** The characters, made one by one. */
    @Override
    Iterator<Value> iterator() {
        return new Iterator<>() {
            private int index;

            @Override
            public boolean hasNext() {
                return index < text.length();
            }

            @Override
            public Value next() {
                if (index >= text.length()) {
                    throw new java.util.NoSuchElementException();
                }
                int start = index;
                index += Character.charCount(text.codePointAt(start));
                return slice(start, index).asPlain();
            }
        };
    }

    @Override
    boolean subscriptable() {
        return true;
    }

    @Override
    @Nullable
    Value item(Value key) {
        if (!(key instanceof NumberValue number) || number.isFloat() || !number.fitsLong()) {
            return null;
        }
        long index = number.asLong() < 0 ? number.asLong() + length() : number.asLong();
        if (index < 0 || index >= length()) {
            return null;
        }
        int from = unit((int) index);
        return slice(from, from + Character.charCount(text.codePointAt(from)));
    }

    @Override
    @Nullable
    Value attribute(String name) {
        if (StrMethods.NAMES.contains(name) || (markup && MarkupText.METHODS.contains(name))) {
            return new MethodValue(this, name);
        }
        return Dunders.find(this, name);
    }

    @Override
    void repr(StrBuilder out) {
        if (markup) {
            out.append("Markup(");
        }
        StrRepr.write(this, out);
        if (markup) {
            out.append(")");
        }
    }

    @Override
    void text(StrBuilder out) {
        out.append(this);
    }

    @Override
    StrValue str(Render render) {
        return asPlain();
    }

    @Override
    String typeInMessages() {
        return markup ? "markupsafe.Markup object" : "str object";
    }
}
