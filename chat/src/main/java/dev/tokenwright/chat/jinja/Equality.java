package dev.tokenwright.chat.jinja;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Python's {@code ==}, {@code in} and hashing. */
final class Equality {
    private static final Object UNDEFINED_KEY = new Object();

    private Equality() {}

    static boolean equal(Value left, Value right) {
        if (left == right) {
            return !(left instanceof FloatValue number) || !Double.isNaN(number.asDouble());
        }
        if (left instanceof StrValue first) {
            return right instanceof StrValue second && first.text().equals(second.text());
        }
        if (left instanceof NumberValue first) {
            return right instanceof NumberValue second && numbers(first, second);
        }
        if (left instanceof SequenceValue first) {
            return right instanceof SequenceValue second && sequences(first, second);
        }
        if (left instanceof DictValue first) {
            return right instanceof DictValue second && dicts(first, second);
        }
        if (left instanceof RangeValue first) {
            return right instanceof RangeValue second && ranges(first, second);
        }
        if (left instanceof DictView first && first.part() != DictView.Part.VALUES) {
            return right instanceof DictView second
                    && second.part() != DictView.Part.VALUES
                    && first.length() == second.length()
                    && first.items().stream().allMatch(item -> containsItem(second.items(), item));
        }
        if (left instanceof BytesValue first) {
            return right instanceof BytesValue second && first.sameBytes(second);
        }
        return (left instanceof NoneValue && right instanceof NoneValue)
                || (left instanceof Undefined && right instanceof Undefined);
    }

    private static boolean numbers(NumberValue left, NumberValue right) {
        if (left.fitsLong() && right.fitsLong()) {
            return left.asLong() == right.asLong();
        }
        return Ordering.compareNumbers(left, right) == 0;
    }

    private static boolean sequences(SequenceValue left, SequenceValue right) {
        if (left instanceof ListValue != right instanceof ListValue || left.length() != right.length()) {
            return false;
        }
        for (int index = 0; index < left.length(); index++) {
            if (!same(left.items().get(index), right.items().get(index))) {
                return false;
            }
        }
        return true;
    }

    /** Equal or the same object, as containers compare their elements. */
    static boolean same(Value left, Value right) {
        return left == right || equal(left, right);
    }

    private static boolean dicts(DictValue left, DictValue right) {
        if (left.length() != right.length()) {
            return false;
        }
        for (DictValue.Entry entry : left.entries()) {
            Value other = right.get(entry.key());
            if (other == null || !same(entry.value(), other)) {
                return false;
            }
        }
        return true;
    }

    private static boolean ranges(RangeValue left, RangeValue right) {
        int length = left.length();
        return length == right.length()
                && (length == 0
                        || (left.at(0).asLong() == right.at(0).asLong()
                                && left.at(length - 1).asLong()
                                        == right.at(length - 1).asLong()));
    }

    private static boolean containsItem(List<Value> items, Value wanted) {
        for (Value item : items) {
            if (same(item, wanted)) {
                return true;
            }
        }
        return false;
    }

    /** {@code wanted in container}. */
    static boolean contains(Render render, Value container, Value wanted) {
        if (container instanceof StrValue text) {
            if (!(wanted instanceof StrValue part)) {
                throw Failure.type("'in <string>' requires string as left operand, not " + wanted.type());
            }
            render.steps(text.text().length() / 16);
            return text.text().contains(part.text());
        }
        if (container instanceof DictValue dict) {
            return dict.contains(wanted);
        }
        if (container instanceof DictView view && view.part() == DictView.Part.KEYS) {
            return view.dict().contains(wanted);
        }
        if (container instanceof RangeValue range && wanted instanceof NumberValue number && number.fitsLong()) {
            return range.indexOf(number.asLong()) >= 0;
        }
        if (!container.iterable()) {
            throw Failure.type("argument of type '" + container.type() + "' is not iterable");
        }
        Iterator<Value> items = container.iterator();
        while (items.hasNext()) {
            render.step();
            if (same(items.next(), wanted)) {
                return true;
            }
        }
        return false;
    }

    /** What stands for a value as the key of a Java map: equal for equal values. */
    static Object hashKey(Value value) {
        if (value instanceof StrValue text) {
            return text.text();
        }
        if (value instanceof NumberValue number) {
            return numberKey(number);
        }
        if (value instanceof Undefined) {
            return UNDEFINED_KEY;
        }
        if (value instanceof TupleValue tuple) {
            List<Object> keys = new ArrayList<>(tuple.length());
            for (Value item : tuple.items()) {
                keys.add(hashKey(item));
            }
            return keys;
        }
        if (!value.hashable()) {
            throw Failure.type("unhashable type: '" + value.type() + "'");
        }
        return value;
    }

    private static Object numberKey(NumberValue number) {
        if (number.fitsLong()) {
            return number.asLong();
        }
        if (!number.isFloat()) {
            return number.asBig();
        }
        double value = number.asDouble();
        if (Double.isNaN(value)) {
            return number;
        }
        if (value == Math.rint(value) && !Double.isInfinite(value)) {
            java.math.BigInteger integer = new BigDecimal(value).toBigInteger();
            return integer.bitLength() < Long.SIZE ? (Object) integer.longValue() : integer;
        }
        return value;
    }
}
