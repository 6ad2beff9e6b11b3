package dev.tokenwright.chat.jinja;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds which of some names a body reads before it sets them, bodies inside included. */
final class FreeNames {
    private final Set<String> wanted;
    private final Set<String> found = new HashSet<>();

    private FreeNames(Set<String> wanted) {
        this.wanted = new HashSet<>(wanted);
    }

    static Set<String> of(List<Stmt> body, Set<String> wanted) {
        FreeNames names = new FreeNames(wanted);
        names.visit(body);
        return names.found;
    }

    private void visit(List<Stmt> body) {
        body.forEach(this::visit);
    }

    private void read(@Nullable Expr expression) {
        if (expression instanceof Expr.Name name) {
            if (wanted.contains(name.name())) {
                found.add(name.name());
            }
        } else if (expression != null) {
            expression.children(this::read);
        }
    }

    private void set(Stmt.Target target) {
        wanted.removeAll(Scope.names(target));
    }

    private void declare(List<Stmt.Parameter> parameters) {
        parameters.forEach(parameter -> wanted.remove(parameter.name()));
        parameters.forEach(parameter -> read(parameter.otherwise()));
    }

    private void visit(Stmt statement) {
        if (statement instanceof Stmt.Print print) {
            read(print.value());
        } else if (statement instanceof Stmt.Assign assign) {
            set(assign.target());
            read(assign.value());
        } else if (statement instanceof Stmt.AssignBlock block) {
            set(block.target());
            read(block.filter());
            visit(block.body());
        } else if (statement instanceof Stmt.If branches) {
            read(branches.test());
            visit(branches.body());
            branches.elifs().forEach(this::visit);
            visit(branches.otherwise());
        } else if (statement instanceof Stmt.For loop) {
            set(loop.target());
            read(loop.iterable());
            visit(loop.body());
            visit(loop.otherwise());
            read(loop.test());
        } else {
            visitBlock(statement);
        }
    }

    private void visitBlock(Stmt statement) {
        if (statement instanceof Stmt.Macro macro) {
            declare(macro.parameters());
            visit(macro.body());
        } else if (statement instanceof Stmt.CallBlock block) {
            read(block.call());
            declare(block.parameters());
            visit(block.body());
        } else if (statement instanceof Stmt.Generation generation) {
            visit(generation.body());
        } else if (statement instanceof Stmt.FilterBlock block) {
            visit(block.body());
            read(block.filter());
        } else if (statement instanceof Stmt.With with) {
            with.targets().forEach(this::set);
            with.values().forEach(this::read);
            visit(with.body());
        } else if (statement instanceof Stmt.Autoescape block) {
            read(block.on());
            visit(block.body());
        }
    }
}
