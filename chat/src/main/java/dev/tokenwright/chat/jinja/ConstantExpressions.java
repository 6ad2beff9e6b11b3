package dev.tokenwright.chat.jinja;

/** Expressions that the reference computes when it compiles. */
final class ConstantExpressions {
    private ConstantExpressions() {}

    /** A slice of what has no slices: computed when compiling, it is undefined and not an error. */
    static boolean isUndefinedSlice(Expr expression) {
        return expression instanceof Expr.Slice slice
                && !(slice.target() instanceof Expr.Text)
                && !(slice.target() instanceof Expr.ListDisplay)
                && !(slice.target() instanceof Expr.TupleDisplay)
                && isConstant(slice);
    }

    /** Whether an expression is made of literals alone. */
    static boolean isConstant(Expr expression) {
        boolean[] constant = {
            !(expression instanceof Expr.Name
                    || expression instanceof Expr.Call
                    || expression instanceof Expr.Filter
                    || expression instanceof Expr.Test
                    || expression instanceof Expr.Attribute)
        };
        expression.children(child -> constant[0] &= isConstant(child));
        return constant[0];
    }
}
