package dev.tokenwright.chat.jinja;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The way to an attribute that filters take, such as {@code function.name} or {@code items.0}. */
record AttributePath(List<Value> parts) {
    static AttributePath of(@Nullable Value attribute) {
        if (attribute == null || attribute instanceof NoneValue) {
            return new AttributePath(List.of());
        }
        if (!(attribute instanceof StrValue path)) {
            return new AttributePath(List.of(attribute));
        }
        List<Value> parts = new ArrayList<>();
        for (StrValue part : StrSplits.split(path, ".", -1)) {
            boolean number = !part.text().isEmpty() && part.text().codePoints().allMatch(PythonText::isDigit);
            java.math.BigInteger index = number ? Conversions.parseInteger(part.text(), 10) : null;
            parts.add(index == null ? part : IntValue.of(index, Origin.TEMPLATE));
        }
        return new AttributePath(parts);
    }

    /** The ways to several attributes with commas between them. */
    static List<AttributePath> several(@Nullable Value attributes) {
        if (!(attributes instanceof StrValue paths)) {
            return List.of(of(attributes));
        }
        List<AttributePath> several = new ArrayList<>();
        for (StrValue path : StrSplits.split(paths, ",", -1)) {
            several.add(of(path));
        }
        return several;
    }

    /** The attribute of an element, or what stands for one that is not there. */
    Value of(Render render, Value element, @Nullable Value otherwise) {
        Value value = element;
        for (Value part : parts) {
            render.step();
            value = Access.item(render, value, part);
            if (otherwise != null && value instanceof Undefined) {
                value = otherwise;
            }
        }
        return value;
    }
}
