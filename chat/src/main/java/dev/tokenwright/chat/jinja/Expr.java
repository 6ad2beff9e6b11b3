package dev.tokenwright.chat.jinja;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An expression as it is written. {@code at} is its offset into the source. */
sealed interface Expr {
    int at();

    /** Gives every expression directly inside this one. */
    void children(Consumer<Expr> visitor);

    /** A number, a boolean or None. */
    record Constant(Value value, int at) implements Expr {
        @Override
        public void children(Consumer<Expr> visitor) {}
    }

    /** A string, whose text begins behind the quote. */
    record Text(String text, int at) implements Expr {
        @Override
        public void children(Consumer<Expr> visitor) {}
    }

    /** A variable. */
    record Name(String name, int at) implements Expr {
        @Override
        public void children(Consumer<Expr> visitor) {}
    }

    /** {@code [a, b]}. */
    record ListDisplay(List<Expr> items, int at) implements Expr {
        @Override
        public void children(Consumer<Expr> visitor) {
            items.forEach(visitor);
        }
    }

    /** {@code (a, b)}. */
    record TupleDisplay(List<Expr> items, int at) implements Expr {
        @Override
        public void children(Consumer<Expr> visitor) {
            items.forEach(visitor);
        }
    }

    /** {@code {a: b}}. */
    record DictDisplay(List<Expr> keys, List<Expr> values, int at) implements Expr {
        @Override
        public void children(Consumer<Expr> visitor) {
            keys.forEach(visitor);
            values.forEach(visitor);
        }
    }

    /** {@code target.name}. */
    record Attribute(Expr target, String name, int at) implements Expr {
        @Override
        public void children(Consumer<Expr> visitor) {
            visitor.accept(target);
        }
    }

    /** {@code target[key]}. */
    record Item(Expr target, Expr key, int at) implements Expr {
        @Override
        public void children(Consumer<Expr> visitor) {
            visitor.accept(target);
            visitor.accept(key);
        }
    }

    /** {@code target[start:stop:step]}. */
    record Slice(Expr target, @Nullable Expr start, @Nullable Expr stop, @Nullable Expr step, int at) implements Expr {
        @Override
        public void children(Consumer<Expr> visitor) {
            visitor.accept(target);
            for (Expr bound : new @Nullable Expr[] {start, stop, step}) {
                if (bound != null) {
                    visitor.accept(bound);
                }
            }
        }
    }

    /** What is passed to a function, a filter or a test. */
    record Passed(
            List<Expr> positional,
            List<String> names,
            List<Expr> named,
            @Nullable Expr rest,
            @Nullable Expr namedRest) {
        static final Passed NOTHING = new Passed(List.of(), List.of(), List.of(), null, null);

        void children(Consumer<Expr> visitor) {
            positional.forEach(visitor);
            named.forEach(visitor);
            if (rest != null) {
                visitor.accept(rest);
            }
            if (namedRest != null) {
                visitor.accept(namedRest);
            }
        }

        boolean isEmpty() {
            return positional.isEmpty() && named.isEmpty() && rest == null && namedRest == null;
        }
    }

    /** {@code function(...)}. */
    record Call(Expr function, Passed passed, int at) implements Expr {
        @Override
        public void children(Consumer<Expr> visitor) {
            visitor.accept(function);
            passed.children(visitor);
        }
    }

    /** {@code input|name(...)}; the input of a filter block is its body. */
    record Filter(@Nullable Expr input, String name, Passed passed, int at) implements Expr {
        @Override
        public void children(Consumer<Expr> visitor) {
            if (input != null) {
                visitor.accept(input);
            }
            passed.children(visitor);
        }
    }

    /** {@code input is name(...)}. */
    record Test(Expr input, String name, Passed passed, int at) implements Expr {
        @Override
        public void children(Consumer<Expr> visitor) {
            visitor.accept(input);
            passed.children(visitor);
        }
    }

    /** {@code not}, {@code -} or {@code +} before an operand. */
    record Unary(String sign, Expr operand, int at) implements Expr {
        @Override
        public void children(Consumer<Expr> visitor) {
            visitor.accept(operand);
        }
    }

    /** Arithmetic. */
    record Binary(Arithmetic.Operator operator, Expr left, Expr right, int at) implements Expr {
        @Override
        public void children(Consumer<Expr> visitor) {
            visitor.accept(left);
            visitor.accept(right);
        }
    }

    /** {@code and} or {@code or}. */
    record Logic(boolean and, Expr left, Expr right, int at) implements Expr {
        @Override
        public void children(Consumer<Expr> visitor) {
            visitor.accept(left);
            visitor.accept(right);
        }
    }

    /** {@code first < second == third}: as many signs as operands behind the first. */
    record Comparison(Expr first, List<String> signs, List<Expr> operands, int at) implements Expr {
        @Override
        public void children(Consumer<Expr> visitor) {
            visitor.accept(first);
            operands.forEach(visitor);
        }
    }

    /** {@code a ~ b}. */
    record Concatenation(List<Expr> parts, int at) implements Expr {
        @Override
        public void children(Consumer<Expr> visitor) {
            parts.forEach(visitor);
        }
    }

    /** {@code then if test else otherwise}. */
    record Conditional(Expr test, Expr then, @Nullable Expr otherwise, int at) implements Expr {
        @Override
        public void children(Consumer<Expr> visitor) {
            visitor.accept(test);
            visitor.accept(then);
            if (otherwise != null) {
                visitor.accept(otherwise);
            }
        }
    }
}
