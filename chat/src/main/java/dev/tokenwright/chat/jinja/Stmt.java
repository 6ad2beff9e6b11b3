package dev.tokenwright.chat.jinja;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A statement as it is written. {@code at} is its offset into the source. */
sealed interface Stmt {
    int at();

    /** What is assigned to. */
    sealed interface Target {
        int at();

        /** A variable. */
        record Variable(String name, int at) implements Target {}

        /** {@code namespace.name}. */
        record Member(String namespace, String name, int at) implements Target {}

        /** {@code a, b}. */
        record Several(List<Target> targets, int at) implements Target {}
    }

    /** A parameter of a macro. */
    record Parameter(String name, @Nullable Expr otherwise) {}

    /** Plain text of the template. */
    record Data(String text, int at) implements Stmt {}

    /** {@code {{ value }}}. */
    record Print(Expr value, int at) implements Stmt {}

    /** {@code for}. */
    record For(
            Target target,
            Expr iterable,
            @Nullable Expr test,
            boolean recursive,
            List<Stmt> body,
            List<Stmt> otherwise,
            int at)
            implements Stmt {}

    /** An {@code if}; the branches behind it have no further branches of their own. */
    record If(Expr test, List<Stmt> body, List<If> elifs, List<Stmt> otherwise, int at) implements Stmt {}

    /** {@code macro}. */
    record Macro(String name, List<Parameter> parameters, List<Stmt> body, int at) implements Stmt {}

    /** {@code call}. */
    record CallBlock(List<Parameter> parameters, Expr.Call call, List<Stmt> body, int at) implements Stmt {}

    /** {@code generation}. */
    record Generation(List<Stmt> body, int at) implements Stmt {}

    /** {@code filter}. */
    record FilterBlock(Expr.Filter filter, List<Stmt> body, int at) implements Stmt {}

    /** {@code with}. */
    record With(List<Target> targets, List<Expr> values, List<Stmt> body, int at) implements Stmt {}

    /** {@code set} with a value. */
    record Assign(Target target, Expr value, int at) implements Stmt {}

    /** {@code set} with a body. */
    record AssignBlock(Target target, Expr.@Nullable Filter filter, List<Stmt> body, int at) implements Stmt {}

    /** {@code block}. */
    record Block(String name, List<Stmt> body, int at) implements Stmt {}

    /** {@code autoescape}. */
    record Autoescape(Expr on, List<Stmt> body, int at) implements Stmt {}

    /** A tag that would load another template. */
    record Loading(String tag, int at) implements Stmt {}

    /** {@code break} or {@code continue}. */
    record Jump(boolean leaves, int at) implements Stmt {}
}
